// The format for programs: one array of objects. Lines and columns count from 1; an end is the
// place after the last character.
#include "diagnostics/render.h"
#include <llvm/Support/JSON.h>

namespace nogilc {

namespace {

using Json = llvm::json::OStream;

/// Sources may hold any bytes, JSON may not.
std::string utf8(llvm::StringRef text) { return llvm::json::fixUTF8(text); }

void writePlace(Json &json, Span span, const SourceManager &sources) {
  if (!span.isValid()) {
    for (const char *key : {"file", "line", "column", "end_line", "end_column"})
      json.attribute(key, nullptr);
    return;
  }
  const LineColumn begin = sources.begin(span);
  const LineColumn end = sources.end(span);
  json.attribute("file", utf8(sources.file(span.file).path()));
  json.attribute("line", begin.line);
  json.attribute("column", begin.column);
  json.attribute("end_line", end.line);
  json.attribute("end_column", end.column);
}

void writeNote(Json &json, Span span, llvm::StringRef text, const SourceManager &sources) {
  json.object([&] {
    json.attribute("message", utf8(text));
    writePlace(json, span, sources);
  });
}

} // namespace

void renderJson(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                llvm::raw_ostream &out) {
  Json json(out, /*IndentSize=*/2);
  json.array([&] {
    for (const Diagnostic &diagnostic : diagnostics)
      json.object([&] {
        json.attribute("code", diagnostic.slug());
        json.attribute("severity", severityName(diagnostic.severity));
        json.attribute("message", utf8(diagnostic.message));
        writePlace(json, diagnostic.span, sources);
        json.attributeArray("notes", [&] {
          for (const DiagnosticLabel &label : diagnostic.labels)
            writeNote(json, label.span, label.text, sources);
          for (const DiagnosticNote &note : diagnostic.notes)
            writeNote(json, note.span, note.text, sources);
        });
        json.attributeArray("fixes", [&] {
          for (const DiagnosticFix &fix : diagnostic.fixes)
            json.object([&] {
              json.attribute("title", utf8(fix.title));
              json.attribute("is_safe", fix.applicability == Applicability::Safe);
              json.attributeArray("edits", [&] {
                for (const DiagnosticEdit &edit : fix.edits)
                  json.object([&] {
                    json.attribute("replacement", utf8(edit.replacement));
                    writePlace(json, edit.span, sources);
                  });
              });
            });
        });
      });
  });
  out << '\n';
}

} // namespace nogilc
