// The format for people: the message, its place, and the lines of source that it is about with the
// spans underlined.
//
//   error[type-mismatch]: `str` cannot become `int`
//    --> fib.pyx:12:15
//      |
//   12 |     cdef int a = "no"
//      |          ---     ^^^^ a `str`
//      |          |
//      |          declared here
//      = note: ...
#include "diagnostics/render.h"
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/ConvertUTF.h>
#include <llvm/Support/Unicode.h>

#include <algorithm>

namespace nogilc {

namespace {

using Color = llvm::raw_ostream::Colors;

constexpr uint32_t kTabWidth = 4;
/// Of longer lines (in bytes) only a part around the first span is shown.
constexpr size_t kLongestLine = 200;
constexpr size_t kBytesBeforeSpan = 60;
constexpr llvm::StringLiteral kEllipsis = "...";

/// A line of source as it is shown, and where each of its bytes stands.
struct ShownLine {
  std::string text;
  uint32_t first_byte = 0;         ///< of the line, the first that is shown
  std::vector<uint32_t> column_of; ///< display column of each shown byte, and one after the last

  uint32_t column(uint32_t byte) const {
    const uint32_t index = byte < first_byte ? 0 : byte - first_byte;
    return column_of[std::min<size_t>(index, column_of.size() - 1)];
  }
};

/// How a code point is shown: tabs as spaces, what a terminal would obey or choke on as a mark.
struct Shown {
  std::string text;
  uint32_t width;
};

Shown show(llvm::StringRef code_point, uint32_t column) {
  if (code_point == "\t") {
    const uint32_t width = kTabWidth - column % kTabWidth;
    return {std::string(width, ' '), width};
  }
  const int width = llvm::sys::unicode::columnWidthUTF8(code_point);
  if (width < 0) // not printable, or not UTF-8
    return {"\xEF\xBF\xBD", 1};
  return {code_point.str(), static_cast<uint32_t>(width)};
}

size_t codePointLength(llvm::StringRef text) {
  const unsigned length = llvm::getNumBytesForUTF8(static_cast<llvm::UTF8>(text.front()));
  const auto *begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  if (length > text.size() || !llvm::isLegalUTF8Sequence(begin, begin + length))
    return 1;
  return length;
}

/// Lays out a line; `focus` is the byte that has to be seen.
ShownLine layOut(llvm::StringRef line, uint32_t focus) {
  ShownLine shown;
  size_t end = line.size();
  uint32_t column = 0;
  if (line.size() > kLongestLine) {
    size_t begin = focus > kBytesBeforeSpan ? focus - kBytesBeforeSpan : 0;
    begin = std::min(begin, line.size() - kLongestLine);
    const auto isInside = [&](size_t at) {
      return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80;
    };
    while (begin > 0 && isInside(begin))
      --begin;
    end = begin + kLongestLine;
    while (isInside(end))
      ++end;
    shown.first_byte = static_cast<uint32_t>(begin);
    if (begin > 0) {
      shown.text = kEllipsis.str();
      column = kEllipsis.size();
    }
  }
  for (size_t at = shown.first_byte; at < end;) {
    const llvm::StringRef code_point = line.substr(at, codePointLength(line.substr(at)));
    const Shown mark = show(code_point, column);
    shown.column_of.insert(shown.column_of.end(), code_point.size(), column);
    shown.text += mark.text;
    column += mark.width;
    at += code_point.size();
  }
  shown.column_of.push_back(column);
  if (end < line.size())
    shown.text += kEllipsis.str();
  return shown;
}

/// A span on one line, with what is said about it.
struct Mark {
  uint32_t line;
  uint32_t begin; ///< byte in the line
  uint32_t end;
  bool is_primary;
  llvm::StringRef text;
};

/// One block of source: the lines of one file with their marks.
class Excerpt {
public:
  Excerpt(const SourceFile &file, llvm::raw_ostream &out) : file_(file), out_(out) {}

  void add(Span span, bool is_primary, llvm::StringRef text) {
    const uint32_t first = file_.line(span.begin);
    const uint32_t last = span.end > span.begin ? file_.line(span.end - 1) : first;
    // Of a span over several lines the first is marked to its end, and the last from its first
    // word, with what is said.
    if (last != first) {
      addPart(span, first, is_primary, "");
      const llvm::StringRef words = file_.lineText(last);
      const size_t word = words.find_first_not_of(" \t\f");
      span.begin = std::min(span.end, file_.lineBegin(last) +
                                          static_cast<uint32_t>(std::min(word, words.size())));
    }
    addPart(span, last, is_primary, text);
  }

  uint32_t lastLine() const {
    uint32_t last = 0;
    for (const Mark &mark : marks_)
      last = std::max(last, mark.line);
    return last;
  }

