// facts.h as JSON and back: how nogilc-clang and nogilc speak with each other. Both are of the same
// build, so nothing is optional for the sake of versions; what is empty is left out.
#include "cfacts/facts.h"

#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::cfacts {

namespace json = llvm::json;

namespace {

/// The fields of each struct, once for both directions: `Archive` is a Writer or a Reader.
template <typename Archive> void fields(Archive &archive, Place &place) {
  archive("file", place.file);
  archive("begin", place.begin);
  archive("end", place.end);
}

template <typename Archive> void fields(Archive &archive, Use &use) {
  archive("kind", use.kind);
  archive("state", use.state);
  archive("place", use.place);
  archive("what", use.what);
  archive("reason", use.reason);
  archive("callee", use.callee);
  archive("argument", use.argument);
  archive("parameter", use.parameter);
  archive("virtual", use.is_virtual);
  archive("given", use.is_given);
  archive("region", use.region);
}

template <typename Archive> void fields(Archive &archive, Function &function) {
  archive("key", function.key);
  archive("name", function.name);
  archive("place", function.place);
  archive("effect", function.effect);
  archive("external", function.is_external);
  archive("own", function.is_own);
  archive("overrides", function.overrides);
  archive("uses", function.uses);
}

template <typename Archive> void fields(Archive &archive, ThreadEntry &entry) {
  archive("callee", entry.callee);
  archive("place", entry.place);
  archive("how", entry.how);
}

template <typename Archive> void fields(Archive &archive, Problem::Remark &remark) {
  archive("place", remark.place);
  archive("text", remark.text);
  archive("label", remark.is_label);
}

template <typename Archive> void fields(Archive &archive, Problem &problem) {
  archive("slug", problem.slug);
  archive("place", problem.place);
  archive("arguments", problem.arguments);
  archive("remarks", problem.remarks);
}

template <typename Archive> void fields(Archive &archive, Comment &comment) {
  archive("place", comment.place);
  archive("text", comment.text);
  archive("covered", comment.covered);
}

template <typename Archive> void fields(Archive &archive, Unit::ParseError &error) {
  archive("place", error.place);
  archive("text", error.text);
}

template <typename Archive> void fields(Archive &archive, Unit &unit) {
  archive("functions", unit.functions);
  archive("entries", unit.entries);
  archive("problems", unit.problems);
  archive("comments", unit.comments);
  archive("parse_errors", unit.parse_errors);
  archive("error_count", unit.error_count);
  archive("line_count", unit.line_count);
}

template <typename T> struct IsVector : std::false_type {};
template <typename T> struct IsVector<std::vector<T>> : std::true_type {};

class Writer {
public:
  explicit Writer(json::OStream &out) : out_(out) {}

  template <typename T> void operator()(llvm::StringRef name, T &value) {
    if constexpr (std::is_same_v<T, std::string> || IsVector<T>::value) {
      if (value.empty())
        return;
    } else if constexpr (std::is_same_v<T, Place>) {
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
      out_.value(json::isUTF8(value) ? value : json::fixUTF8(value));
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
  json::OStream &out_;
};

class Reader {
public:
  explicit Reader(const json::Object &object) : object_(object) {}

  template <typename T> void operator()(llvm::StringRef name, T &value) {
    if (const json::Value *found = object_.get(name))
      read(*found, value);
  }

  template <typename T> static void read(const json::Value &from, T &value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = from.getAsBoolean().value_or(false);
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      value = static_cast<T>(from.getAsInteger().value_or(0));
    } else if constexpr (std::is_same_v<T, std::string>) {
      value = from.getAsString().value_or("").str();
    } else if constexpr (IsVector<T>::value) {
      if (const json::Array *array = from.getAsArray())
        for (const json::Value &element : *array)
          read(element, value.emplace_back());
    } else if (const json::Object *object = from.getAsObject()) {
      Reader reader(*object);
      fields(reader, value);
    }
  }

private:
  const json::Object &object_;
};

} // namespace

std::string toJson(const Unit &unit) {
  std::string text;
  llvm::raw_string_ostream out(text);
  json::OStream stream(out);
  // The walk over the fields is shared with the reader, which changes them.
  Writer(stream).write(const_cast<Unit &>(unit));
  return text;
}

llvm::Expected<Unit> fromJson(llvm::StringRef text) {
  llvm::Expected<json::Value> value = json::parse(text);
  if (!value)
    return value.takeError();
  Unit unit;
  Reader::read(*value, unit);
  return unit;
}

} // namespace nogilc::cfacts
