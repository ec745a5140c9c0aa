// See control_comments.h.
#include "driver/control_comments.h"

#include "support/suggest.h"
#include "syntax/visit.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>

#include <optional>

namespace nogilc::driver {

namespace {

using syntax::ControlComment;
using syntax::Node;

bool isStatement(const Node &node) {
  switch (node.kind) {
#define NOGILC_IS_Expr false
#define NOGILC_IS_Stmt true
#define NOGILC_IS_CType false
#define NOGILC_IS_Declarator false
#define NOGILC_IS_Pattern false
#define NOGILC_IS_Part false
#define NOGILC_NODE(Kind, Category)                                                                \
  case syntax::NodeKind::Kind:                                                                     \
    return NOGILC_IS_##Category;
#include "syntax/node_kinds.def"
#undef NOGILC_IS_Expr
#undef NOGILC_IS_Stmt
#undef NOGILC_IS_CType
#undef NOGILC_IS_Declarator
#undef NOGILC_IS_Pattern
#undef NOGILC_IS_Part
  }
  return false;
}

/// A statement as lines: where its text lies, and the lines before those of the statements in it.
struct StatementPlace {
  Span span;
  uint32_t first_line;
  uint32_t last_header_line;
};

/// A comment of any language: `# nogilc: ignore[x]`, `// nogilc: ignore[x]`.
struct CommentText {
  Span span;
  llvm::StringRef text; ///< behind `nogilc:`
};

/// Understands the text of comments. What they are about depends on the language.
class CommentReader {
public:
  /// `mark` is how comments begin, for messages.
  CommentReader(const SourceFile &file, Session &session, llvm::StringRef mark)
      : file_(file), session_(session), diagnostics_(session.diagnostics()), mark_(mark.str()) {}
  virtual ~CommentReader() = default;

protected:
  void read(const CommentText &comment);
  /// What an `ignore` is about.
  virtual Span ignoredBy() = 0;
  /// The statement that a `trusted` is about.
  virtual std::optional<Span> trustedBy() = 0;

  Span lines(uint32_t first, uint32_t last) const {
    return file_.span(file_.lineBegin(first), file_.lineBegin(last + 1));
  }

  const SourceFile &file_;

private:
  void readIgnore(const CommentText &comment, llvm::StringRef text);
  void readTrusted(const CommentText &comment, llvm::StringRef text);
  /// Nothing, and reported, if there is no such diagnostic.
  std::optional<Diag> slugAt(llvm::StringRef slug, Span span);
  DiagnosticBuilder reject(Span span, const llvm::Twine &message) {
    return std::move(diagnostics_.report(Diag::InvalidNogilcComment, span).arg(message));
  }

  /// Of a piece of a comment's text. The text of a source that is not UTF-8 lies elsewhere than the
  /// file's bytes: there the whole comment is the place.
  Span spanOf(const CommentText &comment, llvm::StringRef piece) const {
    const llvm::StringRef bytes = file_.text(comment.span);
    const size_t at = bytes.find(comment.text);
    if (at == llvm::StringRef::npos)
      return comment.span;
    const auto begin = static_cast<uint32_t>(
        comment.span.begin + at + static_cast<size_t>(piece.data() - comment.text.data()));
    return file_.span(begin, begin + static_cast<uint32_t>(piece.size()));
  }

  Session &session_;
  DiagnosticEngine &diagnostics_;
  std::string mark_;
};

class ModuleComments : public CommentReader {
public:
  ModuleComments(const syntax::Module &module, const SourceFile &file, Session &session)
      : CommentReader(file, session, "#"), module_(module) {}

  void readAll();

private:
  Span ignoredBy() override { return linesOf(*current_); }
  std::optional<Span> trustedBy() override {
    return current_->is_alone && !current_->is_in_brackets ? nextStatement(*current_)
                                                           : statementOf(*current_);
  }

  Span linesOf(const ControlComment &comment);
  const std::vector<StatementPlace> &statements();
  std::optional<Span> nextStatement(const ControlComment &comment);
  std::optional<Span> statementOf(const ControlComment &comment);

  const syntax::Module &module_;
  const ControlComment *current_ = nullptr;
  std::vector<StatementPlace> statements_; ///< in the order of the source; made when asked for
};

/// Comments of C and C++, whose statements are known already.
class CComments : public CommentReader {
public:
  CComments(const SourceFile &file, Session &session) : CommentReader(file, session, "//") {}

  void readOne(const cfacts::Comment &comment) {
    covered_ = file_.span(comment.covered.begin, comment.covered.end);
    read({file_.span(comment.place.begin, comment.place.end), comment.text});
  }

private:
  Span ignoredBy() override { return covered_; }
  std::optional<Span> trustedBy() override { return covered_; }