  void write(unsigned gutter, Color primary_color) {
    gutter_ = gutter;
    primary_color_ = primary_color;
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark &a, const Mark &b) {
      return std::pair(a.line, a.begin) < std::pair(b.line, b.begin);
    });
    writeGutter("");
    out_ << '\n';
    uint32_t previous = 0;
    for (size_t first = 0; first < marks_.size();) {
      size_t last = first;
      while (last < marks_.size() && marks_[last].line == marks_[first].line)
        ++last;
      const uint32_t line = marks_[first].line;
      if (previous != 0 && line == previous + 2)
        writeSource(layOut(file_.lineText(line - 1), 0), line - 1);
      else if (previous != 0 && line > previous + 1)
        writeSkip();
      writeLine(llvm::ArrayRef(marks_).slice(first, last - first));
      previous = line;
      first = last;
    }
  }

private:
  /// The part of a span on one line.
  void addPart(Span span, uint32_t line, bool is_primary, llvm::StringRef text) {
    const uint32_t start = file_.lineBegin(line);
    const auto length = static_cast<uint32_t>(file_.lineText(line).size());
    const uint32_t begin = std::min(span.begin - start, length);
    const uint32_t end = std::clamp(span.end - start, begin, std::max(begin, length));
    for (Mark &mark : marks_)
      if (mark.line == line && mark.begin == begin && mark.end == end) {
        // A label of the primary span: its words belong to the primary mark.
        if (mark.text.empty()) {
          mark.text = text;
          return;
        }
      }
    marks_.push_back({line, begin, end, is_primary, text});
  }

  void writeGutter(llvm::StringRef number) {
    out_.changeColor(Color::BLUE, /*Bold=*/true);
    out_ << llvm::right_justify(number, gutter_) << " |";
    out_.resetColor();
  }

  void writeSkip() {
    out_.changeColor(Color::BLUE, /*Bold=*/true);
    out_ << llvm::right_justify(kEllipsis, std::max<unsigned>(gutter_, kEllipsis.size())) << '\n';
    out_.resetColor();
  }

  void writeSource(const ShownLine &shown, uint32_t line) {
    writeGutter(std::to_string(line));
    const llvm::StringRef text = llvm::StringRef(shown.text).rtrim();
    if (!text.empty())
      out_ << ' ' << text;
    out_ << '\n';
  }

  void setColor(const Mark &mark) {
    out_.changeColor(mark.is_primary ? primary_color_ : Color::BLUE, /*Bold=*/true);
  }

  /// Writes the source line, the line of underlines, and below it the words that found no room.
  void writeLine(llvm::ArrayRef<Mark> marks) {
    uint32_t focus = marks.front().begin;
    for (const Mark &mark : marks)
      if (mark.is_primary)
        focus = mark.begin;
    const ShownLine shown = layOut(file_.lineText(marks.front().line), focus);
    writeSource(shown, marks.front().line);
    writeUnderlines(marks, shown);

    // The words of the last mark stand beside it; those of the others hang below, the last first.
    llvm::SmallVector<const Mark *, 4> hanging;
    for (const Mark &mark : marks.drop_back())
      if (!mark.text.empty())
        hanging.push_back(&mark);
    if (!hanging.empty())
      writeHanging(hanging, shown, hanging.size());
    while (!hanging.empty()) {
      writeHanging(hanging, shown, hanging.size() - 1);
      hanging.pop_back();
    }
  }

  void writeUnderlines(llvm::ArrayRef<Mark> marks, const ShownLine &shown) {
    std::vector<const Mark *> cells;
    for (const bool primary : {false, true}) // the primary span lies on top
      for (const Mark &mark : marks) {
        if (mark.is_primary != primary)
          continue;
        const uint32_t begin = shown.column(mark.begin);
        const uint32_t end = std::max(shown.column(mark.end), begin + 1);
        if (cells.size() < end)
          cells.resize(end);
        std::fill(cells.begin() + begin, cells.begin() + end, &mark);
      }
    writeGutter("");
    out_ << ' ';
    const Mark *current = nullptr;
    for (const Mark *cell : cells) {
      if (cell != current) {
        out_.resetColor();
        if (cell)
          setColor(*cell);
        current = cell;
      }
      out_ << (!cell ? ' ' : cell->is_primary ? '^' : '-');
    }
    out_.resetColor();
    if (!marks.back().text.empty()) {
      setColor(marks.back());
      out_ << ' ' << marks.back().text;
      out_.resetColor();
    }
    out_ << '\n';
  }

  /// A `|` below each of the first `bars` marks, and the words of the next one if there is one.
  void writeHanging(llvm::ArrayRef<const Mark *> marks, const ShownLine &shown, size_t bars) {
    writeGutter("");
    out_ << ' ';
    uint32_t column = 0;
    for (size_t i = 0; i < marks.size() && i <= bars; ++i) {
      const uint32_t target = shown.column(marks[i]->begin);
      if (target > column || i == 0)
        out_.indent(target - column);
      setColor(*marks[i]);
      if (i == bars) {
        out_ << marks[i]->text;
      } else if (target >= column) {
        out_ << '|';
        column = target + 1;
      }
      out_.resetColor();
    }
    out_ << '\n';
  }

  const SourceFile &file_;
  llvm::raw_ostream &out_;
  llvm::SmallVector<Mark, 4> marks_;
  unsigned gutter_ = 0;
  Color primary_color_ = Color::RED;
};

