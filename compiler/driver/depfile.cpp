// See depfile.h.
#include "driver/depfile.h"

namespace nogilc::driver {

namespace {

/// Escapes as make reads it: backslash before a blank and `#`, a dollar sign twice.
std::string escape(llvm::StringRef path) {
  std::string escaped;
  for (const char character : path) {
    if (character == ' ' || character == '#' || character == '\t')
      escaped += '\\';
    else if (character == '$')
      escaped += '$';
    escaped += character;
  }
  return escaped;
}

} // namespace

std::string depfileText(llvm::StringRef target, llvm::ArrayRef<std::string> dependencies) {
  std::string text = escape(target) + ":";
  for (const std::string &dependency : dependencies)
    text += " \\\n  " + escape(dependency);
  text += '\n';
  return text;
}

std::vector<std::string> parseDepfile(llvm::StringRef text) {
  std::vector<std::string> words;
  std::string word;
  bool is_past_colon = false;
  const auto endWord = [&] {
    if (!word.empty() && is_past_colon)
      words.push_back(word);
    word.clear();
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const char character = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (character == '\\' && (next == '\n' || next == '\r')) {
      endWord();
      ++i;
    } else if (character == '\\' && (next == ' ' || next == '#' || next == '\\' || next == '\t')) {
      word += next;
      ++i;
    } else if (character == '$' && next == '$') {
      word += '$';
      ++i;
    } else if (character == ':' && !is_past_colon &&
               (next == ' ' || next == '\\' || next == '\n')) {
      word.clear();
      is_past_colon = true;
    } else if (character == '\n' && is_past_colon) {
      break; // what follows are empty rules for headers
    } else if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
      endWord();
    } else {
      word += character;
    }
  }
  endWord();
  return words;
}

} // namespace nogilc::driver
