// The two JSON formats: our own array of objects, and SARIF 2.1.0 (OASIS standard, "Static Analysis
// Results Interchange Format"). Lines and columns count from 1; an end is the place after the last
// character.
#include "diagnostics/render.h"
#include <llvm/ADT/StringExtras.h>
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

void writeRegion(Json &json, Span span, const SourceManager &sources) {
  const LineColumn begin = sources.begin(span);
  const LineColumn end = sources.end(span);
  json.attribute("startLine", begin.line);
  json.attribute("startColumn", begin.column);
  json.attribute("endLine", end.line);
  json.attribute("endColumn", end.column);
}

/// A path as the URI that SARIF wants: percent-encoded where it has to be.
std::string uriOf(llvm::StringRef path) {
  std::string uri = path.starts_with("/") ? "file://" : "";
  for (const char character : path) {
    if (llvm::isAlnum(character) || llvm::StringRef("-._~/").contains(character)) {
      uri += character;
    } else {
      constexpr llvm::StringLiteral kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(character);
      uri += '%';
      uri += kDigits[byte >> 4];
      uri += kDigits[byte & 15];
    }
  }
  return uri;
}

void writeArtifact(Json &json, Span span, const SourceManager &sources) {
  json.attributeObject("artifactLocation",
                       [&] { json.attribute("uri", uriOf(sources.file(span.file).path())); });
}

void writeLocation(Json &json, Span span, llvm::StringRef text, const SourceManager &sources) {
  json.object([&] {
    if (span.isValid())
      json.attributeObject("physicalLocation", [&] {
        writeArtifact(json, span, sources);
        json.attributeObject("region", [&] { writeRegion(json, span, sources); });
      });
    if (!text.empty())
      json.attributeObject("message", [&] { json.attribute("text", utf8(text)); });
  });
}

void writeSarifFix(Json &json, const DiagnosticFix &fix, const SourceManager &sources) {
  json.object([&] {
    json.attributeObject("description", [&] { json.attribute("text", utf8(fix.title)); });
    json.attributeArray("artifactChanges", [&] {
      for (const DiagnosticEdit &edit : fix.edits)
        json.object([&] {
          writeArtifact(json, edit.span, sources);
          json.attributeArray("replacements", [&] {
            json.object([&] {
              json.attributeObject("deletedRegion", [&] { writeRegion(json, edit.span, sources); });
              json.attributeObject("insertedContent",
                                   [&] { json.attribute("text", utf8(edit.replacement)); });
            });
          });
        });
    });
  });
}

void writeSarifResult(Json &json, const Diagnostic &diagnostic, const SourceManager &sources) {
  json.object([&] {
    json.attribute("ruleId", diagnostic.slug());
    json.attribute("ruleIndex", static_cast<int64_t>(diagnostic.id));
    json.attribute("level", severityName(diagnostic.severity));
    json.attributeObject("message", [&] { json.attribute("text", utf8(diagnostic.message)); });
    if (diagnostic.span.isValid())
      json.attributeArray("locations", [&] { writeLocation(json, diagnostic.span, "", sources); });
    if (!diagnostic.labels.empty() || !diagnostic.notes.empty())
      json.attributeArray("relatedLocations", [&] {
        for (const DiagnosticLabel &label : diagnostic.labels)
          writeLocation(json, label.span, label.text, sources);
        for (const DiagnosticNote &note : diagnostic.notes)
          writeLocation(json, note.span, note.text, sources);
      });
    if (!diagnostic.fixes.empty())
      json.attributeArray("fixes", [&] {
        for (const DiagnosticFix &fix : diagnostic.fixes)
          writeSarifFix(json, fix, sources);
      });
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

void renderSarif(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                 llvm::raw_ostream &out) {
  Json json(out, /*IndentSize=*/2);
  json.object([&] {
    json.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.attribute("version", "2.1.0");
    json.attributeArray("runs", [&] {
      json.object([&] {
        json.attributeObject("tool", [&] {
          json.attributeObject("driver", [&] {
            json.attribute("name", "nogilc");
            json.attributeArray("rules", [&] {
              for (const DiagnosticRow &row : diagnosticRows())
                json.object([&] { json.attribute("id", row.slug); });
            });
          });
        });
        json.attribute("columnKind", "unicodeCodePoints");
        json.attributeArray("results", [&] {
          for (const Diagnostic &diagnostic : diagnostics)
            writeSarifResult(json, diagnostic, sources);
        });
      });
    });
  });
  out << '\n';
}

} // namespace nogilc
