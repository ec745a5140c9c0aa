// See baseline.h.
#include "driver/baseline.h"

#include "driver/paths.h"
#include "support/output.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringSet.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

namespace nogilc::driver {

namespace {

constexpr int kVersion = 1;

std::string absolute(llvm::StringRef file) {
  llvm::SmallString<256> result(file);
  llvm::sys::fs::make_absolute(result);
  llvm::sys::path::remove_dots(result, /*remove_dot_dot=*/true);
  return result.str().str();
}

llvm::Error invalid(llvm::StringRef path, const llvm::Twine &what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), "`" + path + "` " + what);
}

} // namespace

Baseline::Baseline(llvm::StringRef path) : path_(path.str()) {}

std::string Baseline::relative(llvm::StringRef file) const {
  const std::string full = absolute(file);
  std::string folder = absolute(path_);
  folder = llvm::sys::path::parent_path(folder).str();
  // `../` for files that are not below the folder.
  std::string up;
  while (true) {
    llvm::StringRef rest = full;
    if (rest.consume_front(folder) && (folder == "/" || rest.consume_front("/")))
      return up + rest.str();
    if (folder.empty() || folder == "/")
      return full;
    folder = llvm::sys::path::parent_path(folder).str();
    up += "../";
  }
}

Baseline::Key Baseline::keyOf(const Diagnostic &diagnostic, const SourceManager &sources) const {
  const SourceFile &file = sources.file(diagnostic.span.file);
  const llvm::StringRef line = file.lineText(file.line(diagnostic.span.begin)).trim();
  return {relative(file.path()), diagnostic.slug().str(), llvm::json::fixUTF8(line)};
}

void Baseline::add(const Diagnostic &diagnostic, const SourceManager &sources) {
  if (diagnostic.span.isValid())
    ++entries_[keyOf(diagnostic, sources)];
}

bool Baseline::take(const Diagnostic &diagnostic, const SourceManager &sources) {
  if (!diagnostic.span.isValid())
    return false;
  const auto entry = entries_.find(keyOf(diagnostic, sources));
  if (entry == entries_.end() || entry->second == 0)
    return false;
  --entry->second;
  return true;
}

std::vector<Baseline::Stale> Baseline::stale(llvm::ArrayRef<std::string> checked) const {
  llvm::StringSet<> seen;
  for (const std::string &file : checked)
    seen.insert(relative(file));
  std::vector<Stale> result;
  const std::string folder = folderOf(path_).str();
  for (const auto &[key, count] : entries_)
    if (count != 0 && (seen.contains(key.file) || !isFile(joinPath(folder, key.file))))
      result.push_back({key.file, key.slug, key.line, count});
  return result;
}

size_t Baseline::size() const {
  size_t total = 0;
  for (const auto &[key, count] : entries_)
    total += count;
  return total;
}

llvm::Error Baseline::read() {
  auto buffer = llvm::MemoryBuffer::getFile(path_);
  if (!buffer)
    return invalid(path_,
                   "cannot be read: " + llvm::StringRef(buffer.getError().message()).lower());
  auto json = llvm::json::parse((*buffer)->getBuffer());
  if (!json)
    return invalid(path_, "is no baseline: " + llvm::toString(json.takeError()));
  const llvm::json::Object *root = json->getAsObject();
  const llvm::json::Object *files = root ? root->getObject("problems") : nullptr;
  if (!files || root->getInteger("version") != kVersion)
    return invalid(path_, "is no baseline of this version of nogilc");
  for (const auto &[file, slugs] : *files) {
    const llvm::json::Object *by_slug = slugs.getAsObject();
    if (!by_slug)
      return invalid(path_, "is no baseline: `" + llvm::StringRef(file) + "` is not an object");
    for (const auto &[slug, lines] : *by_slug) {
      const llvm::json::Object *by_line = lines.getAsObject();
      if (!by_line)
        return invalid(path_, "is no baseline: `" + llvm::StringRef(slug) + "` is not an object");
      for (const auto &[line, count] : *by_line) {
        const auto number = count.getAsInteger();
        if (!number || *number < 1)
          return invalid(path_, "is no baseline: a count is not a number");
        entries_[{llvm::StringRef(file).str(), llvm::StringRef(slug).str(),
                  llvm::StringRef(line).str()}] = static_cast<unsigned>(*number);
      }
    }
  }
  return llvm::Error::success();
}

llvm::Error Baseline::write() const {
  std::string text;
  llvm::raw_string_ostream out(text);
  llvm::json::OStream json(out, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("version", kVersion);
    json.attributeObject("problems", [&] {
      for (auto at = entries_.begin(); at != entries_.end();) {
        const std::string &file = at->first.file;
        json.attributeObject(file, [&] {
          while (at != entries_.end() && at->first.file == file) {
            const std::string &slug = at->first.slug;
            json.attributeObject(slug, [&] {
              for (; at != entries_.end() && at->first.file == file && at->first.slug == slug; ++at)
                json.attribute(at->first.line, at->second);
            });
          }
        });
      }
    });
  });
  out << '\n';
  return writeFile(path_, out.str());
}

} // namespace nogilc::driver
