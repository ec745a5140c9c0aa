// See config.h. TOML is read by toml++, in this file alone.
#include "driver/config.h"

#include "driver/commands.h"
#include "driver/paths.h"
#include "driver/session.h"
#include "diagnostics/engine.h"
#include "support/suggest.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringSwitch.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>

#include <functional>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace nogilc::driver {

namespace {

namespace path = llvm::sys::path;

llvm::SmallString<256> absolute(llvm::StringRef file) {
  llvm::SmallString<256> result(file);
  llvm::sys::fs::make_absolute(result);
  path::remove_dots(result, /*remove_dot_dot=*/true);
  return result;
}

/// Reads the table [tool.nogilc] into a Config, and reports what it does not understand.
class ConfigReader {
public:
  ConfigReader(const SourceFile &file, DiagnosticEngine &diagnostics, Config &config)
      : file_(file), diagnostics_(diagnostics), config_(config) {}

  void read(const toml::table &table);
  void report(const toml::source_region &where, const llvm::Twine &text,
              llvm::StringRef near = "") {
    const uint32_t line = std::max<uint32_t>(where.begin.line, 1);
    const uint32_t begin = file_.lineBegin(line) + std::max<uint32_t>(where.begin.column, 1) - 1;
    const uint32_t end =
        where.end.line == where.begin.line && where.end.column > where.begin.column
            ? begin + where.end.column - where.begin.column
            : file_.lineBegin(line) + static_cast<uint32_t>(file_.lineText(line).size());
    DiagnosticBuilder error =
        std::move(diagnostics_.report(Diag::InvalidConfig, file_.span(begin, std::max(begin, end)))
                      .arg(text));
    if (!near.empty())
      error.note("did you mean `" + near + "`?");
  }

private:
  void readDirectives(const toml::node &node);
  std::vector<std::pair<std::string, toml::source_region>> strings(const toml::node &node,
                                                                   llvm::StringRef key);
  std::string path(llvm::StringRef text) const { return joinPath(config_.folder, text); }

  const SourceFile &file_;
  DiagnosticEngine &diagnostics_;
  Config &config_;
};

constexpr llvm::StringRef kKeys[] = {"directives", "include-path", "language-level", "select",
                                     "ignore",     "baseline",     "exclude"};

std::vector<std::pair<std::string, toml::source_region>>
ConfigReader::strings(const toml::node &node, llvm::StringRef key) {
  std::vector<std::pair<std::string, toml::source_region>> result;
  const toml::array *array = node.as_array();
  if (!array) {
    report(node.source(), "`" + key + "` takes an array of strings");
    return result;
  }
  for (const toml::node &element : *array) {
    if (const auto text = element.value<std::string>())
      result.emplace_back(*text, element.source());
    else
      report(element.source(), "`" + key + "` takes an array of strings");
  }
  return result;
}

void ConfigReader::readDirectives(const toml::node &node) {
  const toml::table *table = node.as_table();
  if (!table)
    return report(node.source(), "`directives` takes a table: `directives.boundscheck = false`");
  for (const auto &[key, value] : *table) {
    std::string text;
    if (const auto boolean = value.as_boolean())
      text = boolean->get() ? "True" : "False";
    else if (const auto number = value.as_integer())
      text = std::to_string(number->get());
    else if (const auto string = value.as_string())
      text = string->get();
    else
      report(value.source(), "a directive is a boolean, a number or a string");
    if (!text.empty())
      config_.directives.emplace_back(std::string(key.str()), text);
  }
}

void ConfigReader::read(const toml::table &table) {
  for (const auto &[name, node] : table) {
    const llvm::StringRef key(name.str().data(), name.str().size());
    if (key == "directives") {
      readDirectives(node);
    } else if (key == "include-path") {
      for (const auto &[text, where] : strings(node, key))
        config_.include_dirs.push_back(path(text));
    } else if (key == "language-level") {
      const auto level = node.value<int64_t>();
      if (level && (*level == 2 || *level == 3))
        config_.language_level = static_cast<int>(*level);
      else
        report(node.source(), "`language-level` is 2 or 3");
    } else if (key == "select") {
      for (const auto &[text, where] : strings(node, key)) {
        if (findDiagnostic(text) || isDiagnosticGroup(text) || text == "all" || text == "error")
          config_.selected.push_back(text);
        else
          report(where, "there is no diagnostic and no group `" + text + "`");
      }
    } else if (key == "ignore") {
      for (const auto &[text, where] : strings(node, key)) {
        Suggestion suggestion(text);
        for (const DiagnosticRow &row : diagnosticRows())
          suggestion.offer(row.slug);
        if (const DiagnosticRow *row = findDiagnostic(text))
          config_.ignored.push_back(row->id);
        else
          report(where, "there is no diagnostic `" + text + "`", suggestion.best());
      }
    } else if (key == "baseline") {
      if (const auto text = node.value<std::string>())
        config_.baseline = path(*text);
      else
        report(node.source(), "`baseline` takes the path of a file");
    } else if (key == "exclude") {
      for (const auto &[text, where] : strings(node, key)) {
        auto pattern = llvm::GlobPattern::create(text);
        if (pattern)
          config_.excluded.push_back(std::move(*pattern));
        else
          report(where, llvm::toString(pattern.takeError()));
      }
    } else {
      report(name.source(), "`[tool.nogilc]` has no key `" + key + "`", suggest(key, kKeys));
    }
  }
}

} // namespace

