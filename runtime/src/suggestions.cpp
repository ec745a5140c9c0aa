// suggestions.cpp: "Did you mean 'x'?" of CPython 3.13 and newer, for keyword arguments. The
// measure is the interpreter's: an edit costs 2, a change of case 1, and about a third may be
// edited.
#include "internal.h"

#include <cstring>

namespace nogilc_rt {

namespace {

constexpr size_t kEdit = 2, kCase = 1, kLongest = 40;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t substitution(char a, char b) { return a == b ? 0 : lower(a) == lower(b) ? kCase : kEdit; }

/// The edit distance of two texts of at most kLongest bytes.
size_t distance(const char *a, size_t a_size, const char *b, size_t b_size) {
  size_t row[kLongest + 1];
  for (size_t j = 0; j <= b_size; ++j)
    row[j] = j * kEdit;
  for (size_t i = 0; i < a_size; ++i) {
    size_t diagonal = row[0];
    row[0] = (i + 1) * kEdit;
    for (size_t j = 0; j < b_size; ++j) {
      size_t best = diagonal + substitution(a[i], b[j]);
      diagonal = row[j + 1];
      size_t edited = (diagonal < row[j] ? diagonal : row[j]) + kEdit;
      row[j + 1] = best < edited ? best : edited;
    }
  }
  return row[b_size];
}

/// Without what the texts share at both ends, which costs nothing.
size_t trimmed_distance(const char *a, size_t a_size, const char *b, size_t b_size) {
  while (a_size && b_size && *a == *b)
    ++a, ++b, --a_size, --b_size;
  while (a_size && b_size && a[a_size - 1] == b[b_size - 1])
    --a_size, --b_size;
  if (a_size > kLongest || b_size > kLongest)
    return static_cast<size_t>(-1);
  return distance(a, a_size, b, b_size);
}

} // namespace

PyObject *suggest_name(const FunctionInfo &info, PyObject *wrong) {
  PyObject *best = nullptr;
  size_t best_distance = static_cast<size_t>(-1);
  const char *text = utf8_of(wrong);
  size_t size = std::strlen(text);
  for (int i = info.positional_only; i < info.positional + info.keyword_only; ++i) {
    PyObject *name = info.code.module->constants[info.parameters[i]];
    const char *candidate = utf8_of(name);
    size_t candidate_size = std::strlen(candidate);
    size_t found = trimmed_distance(text, size, candidate, candidate_size);
    if (found <= (size + candidate_size + 3) * kEdit / 6 && found < best_distance) {
      best = name;
      best_distance = found;
    }
  }
  return best;
}

} // namespace nogilc_rt
