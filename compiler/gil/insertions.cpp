// See insertions.h. The text is read, and not the AST, which is gone.
#include "gil/insertions.h"

namespace nogilc::gil {

namespace {

bool isPython(const SourceFile &file) { return llvm::StringRef(file.path()).ends_with(".py"); }

/// What stands before the statement on its line, if that is only white space.
std::optional<llvm::StringRef> indentationOf(Span statement, const SourceFile &file) {
  const llvm::StringRef before =
      file.text().slice(file.lineBegin(file.line(statement.begin)), statement.begin);
  return before.trim(" \t").empty() ? std::optional(before) : std::nullopt;
}

Span beginOf(Span statement, const SourceFile &file) {
  return file.span(statement.begin, statement.begin);
}

} // namespace

std::string declarationOf(const ir::Variable &variable, const SourceManager &sources) {
  const std::string type = types::spelling(variable.number);
  if (!isPython(sources.file(variable.span.file)))
    return "cdef " + type + " " + variable.source_name;
  // `cython` has no names of several words: `unsigned long` is `ulong`, `long long` `longlong`.
  std::string name;
  llvm::StringRef rest = type;
  if (rest.consume_front("unsigned "))
    name = "u";
  for (const char c : rest)
    if (c != ' ')
      name += c;
  return variable.source_name + ": cython." + name;
}

std::optional<Insertion> declare(llvm::ArrayRef<const ir::Variable *> variables,
                                 const ir::Function &function, const SourceManager &sources) {
  const Span statement = function.first_statement;
  if (variables.empty() || !statement.isValid())
    return std::nullopt;
  const SourceFile &file = sources.file(statement.file);
  const auto indentation = indentationOf(statement, file);
  if (!indentation || isPython(file))
    return std::nullopt;
  Insertion insertion{beginOf(statement, file), {}};
  for (const ir::Variable *variable : variables)
    insertion.text += declarationOf(*variable, sources) + "\n" + indentation->str();
  return insertion;
}

std::optional<Insertion> holdGil(Span statement, const SourceManager &sources) {
  if (!statement.isValid())
    return std::nullopt;
  const SourceFile &file = sources.file(statement.file);
  const auto indentation = indentationOf(statement, file);
  const llvm::StringRef after =
      file.text().substr(statement.end).take_until([](char c) { return c == '\n' || c == '\r'; });
  if (!indentation || !(after.trim(" \t").empty() || after.ltrim(" \t").starts_with("#")))
    return std::nullopt;
  const char *const unit = indentation->contains('\t') ? "\t" : "    ";
  return Insertion{beginOf(statement, file),
                   (isPython(file) ? "with cython.gil:\n" : "with gil:\n") + indentation->str() +
                       unit};
}

} // namespace nogilc::gil
