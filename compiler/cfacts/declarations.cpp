// declarations.h as JSON and back.
#include "cfacts/declarations.h"

#include "cfacts/json_archive.h"

namespace nogilc::cfacts {

template <typename Archive> static void fields(Archive &archive, Place &place) {
  archive("file", place.file);
  archive("begin", place.begin);
  archive("end", place.end);
}

template <typename Archive> static void fields(Archive &archive, TypedName &name) {
  archive("name", name.name);
  archive("cname", name.cname);
  archive("type", name.type);
  archive("cpp", name.cpp);
}

template <typename Archive> static void fields(Archive &archive, ExternDeclaration &declaration) {
  archive("kind", declaration.kind);
  archive("name", declaration.name);
  archive("cname", declaration.cname);
  archive("include", declaration.include);
  archive("value", declaration.value);
  archive("parts", declaration.parts);
  archive("bases", declaration.bases);
  archive("owner", declaration.owner);
  archive("varargs", declaration.has_varargs);
  archive("nogil", declaration.is_nogil);
  archive("catches", declaration.catches);
  archive("cpython", declaration.is_cpython_api);
}

template <typename Archive> static void fields(Archive &archive, ExternInclude &include) {
  archive("header", include.header);
  archive("verbatim", include.verbatim);
}

template <typename Archive> static void fields(Archive &archive, HeaderRequest &request) {
  archive("includes", request.includes);
  archive("own_types", request.own_types);
  archive("declarations", request.declarations);
  archive("cxx", request.is_cxx);
}

template <typename Archive> static void fields(Archive &archive, RequestPlace &place) {
  archive("kind", place.kind);
  archive("index", place.index);
  archive("part", place.part);
}

template <typename Archive> static void fields(Archive &archive, HeaderFinding::Remark &remark) {
  archive("place", remark.place);
  archive("places", remark.places);
  archive("text", remark.text);
}

template <typename Archive> static void fields(Archive &archive, HeaderFinding &finding) {
  archive("slug", finding.slug);
  archive("at", finding.at);
  archive("arguments", finding.arguments);
  archive("remarks", finding.remarks);
}

template <typename Archive> static void fields(Archive &archive, HeaderReport &report) {
  archive("findings", report.findings);
  archive("files", report.files);
  archive("complete", report.is_complete);
}

std::string toJson(const HeaderRequest &request) { return writeJson(request); }
std::string toJson(const HeaderReport &report) { return writeJson(report); }

llvm::Expected<HeaderRequest> headerRequestFromJson(llvm::StringRef text) {
  return readJson<HeaderRequest>(text);
}
llvm::Expected<HeaderReport> headerReportFromJson(llvm::StringRef text) {
  return readJson<HeaderReport>(text);
}

} // namespace nogilc::cfacts