  Span covered_;
};

/// The text of a comment ends where the next one begins: `ignore[x] reason  # another comment`.
llvm::StringRef withoutNextComment(llvm::StringRef text) { return text.split('#').first.rtrim(); }

void CommentReader::read(const CommentText &comment) {
  const llvm::StringRef text = withoutNextComment(comment.text);
  const llvm::StringRef word = text.take_while([](char c) { return llvm::isAlpha(c) || c == '-'; });
  const llvm::StringRef rest = text.drop_front(word.size()).ltrim();
  if (word == "ignore")
    return readIgnore(comment, rest);
  if (word == "trusted")
    return readTrusted(comment, rest);
  DiagnosticBuilder error =
      word.empty() ? reject(comment.span,
                            "`" + mark_ + " nogilc:` is followed by `ignore[slug]` or `trusted`")
                   : reject(spanOf(comment, word),
                            "there is no comment `" + mark_ + " nogilc: " + word + "`");
  const llvm::StringRef near = suggest(word, llvm::ArrayRef<llvm::StringRef>{"ignore", "trusted"});
  if (!near.empty())
    error.fix(spanOf(comment, word), near, "did you mean `" + near + "`?", Applicability::Unsafe);
}

std::optional<Diag> CommentReader::slugAt(llvm::StringRef slug, Span span) {
  if (const DiagnosticRow *row = findDiagnostic(slug))
    return row->id;
  DiagnosticBuilder error = reject(span, "there is no diagnostic `" + slug + "`");
  Suggestion suggestion(slug);
  for (const DiagnosticRow &known : diagnosticRows())
    suggestion.offer(known.slug);
  if (!suggestion.best().empty())
    error.fix(span, suggestion.best(), "did you mean `" + suggestion.best() + "`?",
              Applicability::Unsafe);
  return std::nullopt;
}

Span ModuleComments::linesOf(const ControlComment &comment) {
  const uint32_t line = file_.line(comment.span.begin);
  if (comment.is_alone && comment.is_in_brackets)
    return lines(line + 1, line + 1);
  const std::optional<Span> next = comment.is_alone ? nextStatement(comment) : std::nullopt;
  return next.value_or(lines(line, line));
}

void CommentReader::readIgnore(const CommentText &comment, llvm::StringRef text) {
  const Span covered = ignoredBy();
  if (!text.consume_front("[")) {
    session_.bareIgnores().emplace_back(comment.span, covered);
    return;
  }
  const size_t end = text.find(']');
  const llvm::StringRef list = text.take_front(end);
  if (end == llvm::StringRef::npos || list.trim().empty()) {
    reject(comment.span, end == llvm::StringRef::npos
                             ? "the `[` of this `" + mark_ + " nogilc: ignore` is never closed"
                             : "`" + mark_ + " nogilc: ignore[]` does not say what it ignores");
    return;
  }
  llvm::SmallVector<llvm::StringRef, 4> slugs;
  list.split(slugs, ',');
  for (const llvm::StringRef item : slugs) {
    const llvm::StringRef slug = item.trim();
    if (const std::optional<Diag> id = slugAt(slug, spanOf(comment, slug)))
      diagnostics_.suppress({Suppression::Kind::Ignore, *id, comment.span, covered});
  }
}

void CommentReader::readTrusted(const CommentText &comment, llvm::StringRef text) {
  if (text.empty()) {
    reject(comment.span, "`" + mark_ + " nogilc: trusted` does not say why")
        .note("the reason is for those who read it later: `" + mark_ +
              " nogilc: trusted the caller holds the GIL`");
    return;
  }
  const std::optional<Span> statement = trustedBy();
  if (!statement) {
    reject(comment.span, "`" + mark_ + " nogilc: trusted` stands beside no statement");
    return;
  }
  diagnostics_.suppress({Suppression::Kind::Trusted, Diag{}, comment.span, *statement});
}

const std::vector<StatementPlace> &ModuleComments::statements() {
  if (!statements_.empty())
    return statements_;
  const auto visit = [&](const Node &node) {
    if (!isStatement(node) || !node.span.isValid())
      return true;
    StatementPlace place{
        node.span, file_.line(node.span.begin),
        file_.line(node.span.end > node.span.begin ? node.span.end - 1 : node.span.end)};
    // The header ends before the first statement inside.
    bool is_first = true;
    syntax::walk(node, [&](const Node &inner) {
      if (&inner == &node)
        return true;
      if (is_first && isStatement(inner) && inner.span.isValid()) {
        is_first = false;
        const uint32_t line = file_.line(inner.span.begin);
        place.last_header_line = line == place.first_line ? line : line - 1;
      }
      return is_first;
    });
    statements_.push_back(place);
    return true;
  };
  for (const syntax::Stmt *statement : module_.body)
    syntax::walk(*statement, visit);
  return statements_;
}

std::optional<Span> ModuleComments::nextStatement(const ControlComment &comment) {
  for (const StatementPlace &place : statements())
    if (place.span.begin >= comment.span.end)
      return file_.span(comment.span.begin, place.span.end);
  return std::nullopt;
}

std::optional<Span> ModuleComments::statementOf(const ControlComment &comment) {
  const uint32_t line = file_.line(comment.span.begin);
  for (const StatementPlace &place : statements())
    if (place.first_line <= line && line <= place.last_header_line)
      return file_.span(place.span.begin, std::max(place.span.end, comment.span.end));
  return std::nullopt;
}

void ModuleComments::readAll() {
  for (const ControlComment &comment : module_.control_comments) {
    current_ = &comment;
    read({comment.span, comment.text});
  }
}

/// What goes when a comment goes: it and the white space before it, or its line if it is alone.
Span removal(const SourceFile &file, Span comment) {
  const llvm::StringRef text = file.text();
  uint32_t begin = comment.begin;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t'))
    --begin;
  const size_t next = text[comment.begin] == '#'
                          ? text.slice(comment.begin + 1, comment.end).find('#')
                          : llvm::StringRef::npos;
  const uint32_t line = file.line(comment.begin);
  if (next != llvm::StringRef::npos)
    return file.span(comment.begin, comment.begin + 1 + static_cast<uint32_t>(next));
  if (begin == file.lineBegin(line))
    return file.span(begin, file.lineBegin(line + 1));
  return file.span(begin, comment.end);
}

} // namespace

void readControlComments(const syntax::Module &module, const SourceFile &file, Session &session) {
  ModuleComments(module, file, session).readAll();
}

void readControlComments(llvm::ArrayRef<cfacts::Comment> comments, const SourceFile &file,
                         Session &session) {
  CComments reader(file, session);
  for (const cfacts::Comment &comment : comments)
    if (comment.place.file == file.path())
      reader.readOne(comment);
}

void reportBareIgnores(Session &session) {
  for (const auto &[comment, covered] : session.bareIgnores()) {
    std::vector<llvm::StringRef> slugs;
    for (const Diagnostic &diagnostic : session.diagnostics().sorted()) {
      const Span span = diagnostic.span;
      if (span.file == covered.file && covered.begin <= span.begin && span.begin < covered.end &&
          !llvm::is_contained(slugs, diagnostic.slug()))
        slugs.push_back(diagnostic.slug());
    }
    const bool is_python = session.sources().text(comment).starts_with("#");
    const std::string mark = is_python ? "#" : "//";
    session.diagnostics()
        .report(Diag::InvalidNogilcComment, comment)
        .arg("`" + mark + " nogilc: ignore` does not say what it ignores")
        .note("write `" + mark + " nogilc: ignore[" +
              (slugs.empty() ? "slug" : llvm::join(slugs, ", ")) + "] reason`");
  }
}

void reportUnusedComments(const SourceFile &file, DiagnosticEngine &diagnostics,
                          bool has_checked_headers) {
  const auto isOff = [&](Diag id) {
    const bool is_of_headers = id == Diag::HeaderGil || diagnosticGroup(id) == "headers";
    return diagnostics.isOff(id) || id == Diag::UnusedIgnore ||
           (is_of_headers && !has_checked_headers);
  };
  // By comment: of `ignore[a, b]` each slug counts.
  const std::vector<Suppression> all = diagnostics.suppressions().vec();
  for (size_t first = 0; first < all.size();) {
    size_t last = first;
    std::string unused;
    size_t used = 0;
    for (; last < all.size() && all[last].comment == all[first].comment; ++last) {
      const bool is_off = all[last].kind == Suppression::Kind::Ignore && isOff(all[last].id);
      if (all[last].is_used || is_off)
        ++used;
      else if (all[last].kind == Suppression::Kind::Ignore)
        unused += (unused.empty() ? "`" : ", `") + diagnosticRow(all[last].id).slug.str() + "`";
    }
    const bool is_unused = used < last - first && all[first].comment.file == file.id();
    const Suppression &suppression = all[first];
    first = last;
    if (!is_unused)
      continue;
    DiagnosticBuilder report = diagnostics.report(Diag::UnusedIgnore, suppression.comment);
    if (suppression.kind == Suppression::Kind::Trusted)
      report.arg("nothing here breaks a rule of the GIL, so nothing has to be trusted");
    else
      report.arg(unused + " is ignored here and not reported");
    if (used == 0)
      report.fix(removal(file, suppression.comment), "", "remove the comment");
  }
}

} // namespace nogilc::driver
