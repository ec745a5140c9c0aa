// Statement by statement through the tokens of a file. A statement is tried at once; if that fails,
// its lines are tried one by one, so that each mistake is reported on its own and nothing twice.
#include "parse/builder.h"

#include "llvm/ADT/STLExtras.h"
#include "parse/parse.h"
#include "parse/unicode.h"

namespace nogilc::parse {

using namespace syntax;

namespace {

/// A statement of more tokens than this has the blocks in it parsed on their own: its parse tree
/// would be large for no use.
constexpr uint32_t kLargeUnit = 2000;

/// Whether a statement that begins with `head` can go on, after a block, with a line that begins
/// with `next`.
bool continuesUnit(TokenKind head, TokenKind next) {
  switch (next) {
  case TokenKind::KwElif:
    return head == TokenKind::KwIf;
  case TokenKind::KwElse:
    return head == TokenKind::KwIf || head == TokenKind::KwFor || head == TokenKind::KwWhile ||
           head == TokenKind::KwTry || head == TokenKind::KwAsync;
  case TokenKind::KwExcept:
  case TokenKind::KwFinally:
    return head == TokenKind::KwTry;
  case TokenKind::KwCompileElif:
  case TokenKind::KwCompileElse:
    return head == TokenKind::KwCompileIf;
  default:
    return head == TokenKind::At;
  }
}

} // namespace

Builder::Builder(const DecodedSource &source, const LexedFile &lexed, FileKind file_kind,
                 AstContext &context, DiagnosticEngine &diagnostics)
    : source_(source), lexed_(lexed), tokens_(lexed.tokens), file_kind_(file_kind),
      context_(context), diagnostics_(diagnostics) {}

List<Stmt *> Builder::buildFile() {
  BlockParts parts;
  buildRange(0, static_cast<uint32_t>(tokens_.size()) - 1, Lines::Statements, parts);
  return list(parts.statements);
}

Builder::ParserLevel &Builder::level() {
  if (level_ == levels_.size())
    levels_.push_back(std::make_unique<ParserLevel>());
  return *levels_[level_];
}

/// The end of the statement that begins at `first`: behind its line, its block, and the lines and
/// blocks that continue it.
uint32_t Builder::unitEnd(uint32_t first, uint32_t last) const {
  uint32_t i = first;
  TokenKind head = tokens_[first].kind;
  for (;;) {
    while (i < last && tokens_[i].kind != TokenKind::Newline)
      ++i;
    if (i < last)
      ++i;
    if (i < last && tokens_[i].kind == TokenKind::Indent)
      i = tokens_[i].link + 1;
    if (i >= last)
      return last;
    if (!continuesUnit(head, tokens_[i].kind))
      return i;
    // Behind decorators comes the head of what they decorate.
    if (head == TokenKind::At)
      head = tokens_[i].kind;
  }
}

void Builder::buildRange(uint32_t first, uint32_t last, Lines lines, BlockParts &parts) {
  for (uint32_t i = first; i < last;) {
    const Token &token = tokens_[i];
    if (token.kind == TokenKind::Indent) {
      if (!token.has_error)
        error(source_.span(token.begin, token.end),
              "this line is indented more than the block it is in");
      buildRange(i + 1, token.link, lines, parts);
      i = token.link + 1;
      continue;
    }
    if (token.kind == TokenKind::Newline || token.kind == TokenKind::Dedent) {
      ++i;
      continue;
    }
    const uint32_t end = unitEnd(i, last);
    buildUnit(i, end, lines, parts);
    i = end;
  }
}

void Builder::buildUnit(uint32_t first, uint32_t last, Lines lines, BlockParts &parts) {
  ParserLevel &current = level();
  current.slice.assign(tokens_, first, last, last - first > kLargeUnit);
  try {
    parseUnit(lines, /*explain=*/false, parts);
  } catch (const SyntaxFailure &) {
    recoverUnit(first, last, lines, parts);
  } catch (const Grammar::TooDeep &) {
    const Token &token = tokens_[first];
    diagnostics_.report(Diag::NestingTooDeep, source_.span(token.begin, token.end))
        .arg("the parts of this statement are")
        .arg(uint64_t(Grammar::kMostRules));
    parts.statements.push_back(context_.make<ErrorStmt>(source_.span(token.begin, token.end)));
  }
}

void Builder::parseUnit(Lines lines, bool explain, BlockParts &parts) {
  StatementParser &parser = level().parser;
  parser.begin(explain);
  // The parse is complete before anything is built: building may parse deferred blocks and fail.
  struct Deeper {
    explicit Deeper(size_t &level) : level(++level) {}
    ~Deeper() { --level; }
    size_t &level;
  };
  switch (lines) {
  case Lines::Statements: {
    auto *tree = parser.oneStatement()->body;
    Deeper deeper(level_);
    return build(tree, parts.statements);
  }
  case Lines::Declarations: {
    auto *tree = parser.oneDeclaration()->body;
    Deeper deeper(level_);
    return build(tree, parts.statements);
  }
  case Lines::EnumItems: {
    auto *tree = parser.oneEnumLine()->body;
    Deeper deeper(level_);
    return build(tree, parts);
  }
  case Lines::FusedItems: {
    auto *tree = parser.oneFusedLine()->body;
    Deeper deeper(level_);
    return build(tree, parts.fused_items);
  }
  case Lines::Cases: {
    auto *tree = parser.oneCase()->body;
    Deeper deeper(level_);
    parts.cases.push_back(build(tree));
    return;
  }
  }
}

/// After a failure: the lines outside of the blocks once more, without the blocks. If they are
/// right the mistake is in a block, whose statements are built one by one. Otherwise it is
/// reported, and the blocks are looked through for more.
void Builder::recoverUnit(uint32_t first, uint32_t last, Lines lines, BlockParts &parts) {
  level().slice.assign(tokens_, first, last, /*defer_blocks=*/true);
  try {
    parseUnit(lines, /*explain=*/true, parts);
    return;
  } catch (const SyntaxFailure &failure) {
    reportFailure(failure, first, last);
  }
  const Token &begin = tokens_[first];
  parts.statements.push_back(context_.make<ErrorStmt>(source_.span(begin.begin, begin.end)));
  // Nothing is known about the place of these blocks: allow what a function in a loop allows.
  EnterScope scope(*this, {ScopeKind::Function, /*is_async=*/true, /*in_loop=*/true, false});
  for (uint32_t i = first; i < last; ++i) {
    if (tokens_[i].kind != TokenKind::Indent)
      continue;
    BlockParts ignored;
    ++level_;
    buildRange(i + 1, tokens_[i].link, guessLines(first, lines), ignored);
    --level_;
    i = tokens_[i].link;
  }
}

/// What the lines of the blocks of a broken statement probably are.
Builder::Lines Builder::guessLines(uint32_t first, Lines outer) const {
  const TokenKind head = tokens_[first].kind;
  if (head == TokenKind::KwMatch)
    return Lines::Cases;
  if (outer != Lines::Declarations && head != TokenKind::KwCdef && head != TokenKind::KwCpdef &&
      head != TokenKind::KwCtypedef)
    return Lines::Statements;
  for (uint32_t i = first; tokens_[i].kind != TokenKind::Newline; ++i)
    switch (tokens_[i].kind) {
    case TokenKind::KwStruct:
    case TokenKind::KwUnion:
    case TokenKind::KwCppclass:
    case TokenKind::KwExtern:
      return Lines::Declarations;
    case TokenKind::KwEnum:
      return Lines::EnumItems;
    case TokenKind::KwFused:
      return Lines::FusedItems;
    default:
      break;
    }
  return Lines::Statements;
}

void Builder::buildDeferred(const antlr4::Token *block, Lines lines, BlockParts &parts) {
  const uint32_t indent = static_cast<const BridgeToken *>(block)->index;
  buildRange(indent + 1, tokens_[indent].link, lines, parts);
}

Span Builder::span(const antlr4::Token *first, const antlr4::Token *last) const {
  const auto *begin = static_cast<const BridgeToken *>(first);
  const auto *end = static_cast<const BridgeToken *>(last);
  if (end == nullptr || end->index < begin->index)
    return source_.span(begin->begin, begin->begin);
  // A statement ends with its last word, not with the layout behind it.
  uint32_t index = end->index;
  while (index > begin->index &&
         (tokens_[index].kind == TokenKind::Newline || tokens_[index].kind == TokenKind::Dedent ||
          tokens_[index].kind == TokenKind::Indent || tokens_[index].kind == TokenKind::EndOfFile))
    --index;
  return source_.span(begin->begin, tokens_[index].end);
}

Name Builder::internWord(llvm::StringRef word) {
  if (llvm::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return context_.name(word);
  return context_.name(normalizeIdentifier(word));
}

Ident Builder::ident(const antlr4::Token *token) { return {internWord(text(token)), span(token)}; }

List<Ident> Builder::path(Grammar::DottedNameContext *context) {
  Vec<Ident> names;
  for (auto *part : context->path)
    names.push_back(ident(part));
  return list(names);
}

void Builder::rejectInPython(Span place, llvm::StringRef what, llvm::StringRef instead) {
  if (!isPython())
    return;
  auto report = diagnostics_.report(Diag::SyntaxError, place);
  report.arg(what + " cannot stand in a .py file");
  if (!instead.empty())
    report.note(instead);
}

// ---- the phase ----

FileKind fileKindOf(llvm::StringRef path) {
  if (path.ends_with(".py"))
    return FileKind::Py;
  if (path.ends_with(".pxd"))
    return FileKind::Pxd;
  if (path.ends_with(".pxi"))
    return FileKind::Pxi;
  return FileKind::Pyx;
}

Module *parseModule(const SourceFile &file, const ParseOptions &options, AstContext &context,
                    DiagnosticEngine &diagnostics) {
  const DecodedSource source = DecodedSource::decode(file, diagnostics);
  LexOptions lex_options;
  lex_options.is_python_file = options.file_kind == FileKind::Py;
  lex_options.language_level = options.language_level;
  const LexedFile lexed = lex(source, lex_options, diagnostics);

  auto *module = context.makePlain<Module>();
  module->file = file.id();
  module->file_kind = options.file_kind;
  module->language_level = lexed.language_level;
  const auto directives = [&](const std::vector<CommentDirective> &comments) {
    Vec<DirectiveComment> result;
    for (const CommentDirective &comment : comments)
      result.push_back({context.string(source.text().slice(comment.key_begin, comment.key_end)),
                        context.string(source.text().slice(comment.value_begin, comment.value_end)),
                        source.span(comment.key_begin, comment.key_end),
                        source.span(comment.value_begin, comment.value_end)});
    return context.list<DirectiveComment>(result);
  };
  module->cython_directives = directives(lexed.cython_directives);
  module->distutils_directives = directives(lexed.distutils_directives);
  Vec<ControlComment> controls;
  for (const LexedComment &comment : lexed.control_comments)
    controls.push_back({context.string(source.text().slice(comment.text_begin, comment.end).trim()),
                        source.span(comment.begin, comment.end), comment.is_alone,
                        comment.is_in_brackets});
  module->control_comments = context.list<ControlComment>(controls);
  if (!source.isBroken())
    module->body = Builder(source, lexed, options.file_kind, context, diagnostics).buildFile();
  return module;
}

} // namespace nogilc::parse
