// See fixes.h.
#include "driver/fixes.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace nogilc::driver {

namespace {

struct Edit {
  uint32_t begin, end;
  std::string text;
  friend bool operator<(const Edit &a, const Edit &b) {
    return std::tie(a.begin, a.end, a.text) < std::tie(b.begin, b.end, b.text);
  }
};

bool isAscii(llvm::StringRef text) {
  return llvm::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Two edits that say something about the same place. Insertions at one place do: which comes first
/// nobody knows.
bool overlap(const Edit &a, const Edit &b) {
  if (a.begin == b.begin)
    return true;
  return a.begin < b.begin ? b.begin < a.end : a.begin < b.end;
}

/// The line end that a file uses first.
llvm::StringRef lineEndOf(llvm::StringRef text) {
  const size_t end = text.find_first_of("\r\n");
  if (end == llvm::StringRef::npos || text[end] == '\n')
    return "\n";
  return text.substr(end).starts_with("\r\n") ? "\r\n" : "\r";
}

std::string withLineEnds(llvm::StringRef text, llvm::StringRef line_end) {
  std::string result;
  for (const char c : text) {
    if (c == '\n')
      result += line_end;
    else
      result += c;
  }
  return result;
}

const DiagnosticFix *fixOf(const Diagnostic &diagnostic, bool with_unsafe) {
  const auto *fix = llvm::find_if(diagnostic.fixes, [&](const DiagnosticFix &candidate) {
    return with_unsafe || candidate.applicability == Applicability::Safe;
  });
  return fix == diagnostic.fixes.end() ? nullptr : fix;
}

class Applier {
public:
  explicit Applier(const SourceManager &sources) : sources_(sources) {}

  /// True if the fix was new and could be applied.
  bool add(const DiagnosticFix &fix) {
    std::vector<std::pair<FileId, Edit>> edits;
    bool is_new = false;
    for (const DiagnosticEdit &edit : fix.edits) {
      if (!edit.span.isValid() || edit.span.end > sources_.file(edit.span.file).text().size())
        return false;
      const llvm::StringRef text = sources_.file(edit.span.file).text();
      // What is not ASCII would have to be encoded as the file is.
      if (!isAscii(edit.replacement) && !isUtf8(text))
        return false;
      Edit made{edit.span.begin, edit.span.end, withLineEnds(edit.replacement, lineEndOf(text))};
      const std::set<Edit> &others = edits_[edit.span.file];
      if (others.contains(made))
        continue; // two problems with the same cause
      if (llvm::any_of(others, [&](const Edit &other) { return overlap(made, other); }))
        return false;
      is_new = true;
      edits.emplace_back(edit.span.file, std::move(made));
    }
    for (auto &[file, edit] : edits)
      edits_[file].insert(std::move(edit));
    return is_new;
  }

  llvm::StringMap<std::string> texts() const {
    llvm::StringMap<std::string> result;
    for (const auto &[id, edits] : edits_) {
      const SourceFile &file = sources_.file(id);
      std::string text = file.text().str();
      for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
        text.replace(edit->begin, edit->end - edit->begin, edit->text);
      if (text != file.text())
        result[file.path()] = std::move(text);
    }
    return result;
  }

private:
  static bool isUtf8(llvm::StringRef text) {
    const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.begin());
    return llvm::isLegalUTF8String(&begin, reinterpret_cast<const llvm::UTF8 *>(text.end()));
  }

  const SourceManager &sources_;
  std::map<FileId, std::set<Edit>> edits_;
};

std::vector<llvm::StringRef> linesOf(llvm::StringRef text) {
  std::vector<llvm::StringRef> lines;
  while (!text.empty()) {
    size_t end = text.find_first_of("\r\n");
    end = end == llvm::StringRef::npos ? text.size()
                                       : end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    lines.push_back(text.take_front(end));
    text = text.drop_front(end);
  }
  return lines;
}

/// One line of a difference: kept, removed or added.
struct DiffLine {
  char mark;
  llvm::StringRef text;
};

/// The shortest edit script of the lines between the common beginning and the common end, by Myers'
/// greedy algorithm (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).
std::vector<DiffLine> shortestScript(llvm::ArrayRef<llvm::StringRef> a,
                                     llvm::ArrayRef<llvm::StringRef> b) {
  const auto n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  // The furthest points of each round, for the diagonals -d-1 to d+1.
  std::vector<std::vector<int>> trace;
  std::vector<int> furthest(static_cast<size_t>(2 * (n + m) + 3), 0);
  const auto at = [&](std::vector<int> &values, int k) -> int & {
    return values[static_cast<size_t>(k) + values.size() / 2];
  };
  const auto reaches = [&] {
    for (int d = 0;; ++d) {
      const auto middle = furthest.begin() + static_cast<ptrdiff_t>(furthest.size() / 2);
      trace.emplace_back(middle - std::min(d + 1, n + m + 1),
                         middle + std::min(d + 1, n + m + 1) + 1);
      for (int k = -d; k <= d; k += 2) {
        const bool down = k == -d || (k != d && at(furthest, k - 1) < at(furthest, k + 1));
        int x = down ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
        int y = x - k;
        while (x < n && y < m && a[static_cast<size_t>(x)] == b[static_cast<size_t>(y)])
          ++x, ++y;
        at(furthest, k) = x;
        if (x >= n && y >= m)
          return d;
      }
    }
  };
  std::vector<DiffLine> script;
  int x = n, y = m;
  for (int d = reaches(); d >= 0; --d) {
    std::vector<int> &before = trace[static_cast<size_t>(d)];
    const int k = x - y;
    const bool down = k == -d || (k != d && at(before, k - 1) < at(before, k + 1));
    const int previous_x = d == 0 ? 0 : at(before, down ? k + 1 : k - 1);
    const int previous_y = d == 0 ? 0 : previous_x - (down ? k + 1 : k - 1);
    while (x > previous_x && y > previous_y && x > 0 && y > 0) {
      script.push_back({' ', a[static_cast<size_t>(--x)]});
      --y;
    }
    if (d == 0)
      break;
    if (down)
      script.push_back({'+', b[static_cast<size_t>(--y)]});
    else
      script.push_back({'-', a[static_cast<size_t>(--x)]});
  }
  std::reverse(script.begin(), script.end());
  return script;
}

void writeLine(llvm::raw_ostream &out, const DiffLine &line) {
  out << line.mark << line.text;
  if (!line.text.ends_with("\n"))
    out << "\n\\ No newline at end of file\n";
}

} // namespace

