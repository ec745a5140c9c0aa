// What a module declares of headers, and what nogilc-clang finds wrong in it: the exchange of
// `--headers`. Types cross as text of C++ that means what it does behind the module's includes, so
// that the names in it are those of the headers. No Clang here.
#pragma once

#include "cfacts/facts.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace nogilc::cfacts {

/// Something with a type: a parameter, a result, a field, a variable.
struct TypedName {
  std::string name;  ///< in the dialect
  std::string cname; ///< in C++
  std::string type;  ///< as the dialect spells it, for people
  /// C++ that declares Clang's `ng_name` with the type; empty: the type is not known.
  std::string cpp;
};

enum class DeclarationKind : uint8_t {
  Function,
  Variable,
  Enumerator,
  Typedef, ///< `value` has what it stands for
  Struct,
  Union,
  Enum,
  Class,    ///< the struct of an extern class's instances
  CppClass, ///< a template's is one of its instances
  Method,   ///< of C++, as the next two
  StaticMethod,
  Constructor,
};

constexpr bool isCallable(DeclarationKind kind) {
  return kind == DeclarationKind::Function || kind >= DeclarationKind::Method;
}

struct ExternDeclaration {
  DeclarationKind kind = DeclarationKind::Function;
  std::string name;
  std::string cname;    ///< `f`, `struct s`, `n::f`, or any expression or type
  uint32_t include = 0; ///< one more than the number of the include; 0: no header is known
  TypedName value;      ///< Variable, Typedef; of what is called: what it returns
  /// Of what is called: parameters; Struct, Union, Class, CppClass: fields.
  std::vector<TypedName> parts;
  std::vector<TypedName> bases; ///< CppClass; as places they follow the parts
  uint32_t owner = 0;           ///< of a member: one more than the number of its class
  bool has_varargs = false;
  bool is_nogil = false;
  bool catches = false; ///< `except +`
  /// CPython's own, of which another check says whether it may be `nogil`.
  bool is_cpython_api = false;
};

struct ExternInclude {
  std::string header;   ///< as behind `#include`, without quotes: `math.h`, `<math.h>`
  std::string verbatim; ///< C++ that stands behind it
};

struct HeaderRequest {
  std::vector<ExternInclude> includes; ///< in order
  std::string own_types;               ///< C++ that declares the module's own types
  std::vector<ExternDeclaration> declarations;
  bool is_cxx = false; ///< the module says that its headers are C++
};

/// The place of something that the request speaks of.
struct RequestPlace {
  enum class Kind : uint8_t {
    Declaration, ///< `index`; `part` is 0 for the name, else one more than the number of the part
    Include,     ///< the header of include `index`
    Verbatim,    ///< in the text of include `index`, at the offset `part`
  };
  Kind kind = Kind::Declaration;
  uint32_t index = 0;
  uint32_t part = 0;
};

struct HeaderFinding {
  std::string slug;
  RequestPlace at;
  std::vector<std::string> arguments;
  struct Remark {
    Place place;                      ///< in a file
    std::vector<RequestPlace> places; ///< or what the request speaks of: one or none
    std::string text;
  };
  std::vector<Remark> remarks;
};

struct HeaderReport {
  std::vector<HeaderFinding> findings;
  std::vector<std::string> files; ///< that were read
  bool is_complete = false;       ///< all headers were found and understood
};

std::string toJson(const HeaderRequest &request);
std::string toJson(const HeaderReport &report);
llvm::Expected<HeaderRequest> headerRequestFromJson(llvm::StringRef text);
llvm::Expected<HeaderReport> headerReportFromJson(llvm::StringRef text);

} // namespace nogilc::cfacts