class TextRenderer {
public:
  TextRenderer(const SourceManager &sources, llvm::raw_ostream &out)
      : sources_(sources), out_(out) {}

  void render(const Diagnostic &diagnostic) {
    const Color color = diagnostic.severity == Severity::Error ? Color::RED : Color::MAGENTA;
    writeHead(color, severityName(diagnostic.severity), diagnostic.slug(), diagnostic.message);
    if (diagnostic.span.isValid())
      writeSource(diagnostic, color);
    // Fixes stand with the excerpt that they change, before the first note that has its own.
    const auto *first_elsewhere = llvm::find_if(
        diagnostic.notes, [](const DiagnosticNote &note) { return note.span.isValid(); });
    for (const auto *note = diagnostic.notes.begin(); note != first_elsewhere; ++note)
      writeNote(*note);
    for (const DiagnosticFix &fix : diagnostic.fixes)
      writeFix(fix);
    for (const auto *note = first_elsewhere; note != diagnostic.notes.end(); ++note)
      writeNote(*note);
    out_ << '\n';
  }

private:
  void writeHead(Color color, llvm::StringRef severity, llvm::StringRef slug,
                 llvm::StringRef message) {
    out_.changeColor(color, /*Bold=*/true);
    out_ << severity;
    if (!slug.empty())
      out_ << '[' << slug << ']';
    out_.resetColor();
    out_.changeColor(Color::SAVEDCOLOR, /*Bold=*/true);
    out_ << ": " << message << '\n';
    out_.resetColor();
  }

  void writePlace(Span span, llvm::StringRef arrow = "-->") {
    const LineColumn place = sources_.begin(span);
    out_.indent(gutter_);
    out_.changeColor(Color::BLUE, /*Bold=*/true);
    out_ << arrow << ' ';
    out_.resetColor();
    out_ << sources_.file(span.file).path() << ':' << place.line << ':' << place.column << '\n';
  }

  void writeSource(const Diagnostic &diagnostic, Color color) {
    // One excerpt for the file of the primary span, and one for each other file.
    llvm::SmallVector<FileId, 2> files{diagnostic.span.file};
    for (const DiagnosticLabel &label : diagnostic.labels)
      if (label.span.isValid() && !llvm::is_contained(files, label.span.file))
        files.push_back(label.span.file);
    llvm::SmallVector<Excerpt, 2> excerpts;
    uint32_t last_line = 1;
    for (const FileId file : files) {
      Excerpt &excerpt = excerpts.emplace_back(sources_.file(file), out_);
      if (file == diagnostic.span.file)
        excerpt.add(diagnostic.span, /*is_primary=*/true, "");
      for (const DiagnosticLabel &label : diagnostic.labels)
        if (label.span.file == file)
          excerpt.add(label.span, /*is_primary=*/false, label.text);
      last_line = std::max(last_line, excerpt.lastLine());
    }
    for (const DiagnosticNote &note : diagnostic.notes)
      if (note.span.isValid())
        last_line = std::max(last_line, sources_.begin(note.span).line);
    gutter_ = static_cast<unsigned>(std::to_string(last_line).size()) + 1;
    for (size_t i = 0; i < files.size(); ++i) {
      if (i == 0) {
        writePlace(diagnostic.span);
      } else {
        for (const DiagnosticLabel &label : diagnostic.labels)
          if (label.span.file == files[i]) {
            writePlace(label.span, ":::");
            break;
          }
      }
      excerpts[i].write(gutter_, color);
    }
  }

  void writeNote(const DiagnosticNote &note) {
    if (!note.span.isValid()) {
      writeRemark("note", note.text);
      return;
    }
    writeHead(Color::CYAN, "note", "", note.text);
    Excerpt excerpt(sources_.file(note.span.file), out_);
    excerpt.add(note.span, /*is_primary=*/true, "");
    writePlace(note.span);
    excerpt.write(gutter_, Color::CYAN);
  }

  void writeFix(const DiagnosticFix &fix) {
    std::string text = fix.title;
    if (const llvm::StringRef replacement = fix.edits.front().replacement;
        !replacement.empty() && !replacement.contains('\n') &&
        !llvm::StringRef(fix.title).contains(replacement.trim()))
      text += ": `" + replacement.str() + "`";
    writeRemark("help", text);
  }

  void writeRemark(llvm::StringRef kind, llvm::StringRef text) {
    out_.indent(gutter_);
    out_.changeColor(Color::BLUE, /*Bold=*/true);
    out_ << " = ";
    out_.resetColor();
    out_.changeColor(Color::SAVEDCOLOR, /*Bold=*/true);
    out_ << kind << ": ";
    out_.resetColor();
    out_ << text << '\n';
  }

  const SourceManager &sources_;
  llvm::raw_ostream &out_;
  unsigned gutter_ = 1;
};

} // namespace

void renderText(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                llvm::raw_ostream &out) {
  for (const Diagnostic &diagnostic : diagnostics)
    TextRenderer(sources, out).render(diagnostic);
}

} // namespace nogilc
