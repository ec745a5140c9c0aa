// facts.h as JSON and back: how nogilc-clang and nogilc speak with each other. Both are of the same
// build, so nothing is optional for the sake of versions; what is empty is left out.
#include "cfacts/facts.h"
#include "cfacts/json_archive.h"

namespace nogilc::cfacts {

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

std::string toJson(const Unit &unit) { return writeJson(unit); }

llvm::Expected<Unit> fromJson(llvm::StringRef text) { return readJson<Unit>(text); }

} // namespace nogilc::cfacts
