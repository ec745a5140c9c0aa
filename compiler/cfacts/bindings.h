// What `nogilc bindgen` and `cdef extern from "x.h": *` ask nogilc-clang for, and what it answers:
// the declarations of C and C++ headers as text of the dialect. No Clang here.
#pragma once

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <string>
#include <vector>

namespace nogilc::cfacts {

/// A type of C that a .pxd which comes with nogilc declares.
struct KnownType {
  std::string c_name; ///< `FILE`, `struct tm`, `std::string`
  std::string module; ///< `libc.stdio`
  std::string name;   ///< in the module
};

struct BindingsRequest {
  std::vector<std::string> headers;     ///< as `#include` names them, or paths
  std::string directory;                ///< absolute; relative paths count from it
  std::vector<std::string> command;     ///< as a compiler would be called, without a source
  std::string language;                 ///< `c`, `c++`; empty: what the headers are
  std::vector<std::string> match_files; ///< patterns; empty: the headers that are named
  std::vector<std::string> match_names; ///< patterns; empty: all names
  /// Of `extern from ...: *`: nothing but these names, and what they need.
  std::vector<std::string> wanted;
  bool is_for_module = false;       ///< `wanted` is what counts, even if it is empty
  std::vector<std::string> earlier; ///< headers that stand before the others
  std::vector<std::string> nogil;   ///< for a module: headers whose blocks are `nogil`
  std::vector<KnownType> known;
};

struct Bindings {
  /// What cannot be expressed, and why.
  struct Omission {
    std::string name;
    std::string reason;
  };
  struct ParseError {
    std::string file;
    unsigned line = 0;
    std::string text;
  };
  struct Counts {
    unsigned functions = 0;
    unsigned types = 0;
    unsigned constants = 0;
    unsigned variables = 0;
  };
  std::string text;               ///< of the dialect
  std::vector<std::string> found; ///< of the wanted names
  std::vector<Omission> omissions;
  std::vector<ParseError> errors; ///< nothing else is right if there are any
  std::vector<std::string> files; ///< that were read
  Counts counts;
};

std::string toJson(const BindingsRequest &request);
std::string toJson(const Bindings &bindings);
llvm::Expected<BindingsRequest> bindingsRequestFromJson(llvm::StringRef text);
llvm::Expected<Bindings> bindingsFromJson(llvm::StringRef text);

} // namespace nogilc::cfacts
