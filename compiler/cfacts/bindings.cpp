// See bindings.h.
#include "cfacts/bindings.h"
#include "cfacts/json_archive.h"

namespace nogilc::cfacts {

template <typename Archive> void fields(Archive &archive, KnownType &known) {
  archive("c_name", known.c_name);
  archive("module", known.module);
  archive("name", known.name);
}

template <typename Archive> void fields(Archive &archive, BindingsRequest &request) {
  archive("headers", request.headers);
  archive("directory", request.directory);
  archive("command", request.command);
  archive("language", request.language);
  archive("match_files", request.match_files);
  archive("match_names", request.match_names);
  archive("wanted", request.wanted);
  archive("for_module", request.is_for_module);
  archive("earlier", request.earlier);
  archive("nogil", request.nogil);
  archive("known", request.known);
}

template <typename Archive> void fields(Archive &archive, Bindings::Omission &omission) {
  archive("name", omission.name);
  archive("reason", omission.reason);
}

template <typename Archive> void fields(Archive &archive, Bindings::ParseError &error) {
  archive("file", error.file);
  archive("line", error.line);
  archive("text", error.text);
}

template <typename Archive> void fields(Archive &archive, Bindings::Counts &counts) {
  archive("functions", counts.functions);
  archive("types", counts.types);
  archive("constants", counts.constants);
  archive("variables", counts.variables);
}

template <typename Archive> void fields(Archive &archive, Bindings &bindings) {
  archive("text", bindings.text);
  archive("found", bindings.found);
  archive("omissions", bindings.omissions);
  archive("errors", bindings.errors);
  archive("files", bindings.files);
  archive("counts", bindings.counts);
}

std::string toJson(const BindingsRequest &request) { return writeJson(request); }
std::string toJson(const Bindings &bindings) { return writeJson(bindings); }

llvm::Expected<BindingsRequest> bindingsRequestFromJson(llvm::StringRef text) {
  return readJson<BindingsRequest>(text);
}

llvm::Expected<Bindings> bindingsFromJson(llvm::StringRef text) { return readJson<Bindings>(text); }

} // namespace nogilc::cfacts
