// See truth_probes.h.
#include "headers/truth_probes.h"

#include <clang/Lex/MacroInfo.h>
#include <llvm/ADT/StringExtras.h>

#include <algorithm>

namespace nogilc::headers {

using cfacts::DeclarationKind;
using cfacts::ExternDeclaration;
using cfacts::TypedName;

namespace {

constexpr llvm::StringLiteral kPlaceholder = "ng_name";

bool isIdentifier(llvm::StringRef text) {
  return !text.empty() && !llvm::isDigit(text.front()) &&
         llvm::all_of(text, [](char c) { return llvm::isAlnum(c) || c == '_'; });
}

/// What a text opens and does not close; negative if it closes too much.
class Brackets {
public:
  void take(char c) {
    if (c == '(' || c == '[' || c == '{')
      ++open_;
    else if (c == ')' || c == ']' || c == '}')
      is_bad_ |= --open_ < 0;
  }
  bool areClosed() const { return open_ == 0 && !is_bad_; }

private:
  int open_ = 0;
  bool is_bad_ = false;
};

char bracketOf(const clang::Token &token) {
  switch (token.getKind()) {
  case clang::tok::l_paren:
  case clang::tok::l_square:
  case clang::tok::l_brace:
    return '(';
  case clang::tok::r_paren:
  case clang::tok::r_square:
  case clang::tok::r_brace:
    return ')';
  default:
    return ' ';
  }
}

using Visited = llvm::SmallVector<const clang::MacroInfo *, 8>;

void takeMacro(clang::Preprocessor &preprocessor, const clang::MacroInfo &macro, Visited &visited,
               Brackets &brackets) {
  if (llvm::is_contained(visited, &macro))
    return;
  visited.push_back(&macro);
  for (const clang::Token &token : macro.tokens()) {
    brackets.take(bracketOf(token));
    if (const clang::IdentifierInfo *name = token.getIdentifierInfo())
      if (const clang::MacroInfo *inner = preprocessor.getMacroInfo(name))
        takeMacro(preprocessor, *inner, visited, brackets);
  }
  visited.pop_back();
}

class ProbeWriter {
public:
  ProbeWriter(Probes &probes, clang::Preprocessor &preprocessor)
      : probes_(probes), preprocessor_(preprocessor) {}

  void write() {
    for (size_t i = 0; i < probes_.request.declarations.size(); ++i)
      writeProbes(i, probes_.request.declarations[i]);
  }

private:
  void add(const std::string &name, std::string line) {
    std::replace(line.begin(), line.end(), '\n', ' ');
    probes_.lines.push_back(std::move(line));
    probes_.line_of[name] = static_cast<unsigned>(probes_.lines.size());
  }

  void addType(const std::string &name, const TypedName &typed) {
    if (typed.cpp.empty())
      return;
    std::string text = typed.cpp;
    if (const size_t at = text.find(kPlaceholder.str()); at != std::string::npos)
      add(name, "typedef " + text.replace(at, kPlaceholder.size(), name) + ";");
  }

  /// Whether a name can be written without spoiling what follows.
  bool canWrite(llvm::StringRef cname) {
    Brackets brackets;
    for (char c : cname)
      brackets.take(c);
    if (!brackets.areClosed() || cname.contains('#') || cname.contains("//") ||
        cname.contains("/*"))
      return false;
    // Any word of an expression may be a macro.
    llvm::StringRef rest = cname;
    while (!rest.empty()) {
      const llvm::StringRef word =
          rest.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; });
      if (const clang::MacroInfo *macro = word.empty() ? nullptr : macroOf(preprocessor_, word);
          macro && !isBalanced(preprocessor_, *macro))
        return false;
      rest = rest.drop_front(std::max<size_t>(word.size(), 1));
    }
    return true;
  }

  void writeProbes(size_t number, const ExternDeclaration &declaration) {
    addType(probeName("value", number), declaration.value);
    for (size_t i = 0; i < declaration.parts.size(); ++i)
      addType(probeName("part", number, i), declaration.parts[i]);
    for (size_t i = 0; i < declaration.bases.size(); ++i)
      addType(probeName("base", number, i), declaration.bases[i]);
    if (!canWrite(declaration.cname))
      return;
    switch (declaration.kind) {
    case DeclarationKind::Function:
    case DeclarationKind::Method:
    case DeclarationKind::StaticMethod:
    case DeclarationKind::Constructor:
      return writeCall(number, declaration);
    case DeclarationKind::Variable:
    case DeclarationKind::Enumerator:
      if (!isPath(declaration.cname) || macroOf(preprocessor_, declaration.cname))
        add(probeName("reference", number), "[[maybe_unused]] static auto &&" +
                                                probeName("reference", number) + " = " +
                                                declaration.cname + ";");
      return;
    case DeclarationKind::Typedef:
    case DeclarationKind::Struct:
    case DeclarationKind::Union:
    case DeclarationKind::Enum:
    case DeclarationKind::Class:
    case DeclarationKind::CppClass:
      return writeNamedType(number, declaration);
    }
  }

  void writeCall(size_t number, const ExternDeclaration &declaration) {
    std::string parameters, arguments;
    const std::string owner =
        declaration.owner == 0 ? std::string() : probeName("type", declaration.owner - 1);
    if (declaration.kind == DeclarationKind::Method)
      parameters = owner + " &self" + (declaration.parts.empty() ? "" : ", ");
    for (size_t i = 0; i < declaration.parts.size(); ++i) {
      const std::string name = "a" + std::to_string(i);
      parameters += (i ? ", " : "") + probeName("part", number, i) + " " + name;
      arguments += (i ? ", " : "") + name;
    }
    const std::string name = probeName("call", number);
    add(name, "[[maybe_unused]] static inline void " + name + "(" + parameters + ") { " +
                  callText(declaration, owner, arguments) + "; }");
  }

