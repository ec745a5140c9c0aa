// See bindgen_context.h: names, files, and what else all parts of bindgen need.
#include "headers/bindgen_context.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/Path.h>

namespace nogilc::headers {

namespace {

enum class Word : uint8_t {
#define NOGILC_TOKEN(kind, spelling) kind,
#include "../grammar/tokens.def"
};

struct WordRow {
  Word kind;
  llvm::StringRef text;
};

constexpr WordRow kWords[] = {
#define NOGILC_TOKEN(kind, spelling) {Word::kind, spelling},
#include "../grammar/tokens.def"
};

llvm::StringSet<> reservedWords() {
  llvm::StringSet<> words;
  for (const WordRow &row : kWords) {
    const bool is_reserved = (row.kind >= Word::KwAnd && row.kind <= Word::KwYield) ||
                             (row.kind >= Word::KwCdef && row.kind <= Word::KwCtypedef);
    if (is_reserved && !row.text.empty())
      words.insert(row.text);
  }
  // Types of the dialect that C can call something else.
  words.insert("object");
  words.insert("bint");
  return words;
}

std::vector<llvm::GlobPattern> patternsOf(const std::vector<std::string> &texts) {
  std::vector<llvm::GlobPattern> patterns;
  for (const std::string &text : texts)
    if (auto pattern = llvm::GlobPattern::create(text))
      patterns.push_back(std::move(*pattern));
    else
      llvm::consumeError(pattern.takeError()); // the driver has tested them
  return patterns;
}

} // namespace

bool isReservedWord(llvm::StringRef word) {
  static const llvm::StringSet<> kReserved = reservedWords();
  return kReserved.contains(word);
}

std::string BoundNames::claim(const clang::Decl &decl, llvm::StringRef own, llvm::StringRef other) {
  if (const auto known = names_.find(&decl); known != names_.end())
    return known->second;
  std::string name = own.str();
  if (isReservedWord(name))
    name += '_';
  if (const auto earlier = taken_.find(name); earlier != taken_.end()) {
    // Functions of C++ share a name.
    const auto *function = llvm::dyn_cast<clang::FunctionDecl>(&decl);
    if (function && function->getASTContext().getLangOpts().CPlusPlus &&
        llvm::isa_and_nonnull<clang::FunctionDecl>(earlier->second) &&
        namespaceOf(*earlier->second) == namespaceOf(decl))
      return names_[&decl] = name;
    if (!other.empty())
      name = other.str();
  }
  while (taken_.count(name) != 0)
    name += '_';
  taken_[name] = &decl;
  names_[&decl] = name;
  return name;
}

std::string BoundNames::claimWord(llvm::StringRef own) {
  std::string name = own.str();
  if (isReservedWord(name))
    name += '_';
  return taken_.try_emplace(name, nullptr).second ? name : "";
}

std::string BoundNames::claimFree(llvm::StringRef own) {
  std::string name = own.str();
  while (taken_.count(name) != 0)
    name += '_';
  reserve(name);
  return name;
}

// ---- files ----

HeaderFiles::HeaderFiles(const clang::SourceManager &sources,
                         const cfacts::BindingsRequest &request, const Repeated &repeated)
    : sources_(sources), request_(request), patterns_(patternsOf(request.match_files)) {
  for (const auto &[line, file] : repeated)
    if (line > request.earlier.size())
      named_.try_emplace(file, headerOfLine(line));
  for (unsigned i = 0; i < sources.local_sloc_entry_size(); ++i) {
    const clang::SrcMgr::SLocEntry &entry = sources.getLocalSLocEntry(i);
    if (!entry.isFile() || entry.getFile().getIncludeLoc().isInvalid() ||
        !sources.isInMainFile(entry.getFile().getIncludeLoc()))
      continue;
    if (sources.getSpellingLineNumber(entry.getFile().getIncludeLoc()) <= request.earlier.size())
      continue;
    const clang::FileID file =
        sources.getFileID(clang::SourceLocation::getFromRawEncoding(entry.getOffset()));
    if (const clang::FileEntry *named = sources.getFileEntryForID(file))
      named_.try_emplace(named, includedBy(file));
  }
}

clang::FileID HeaderFiles::fileOf(clang::SourceLocation location) const {
  return sources_.getFileID(sources_.getFileLoc(location));
}

unsigned HeaderFiles::headerOfLine(unsigned line) const {
  const auto earlier = static_cast<unsigned>(request_.earlier.size());
  return line <= earlier
             ? 0
             : std::min(line - earlier, static_cast<unsigned>(request_.headers.size())) - 1;
}

unsigned HeaderFiles::includedBy(clang::FileID file) const {
  for (;;) {
    const clang::SourceLocation include = sources_.getIncludeLoc(file);
    if (include.isInvalid())
      return 0;
    if (sources_.isInMainFile(include))
      return headerOfLine(sources_.getSpellingLineNumber(include));
    file = fileOf(include);
  }
}

unsigned HeaderFiles::headerOf(clang::SourceLocation location) const {
  const clang::FileID file = fileOf(location);
  if (const clang::FileEntry *entry = sources_.getFileEntryForID(file))
    if (const auto named = named_.find(entry); named != named_.end())
      return named->second;
  return includedBy(file);
}

bool HeaderFiles::isSelected(clang::SourceLocation location) const {
  if (location.isInvalid())
    return false;
  const clang::FileID file = fileOf(location);
  const auto [known, is_new] = selected_.try_emplace(file, false);
  const clang::FileEntry *entry = sources_.getFileEntryForID(file);
  if (!is_new || !entry)
    return known->second;
  if (patterns_.empty())
    return known->second = named_.contains(entry);
  // A pattern is about the end of a path, from one of its folders on.
  llvm::StringRef rest = sources_.getFilename(sources_.getLocForStartOfFile(file));
  while (!rest.empty()) {
    if (llvm::any_of(patterns_, [&](const llvm::GlobPattern &one) { return one.match(rest); }))
      return selected_[file] = true;
    rest = rest.contains('/') ? rest.split('/').second : "";
  }
  return false;
}

// ---- the context ----

BindContext::BindContext(clang::ASTContext &ast, const clang::Preprocessor &preprocessor,
                         const SourcePlaces &places, const HeaderFiles &headers,
                         const cfacts::BindingsRequest &request, cfacts::Bindings &result)
    : ast(ast), preprocessor(preprocessor), sources(ast.getSourceManager()), places(places),
      headers(headers), request(request), result(result), program(ast, places, no_effects),
      name_patterns(patternsOf(request.match_names)) {
  // In C++ its own library comes first: `bool` is in both.
  for (const cfacts::KnownType &type : request.known)
    if (isCpp() && llvm::StringRef(type.module).starts_with("libcpp"))
      known.try_emplace(type.c_name, &type);
  for (const cfacts::KnownType &type : request.known)
    known.try_emplace(type.c_name, &type);
}

bool BindContext::isSelectedName(llvm::StringRef name) const {
  return name_patterns.empty() ||
         llvm::any_of(name_patterns, [&](const llvm::GlobPattern &one) { return one.match(name); });
}

void BindContext::omit(llvm::StringRef name, const llvm::Twine &reason) {
  const std::string text = reason.str();
  for (const cfacts::Bindings::Omission &earlier : result.omissions)
    if (earlier.name == name && earlier.reason == text)
      return;
  result.omissions.push_back({name.str(), text});
}

BoundItem &BindContext::add(const clang::NamedDecl &decl, std::vector<std::string> lines) {
  items.push_back(
      {headers.headerOf(decl.getLocation()), namespaceOf(decl), false, false, std::move(lines)});
  return items.back();
}

std::string namespaceOf(const clang::Decl &decl) {
  std::string name;
  for (const clang::DeclContext *scope = decl.getDeclContext(); scope; scope = scope->getParent())
    if (const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(scope);
        space && !space->isInline() && !space->isAnonymousNamespace())
      name = space->getNameAsString() + (name.empty() ? "" : "::" + name);
  return name;
}

std::string qualifiedName(const clang::NamedDecl &any) {
  // In C a struct that is defined in another one is no part of it; the C++ that reads it thinks so.
  // One that is only mentioned there is no part of it in either.
  const clang::NamedDecl *decl = &any;
  const auto *tag = llvm::dyn_cast<clang::TagDecl>(decl);
  if (tag && tag->getDefinition())
    decl = tag->getDefinition();
  const bool is_mentioned = tag && decl == tag && !tag->isThisDeclarationADefinition() &&
                            !any.getASTContext().getLangOpts().CPlusPlus;
  std::string name = decl->getNameAsString();
  const bool is_cpp = any.getASTContext().getLangOpts().CPlusPlus;
  const auto outer = [&](const clang::DeclContext &scope) {
    return is_cpp ? scope.getParent() : scope.getLexicalParent();
  };
  for (const clang::DeclContext *scope = is_cpp ? decl->getDeclContext()
                                                : decl->getLexicalDeclContext();
       scope; scope = outer(*scope)) {
    const auto *space = llvm::dyn_cast<clang::NamespaceDecl>(scope);
    const auto *record = llvm::dyn_cast<clang::RecordDecl>(scope);
    if (space && !space->isInline() && !space->isAnonymousNamespace())
      name = space->getNameAsString() + "::" + name;
    else if (is_mentioned)
      continue;
    else if (record && record->getIdentifier())
      name = record->getNameAsString() + "::" + name;
    else if (record && record->getTypedefNameForAnonDecl())
      name = record->getTypedefNameForAnonDecl()->getNameAsString() + "::" + name;
  }
  return name;
}

std::string cnameSuffix(llvm::StringRef name, llvm::StringRef own, llvm::StringRef cname) {
  return name == own ? "" : (" \"" + cname + "\"").str();
}

void appendComment(BindContext &ctx, const clang::Decl &decl, std::vector<std::string> &lines,
                   llvm::StringRef indent) {
  if (ctx.request.is_for_module)
    return;
  const clang::RawComment *comment = ctx.ast.getRawCommentForAnyRedecl(&decl);
  if (!comment || !comment->isDocumentation())
    return;
  const std::string text = comment->getFormattedText(ctx.sources, ctx.ast.getDiagnostics());
  llvm::SmallVector<llvm::StringRef, 8> parts;
  llvm::StringRef(text).trim("\n").split(parts, '\n');
  for (const llvm::StringRef part : parts)
    lines.push_back((indent + "#" + (part.trim().empty() ? "" : " ") + part.rtrim()).str());
}

} // namespace nogilc::headers
