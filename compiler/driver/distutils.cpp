// See distutils.h.
#include "driver/distutils.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/StringSwitch.h>

namespace nogilc::driver {

namespace {

/// `[a, "b c"]` or `a "b c"`.
std::vector<std::string> splitList(llvm::StringRef text) {
  text = text.trim();
  if (!text.starts_with("[") || !text.ends_with("]"))
    return splitWords(text);
  std::vector<std::string> items;
  llvm::SmallVector<llvm::StringRef, 8> parts;
  text.drop_front().drop_back().split(parts, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (const llvm::StringRef part : parts)
    for (std::string &word : splitWords(part))
      items.push_back(std::move(word));
  return items;
}

std::vector<std::string> DistutilsSettings::*fieldOf(llvm::StringRef key) {
  using Field = std::vector<std::string> DistutilsSettings::*;
  return llvm::StringSwitch<Field>(key)
      .Case("sources", &DistutilsSettings::sources)
      .Case("include_dirs", &DistutilsSettings::include_dirs)
      .Case("define_macros", &DistutilsSettings::define_macros)
      .Case("undef_macros", &DistutilsSettings::undef_macros)
      .Case("libraries", &DistutilsSettings::libraries)
      .Case("library_dirs", &DistutilsSettings::library_dirs)
      .Case("runtime_library_dirs", &DistutilsSettings::runtime_library_dirs)
      .Case("extra_objects", &DistutilsSettings::extra_objects)
      .Case("extra_compile_args", &DistutilsSettings::extra_compile_args)
      .Case("extra_link_args", &DistutilsSettings::extra_link_args)
      .Case("depends", &DistutilsSettings::depends)
      .Default(nullptr);
}

} // namespace

std::vector<std::string> splitWords(llvm::StringRef text) {
  std::vector<std::string> words;
  std::string word;
  bool is_open = false; // a word has begun, and may be empty: ''
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char character = text[i];
    if (quote != '\'' && character == '\\' && i + 1 < text.size()) {
      word += text[++i];
      is_open = true;
    } else if (quote != 0) {
      if (character == quote)
        quote = 0;
      else
        word += character;
    } else if (character == '"' || character == '\'') {
      quote = character;
      is_open = true;
    } else if (llvm::isSpace(character)) {
      if (is_open)
        words.push_back(std::exchange(word, ""));
      is_open = false;
    } else {
      word += character;
      is_open = true;
    }
  }
  if (is_open)
    words.push_back(word);
  return words;
}

DistutilsSettings distutilsSettings(const syntax::Module &module) {
  DistutilsSettings settings;
  for (const syntax::DirectiveComment &comment : module.distutils_directives)
    if (comment.key.trim() == "language")
      settings.is_cxx = comment.value.trim() == "c++";
    else if (const auto field = fieldOf(comment.key.trim()))
      for (std::string &item : splitList(comment.value))
        (settings.*field).push_back(std::move(item));
  return settings;
}

} // namespace nogilc::driver