  static std::string callText(const ExternDeclaration &declaration, const std::string &owner,
                              const std::string &arguments) {
    switch (declaration.kind) {
    case DeclarationKind::Method:
      break;
    case DeclarationKind::StaticMethod:
      return owner + "::" + declaration.cname + "(" + arguments + ")";
    case DeclarationKind::Constructor:
      return "new " + owner + "(" + arguments + ")";
    default:
      return declaration.cname + "(" + arguments + ")";
    }
    // What is written as an operator need be no member.
    llvm::StringRef symbol = declaration.cname;
    if (!symbol.consume_front("operator") || symbol.empty() || isIdentifier(symbol))
      return "self." + declaration.cname + "(" + arguments + ")";
    symbol = symbol.trim();
    if (symbol == "()")
      return "self(" + arguments + ")";
    if (symbol == "[]")
      return "self[" + arguments + "]";
    if (llvm::isAlpha(symbol.front())) // a conversion
      return "static_cast<" + symbol.str() + ">(self)";
    if (declaration.parts.empty())
      return symbol.str() + "self";
    if (declaration.parts.size() == 2) // of a class that is the second operand
      return "a0 " + symbol.str() + " a1";
    if (symbol == "++" || symbol == "--")
      return "self" + symbol.str();
    return "self " + symbol.str() + " " + arguments;
  }

  void writeNamedType(size_t number, const ExternDeclaration &declaration) {
    const std::string type = probeName("type", number);
    add(type, "typedef " + declaration.cname + " " + type + ";");
    if (declaration.kind == DeclarationKind::Typedef)
      return;
    for (size_t i = 0; i < declaration.parts.size(); ++i) {
      const llvm::StringRef field = declaration.parts[i].cname;
      if (!canWrite(field) || (isIdentifier(field) && !macroOf(preprocessor_, field)))
        continue;
      const std::string name = probeName("field", number, i);
      add(name, "typedef decltype(((" + type + " *)0)->" + field.str() + ") " + name + ";");
    }
  }

  Probes &probes_;
  clang::Preprocessor &preprocessor_;
};

} // namespace

std::string probeName(llvm::StringRef what, size_t declaration) {
  return ("ng_" + what + "_").str() + std::to_string(declaration);
}

std::string probeName(llvm::StringRef what, size_t declaration, size_t part) {
  return probeName(what, declaration) + "_" + std::to_string(part);
}

bool isPath(llvm::StringRef cname) {
  cname.consume_front("::");
  llvm::SmallVector<llvm::StringRef, 4> parts;
  cname.split(parts, "::");
  return llvm::all_of(parts, isIdentifier);
}

bool dropTagWord(llvm::StringRef &cname) {
  for (const llvm::StringRef word : {"struct ", "union ", "enum ", "class "})
    if (cname.consume_front(word)) {
      cname = cname.ltrim();
      return true;
    }
  return false;
}

bool isBalanced(clang::Preprocessor &preprocessor, const clang::MacroInfo &macro) {
  Brackets brackets;
  Visited visited;
  takeMacro(preprocessor, macro, visited, brackets);
  return brackets.areClosed();
}

const clang::MacroInfo *macroOf(clang::Preprocessor &preprocessor, llvm::StringRef name) {
  if (!isIdentifier(name))
    return nullptr;
  return preprocessor.getMacroInfo(preprocessor.getIdentifierInfo(name));
}

std::string includesText(const cfacts::HeaderRequest &request, std::vector<uint32_t> &verbatim) {
  // As the generated C++ begins.
  std::string text = "#if __has_include(<Python.h>)\n#include <Python.h>\n"
                     "#else\ntypedef struct _object PyObject;\ntypedef long Py_ssize_t;\n#endif\n";
  for (size_t i = 0; i < request.includes.size(); ++i) {
    const cfacts::ExternInclude &include = request.includes[i];
    if (!include.header.empty()) {
      const bool is_bare = llvm::StringRef(include.header).starts_with("<");
      const std::string header = is_bare ? include.header : "\"" + include.header + "\"";
      text += "#if __has_include(" + header + ")\n#include " + header + "\n#else\ntypedef int " +
              probeName("missing", i) + ";\n#endif\n";
    }
    verbatim.push_back(static_cast<uint32_t>(text.size()));
    if (!include.verbatim.empty())
      text += include.verbatim + "\n";
  }
  return text + "#pragma nogilc_probes\n";
}

void Probes::enter(clang::Preprocessor &preprocessor, clang::SourceLocation place) {
  if (file.isValid())
    return;
  // The headers may have the module's public types already: an error there is none of theirs.
  for (const llvm::StringRef line : llvm::split(request.own_types, '\n'))
    lines.push_back(line.str());
  lines.push_back(("typedef int " + kReached + ";").str());
  own_lines = lines.size();
  line_of[kReached] = static_cast<unsigned>(own_lines);
  ProbeWriter(*this, preprocessor).write();
  std::string text;
  for (const std::string &line : lines)
    text += line + "\n";
  file = preprocessor.getSourceManager().createFileID(
      llvm::MemoryBuffer::getMemBufferCopy(text, "nogilc_probes"));
  preprocessor.EnterSourceFile(file, nullptr, place);
}

void ProbePragma::HandlePragma(clang::Preprocessor &preprocessor, clang::PragmaIntroducer,
                               clang::Token &first) {
  const clang::SourceLocation place = first.getLocation();
  clang::Token token = first;
  while (token.isNot(clang::tok::eod))
    preprocessor.Lex(token);
  if (preprocessor.getSourceManager().isInMainFile(place))
    probes_.enter(preprocessor, place);
}

} // namespace nogilc::headers
