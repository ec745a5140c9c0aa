// Structs as JSON and back: how nogilc-clang and nogilc speak with each other. Both are of the same
// build, so nothing is optional for the sake of versions; what is empty is left out. A struct tells
// its fields once, in a function `fields(archive, value)` of its namespace.
#pragma once

#include <llvm/Support/Error.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <string>
#include <type_traits>
#include <vector>

namespace nogilc::cfacts {

template <typename T> struct IsVector : std::false_type {};
template <typename T> struct IsVector<std::vector<T>> : std::true_type {};

class JsonWriter {
public:
  explicit JsonWriter(llvm::json::OStream &out) : out_(out) {}

  template <typename T> void operator()(llvm::StringRef name, T &value) {
    if constexpr (std::is_same_v<T, std::string> || IsVector<T>::value) {
      if (value.empty())
        return;
    } else if constexpr (requires { value.isValid(); }) {
      if (!value.isValid())
        return;
    }
    out_.attributeBegin(name);
    write(value);
    out_.attributeEnd();
  }

  template <typename T> void write(T &value) {
    if constexpr (std::is_same_v<T, bool>) {
      out_.value(value);
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      out_.value(static_cast<int64_t>(value));
    } else if constexpr (std::is_same_v<T, std::string>) {
      // Names of files are bytes; JSON is UTF-8.
      out_.value(llvm::json::isUTF8(value) ? value : llvm::json::fixUTF8(value));
    } else if constexpr (IsVector<T>::value) {
      out_.arrayBegin();
      for (auto &element : value)
        write(element);
      out_.arrayEnd();
    } else {
      out_.objectBegin();
      fields(*this, value);
      out_.objectEnd();
    }
  }

private:
  llvm::json::OStream &out_;
};

class JsonReader {
public:
  explicit JsonReader(const llvm::json::Object &object) : object_(object) {}

  template <typename T> void operator()(llvm::StringRef name, T &value) {
    if (const llvm::json::Value *found = object_.get(name))
      read(*found, value);
  }

  template <typename T> static void read(const llvm::json::Value &from, T &value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = from.getAsBoolean().value_or(false);
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      value = static_cast<T>(from.getAsInteger().value_or(0));
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = from.getAsString().value_or("").str();
    } else if constexpr (IsVector<T>::value) {
      if (const llvm::json::Array *array = from.getAsArray())
        for (const llvm::json::Value &element : *array)
          read(element, value.emplace_back());
    } else if (const llvm::json::Object *object = from.getAsObject()) {
      JsonReader reader(*object);
      fields(reader, value);
    }
  }

private:
  const llvm::json::Object &object_;
};

template <typename T> std::string writeJson(const T &value) {
  std::string text;
  llvm::raw_string_ostream out(text);
  llvm::json::OStream stream(out);
  // The walk over the fields is shared with the reader, which changes them.
  JsonWriter(stream).write(const_cast<T &>(value));
  out.flush();
  return text;
}

template <typename T> llvm::Expected<T> readJson(llvm::StringRef text) {
  llvm::Expected<llvm::json::Value> parsed = llvm::json::parse(text);
  if (!parsed)
    return parsed.takeError();
  T value;
  JsonReader::read(*parsed, value);
  return value;
}

} // namespace nogilc::cfacts