FixedTexts applyFixes(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                      bool with_unsafe) {
  FixedTexts result;
  Applier applier(sources);
  for (const Diagnostic &diagnostic : diagnostics)
    if (const DiagnosticFix *fix = fixOf(diagnostic, with_unsafe))
      result.fixes += applier.add(*fix);
  result.texts = applier.texts();
  return result;
}

size_t countFixable(llvm::ArrayRef<Diagnostic> diagnostics, bool with_unsafe) {
  return static_cast<size_t>(llvm::count_if(diagnostics, [&](const Diagnostic &diagnostic) {
    return fixOf(diagnostic, with_unsafe) != nullptr;
  }));
}

std::string unifiedDiff(llvm::StringRef path, llvm::StringRef before, llvm::StringRef after) {
  if (before == after)
    return "";
  const std::vector<llvm::StringRef> a = linesOf(before), b = linesOf(after);
  size_t head = 0, tail = 0;
  while (head < std::min(a.size(), b.size()) && a[head] == b[head])
    ++head;
  while (tail < std::min(a.size(), b.size()) - head &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  std::vector<DiffLine> script;
  for (size_t i = 0; i < head; ++i)
    script.push_back({' ', a[i]});
  llvm::append_range(script, shortestScript(llvm::ArrayRef(a).slice(head, a.size() - head - tail),
                                            llvm::ArrayRef(b).slice(head, b.size() - head - tail)));
  for (size_t i = a.size() - tail; i < a.size(); ++i)
    script.push_back({' ', a[i]});

  constexpr size_t kContext = 3;
  std::string text;
  llvm::raw_string_ostream out(text);
  out << "--- " << path << "\n+++ " << path << '\n';
  size_t line_a = 1, line_b = 1, done = 0;
  for (size_t i = 0; i < script.size(); ++i) {
    if (script[i].mark == ' ')
      continue;
    // A hunk: from three lines before the change to three after the last that is near.
    const size_t first = std::max(done, i > kContext ? i - kContext : 0);
    size_t last = i;
    for (size_t j = i; j < script.size() && j <= last + 2 * kContext + 1; ++j)
      if (script[j].mark != ' ')
        last = j;
    const size_t end = std::min(script.size(), last + kContext + 1);
    line_a += first - done;
    line_b += first - done;
    size_t count_a = 0, count_b = 0;
    for (size_t j = first; j < end; ++j) {
      count_a += script[j].mark != '+';
      count_b += script[j].mark != '-';
    }
    out << "@@ -" << (count_a == 0 ? line_a - 1 : line_a) << ',' << count_a << " +"
        << (count_b == 0 ? line_b - 1 : line_b) << ',' << count_b << " @@\n";
    for (size_t j = first; j < end; ++j)
      writeLine(out, script[j]);
    line_a += count_a;
    line_b += count_b;
    done = i = end;
    --i;
  }
  return out.str();
}

} // namespace nogilc::driver
