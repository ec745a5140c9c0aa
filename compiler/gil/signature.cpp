// See signature.h. The text is read, and not the AST, which is gone: from the function's name to
// the colon of its signature there are only brackets, strings and comments to know.
#include "gil/signature.h"

namespace nogilc::gil {

namespace {

/// The offset behind a string that begins at `at`.
size_t skipString(llvm::StringRef text, size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote && text[at] != '\n'; ++at)
    if (text[at] == '\\')
      ++at;
  return at + 1;
}

} // namespace

std::optional<Span> placeForNogil(const ir::Function &function, const SourceManager &sources) {
  if (!function.span.isValid() || function.role != ir::FunctionRole::C || function.is_in_pxd)
    return std::nullopt;
  const SourceFile &file = sources.file(function.span.file);
  const llvm::StringRef text = file.text();
  const llvm::StringRef line =
      text.slice(file.lineBegin(file.line(function.span.begin)), function.span.begin);
  if (!line.ltrim().starts_with("cdef ") && !line.ltrim().starts_with("cpdef ") &&
      !line.trim().empty())
    return std::nullopt;
  int depth = 0;
  size_t last = function.span.begin; // behind the last thing that is not white space
  for (size_t at = function.span.begin; at < text.size();) {
    const char c = text[at];
    if (c == '#') {
      at = text.find('\n', at);
      continue;
    }
    if (c == '"' || c == '\'') {
      last = at = skipString(text, at);
      continue;
    }
    if (depth == 0 && (c == ':' || c == '\n' || c == '=')) {
      if (c != ':')
        return std::nullopt;
      return file.span(static_cast<uint32_t>(last), static_cast<uint32_t>(last));
    }
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    ++at;
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      last = at;
  }
  return std::nullopt;
}

} // namespace nogilc::gil