bool Config::excludes(llvm::StringRef file) const {
  if (excluded.empty())
    return false;
  const llvm::SmallString<256> from = absolute(folder.empty() ? "." : llvm::StringRef(folder));
  const llvm::SmallString<256> full = absolute(file);
  llvm::StringRef relative = full;
  if (!relative.consume_front(from) || !relative.consume_front("/"))
    return false;
  for (; !relative.empty(); relative = path::parent_path(relative))
    for (const llvm::GlobPattern &pattern : excluded)
      if (pattern.match(relative) || pattern.match(path::filename(relative)))
        return true;
  return false;
}

const Config *ConfigFinder::read(const std::string &file) {
  auto source = sources_.load(file);
  if (!source) {
    problems_.push_back(
        {Diag::CannotRead, Severity::Error, {}, llvm::toString(source.takeError()), {}, {}, {}});
    return nullptr;
  }
  const llvm::StringRef text = (*source)->text();
  if (!text.contains("nogilc"))
    return nullptr;
  auto config = std::make_unique<Config>();
  config->file = file;
  config->folder = folderOf(file).str();
  DiagnosticEngine diagnostics;
  ConfigReader reader(**source, diagnostics, *config);
  const toml::parse_result result = toml::parse(std::string_view(text.data(), text.size()));
  const toml::table *table = nullptr;
  if (!result) {
    const std::string_view what = result.error().description();
    reader.report(result.error().source(), llvm::StringRef(what.data(), what.size()));
  } else if ((table = result.table()["tool"]["nogilc"].as_table())) {
    reader.read(*table);
  }
  for (const Diagnostic &diagnostic : diagnostics.sorted())
    problems_.push_back(diagnostic);
  if (!table)
    return nullptr;
  configs_.push_back(std::move(config));
  return configs_.back().get();
}

const Config &ConfigFinder::ofFolder(llvm::StringRef folder) {
  if (options_.has_no_config)
    return none_;
  if (!options_.config.empty()) {
    const auto known = by_folder_.try_emplace("", nullptr);
    if (known.second)
      known.first->second = read(options_.config);
    return known.first->second ? *known.first->second : none_;
  }
  // Paths in messages stay relative where the file's path is.
  const llvm::SmallString<256> full = absolute(folder.empty() ? "." : folder);
  const auto known = by_folder_.find(full);
  if (known != by_folder_.end())
    return *known->second;
  const Config *config = nullptr;
  const std::string here = path::is_absolute(folder) ? full.str().str() : folder.str();
  if (const std::string file = joinPath(here, "pyproject.toml"); isFile(file))
    config = read(file);
  if (!config) {
    const llvm::StringRef above = path::parent_path(full);
    llvm::SmallString<256> current;
    llvm::sys::fs::current_path(current);
    // Below the current folder the way up is relative, above it absolute.
    llvm::StringRef relative = above;
    if (above == current)
      relative = "";
    else if (llvm::StringRef rest = above; rest.consume_front(current) && rest.consume_front("/"))
      relative = rest;
    config = above.empty() || above == full
                 ? &none_
                 : &ofFolder(path::is_absolute(folder) ? above : relative);
  }
  by_folder_[full] = config;
  return *config;
}

const Config &ConfigFinder::of(llvm::StringRef file) { return ofFolder(folderOf(file)); }

int runWithConfig(const Options &options, int (*run)(const Options &)) {
  ConfigFinder finder(options);
  const Config &config = finder.of(options.inputs.front());
  for (const std::string &input : options.inputs)
    if (const Config &other = finder.of(input); &other != &config) {
      llvm::errs() << "nogilc: `" << options.inputs.front() << "` and `" << input
                   << "` have different configurations; name one with `--config`\n";
      return kSystemFailed;
    }
  if (!finder.problems().empty()) {
    show(finder.problems(), finder.sources(), options, 0);
    return kSystemFailed;
  }
  return run(withConfig(options, config));
}

Options withConfig(const Options &options, const Config &config) {
  Options result = options;
  result.config = config.file;
  result.directives = config.directives;
  result.directives.insert(result.directives.end(), options.directives.begin(),
                           options.directives.end());
  result.include_dirs.insert(result.include_dirs.end(), config.include_dirs.begin(),
                             config.include_dirs.end());
  if (config.language_level && !options.is_language_level_set)
    result.language_level = *config.language_level;
  result.warnings = config.selected;
  result.warnings.insert(result.warnings.end(), options.warnings.begin(), options.warnings.end());
  if (result.baseline.empty())
    result.baseline = config.baseline;
  return result;
}

} // namespace nogilc::driver
