// The value of `__doc__`: from Python 3.13 on the compiler of CPython takes the indentation out of
// docstrings, and so must what stands for it. The rule is that of _PyCompile_CleanDoc(): tabs
// become spaces, the first line loses its leading spaces, all others lose those that they have in
// common.
#include "internal.h"

#include <cstring>

namespace nogilc_rt {
namespace {

/// Where the line after the one at `line` starts.
char *next_line(char *line, char *end) {
  auto *newline = static_cast<char *>(memchr(line, '\n', static_cast<size_t>(end - line)));
  return newline ? newline + 1 : end;
}

ptrdiff_t spaces_at(const char *line, const char *end) {
  const char *text = line;
  while (text < end && *text == ' ')
    ++text;
  return text - line;
}

/// What all lines but the first have in common; empty lines do not count.
ptrdiff_t common_indentation(char *text, char *end) {
  ptrdiff_t margin = -1;
  for (char *line = next_line(text, end); line < end; line = next_line(line, end)) {
    const ptrdiff_t spaces = spaces_at(line, end);
    if (line + spaces < end && line[spaces] != '\n' && (margin < 0 || spaces < margin))
      margin = spaces;
  }
  return margin < 0 ? 0 : margin;
}

/// In place; the new end.
char *remove_indentation(char *text, char *end) {
  const ptrdiff_t margin = common_indentation(text, end);
  char *out = text;
  ptrdiff_t left_out = spaces_at(text, end);
  for (char *line = text; line < end;) {
    char *const next = next_line(line, end);
    const ptrdiff_t kept = next - line - left_out;
    memmove(out, line + left_out, static_cast<size_t>(kept));
    out += kept;
    line = next;
    const ptrdiff_t spaces = spaces_at(line, end);
    left_out = spaces < margin ? spaces : margin;
  }
  return out;
}

} // namespace

PyObject *clean_docstring(PyObject *written) {
  const Ref expanded(PyObject_CallMethod(written, "expandtabs", nullptr));
  if (!expanded)
    return nullptr;
  // A bytes object of our own, which nobody else has seen yet.
  const Ref bytes(PyUnicode_AsEncodedString(expanded, "utf-8", "surrogatepass"));
  if (!bytes)
    return nullptr;
  char *const text = PyBytes_AS_STRING(bytes.get());
  char *const end = remove_indentation(text, text + PyBytes_GET_SIZE(bytes.get()));
  return PyUnicode_DecodeUTF8(text, end - text, "surrogatepass");
}

} // namespace nogilc_rt
