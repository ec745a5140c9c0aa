// SARIF 2.1.0 (OASIS standard, "Static Analysis Results Interchange Format"), which code hosts
// read. Lines and columns count from 1; an end is the place after the last character.
#include "diagnostics/render.h"
#include <llvm/ADT/MapVector.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/xxhash.h>

#include <map>
#include <tuple>

namespace nogilc {

namespace {

using Json = llvm::json::OStream;

/// Sources may hold any bytes, JSON may not.
std::string utf8(llvm::StringRef text) { return llvm::json::fixUTF8(text); }

/// A path as the URI that SARIF wants: percent-encoded where it has to be.
std::string uriOf(llvm::StringRef path) {
  path.consume_front("./");
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

/// The first sentence of a page, which stands behind its heading.
llvm::StringRef firstSentence(llvm::StringRef page) {
  const llvm::StringRef paragraph = page.split("\n\n").second.split("\n\n").first;
  const size_t end = paragraph.find(". ");
  return end == llvm::StringRef::npos ? paragraph.rtrim() : paragraph.take_front(end + 1);
}

class SarifWriter {
public:
  SarifWriter(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
              const ToolText &tool, llvm::raw_ostream &out)
      : diagnostics_(diagnostics), sources_(sources), tool_(tool), json_(out, /*IndentSize=*/2) {
    for (const Diagnostic &diagnostic : diagnostics)
      rules_.try_emplace(diagnostic.id, 0);
    int64_t index = 0;
    for (auto &[id, number] : rules_)
      number = index++;
  }

  void write() {
    json_.object([&] {
      json_.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json_.attribute("version", "2.1.0");
      json_.attributeArray("runs", [&] {
        json_.object([&] {
          writeTool();
          json_.attribute("columnKind", "unicodeCodePoints");
          json_.attributeArray("results", [&] {
            for (const Diagnostic &diagnostic : diagnostics_)
              writeResult(diagnostic);
          });
        });
      });
    });
  }

private:
  void writeTool() {
    json_.attributeObject("tool", [&] {
      json_.attributeObject("driver", [&] {
        json_.attribute("name", "nogilc");
        if (!tool_.version.empty())
          json_.attribute("version", tool_.version);
        json_.attributeArray("rules", [&] {
          for (const auto &[id, number] : rules_)
            writeRule(diagnosticRow(id));
        });
      });
    });
  }

  void writeText(llvm::StringRef key, llvm::StringRef text) {
    json_.attributeObject(key, [&] { json_.attribute("text", utf8(text)); });
  }

  void writeRule(const DiagnosticRow &row) {
    json_.object([&] {
      json_.attribute("id", row.slug);
      const std::string page = tool_.page ? tool_.page(row.id) : "";
      if (!page.empty()) {
        writeText("shortDescription", firstSentence(page));
        json_.attributeObject("help", [&] {
          json_.attribute("text", utf8(page));
          json_.attribute("markdown", utf8(page));
        });
      }
      json_.attributeObject("defaultConfiguration", [&] {
        json_.attribute("level", row.severity == Severity::Error ? "error" : "warning");
        json_.attribute("enabled", row.severity != Severity::Ignored);
      });
      json_.attributeObject("properties", [&] {
        json_.attributeArray("tags", [&] { json_.value(diagnosticGroup(row.id)); });
      });
    });
  }

  void writeRegion(Span span) {
    const LineColumn begin = sources_.begin(span);
    const LineColumn end = sources_.end(span);
    json_.attribute("startLine", begin.line);
    json_.attribute("startColumn", begin.column);
    json_.attribute("endLine", end.line);
    json_.attribute("endColumn", end.column);
  }

  void writeArtifact(FileId file) {
    json_.attributeObject("artifactLocation",
                          [&] { json_.attribute("uri", uriOf(sources_.file(file).path())); });
  }

  void writeLocation(Span span, llvm::StringRef text) {
    json_.object([&] {
      if (span.isValid())
        json_.attributeObject("physicalLocation", [&] {
          writeArtifact(span.file);
          json_.attributeObject("region", [&] { writeRegion(span); });
        });
      if (!text.empty())
        writeText("message", text);
    });
  }

  void writeFix(const DiagnosticFix &fix) {
    llvm::MapVector<FileId, llvm::SmallVector<const DiagnosticEdit *, 2>> by_file;
    for (const DiagnosticEdit &edit : fix.edits)
      by_file[edit.span.file].push_back(&edit);
    json_.object([&] {
      writeText("description", fix.title);
      json_.attributeArray("artifactChanges", [&] {
        for (const auto &[file, edits] : by_file)
          json_.object([&, file = file, &edits = edits] {
            writeArtifact(file);
            json_.attributeArray("replacements", [&] {
              for (const DiagnosticEdit *edit : edits)
                json_.object([&] {
                  json_.attributeObject("deletedRegion", [&] { writeRegion(edit->span); });
                  writeText("insertedContent", edit->replacement);
                });
            });
          });
      });
    });
  }

  /// What stays the same when lines move: the file, the slug, the text of the line, and which of
  /// several such problems it is.
  std::string fingerprint(const Diagnostic &diagnostic) {
    const SourceFile &file = sources_.file(diagnostic.span.file);
    const llvm::StringRef line = file.lineText(file.line(diagnostic.span.begin)).trim();
    const unsigned number = seen_[{diagnostic.span.file, diagnostic.id, line}]++;
    const std::string text = (file.path() + "\n" + diagnostic.slug() + "\n" + line + "\n").str() +
                             std::to_string(number);
    return llvm::utohexstr(llvm::xxHash64(text), /*LowerCase=*/true, /*Width=*/16);
  }

  void writeResult(const Diagnostic &diagnostic) {
    json_.object([&] {
      json_.attribute("ruleId", diagnostic.slug());
      json_.attribute("ruleIndex", rules_[diagnostic.id]);
      json_.attribute("level", severityName(diagnostic.severity));
      writeText("message", diagnostic.message);
      if (diagnostic.span.isValid()) {
        json_.attributeArray("locations", [&] { writeLocation(diagnostic.span, ""); });
        json_.attributeObject("partialFingerprints", [&] {
          json_.attribute("nogilcProblem/v1", fingerprint(diagnostic));
        });
      }
      if (!diagnostic.labels.empty() || !diagnostic.notes.empty())
        json_.attributeArray("relatedLocations", [&] {
          for (const DiagnosticLabel &label : diagnostic.labels)
            writeLocation(label.span, label.text);
          for (const DiagnosticNote &note : diagnostic.notes)
            writeLocation(note.span, note.text);
        });
      if (!diagnostic.fixes.empty())
        json_.attributeArray("fixes", [&] {
          for (const DiagnosticFix &fix : diagnostic.fixes)
            writeFix(fix);
        });
    });
  }

  llvm::ArrayRef<Diagnostic> diagnostics_;
  const SourceManager &sources_;
  const ToolText &tool_;
  Json json_;
  std::map<Diag, int64_t> rules_; ///< those that are used, numbered
  std::map<std::tuple<FileId, Diag, llvm::StringRef>, unsigned> seen_;
};

} // namespace

void renderSarif(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                 llvm::raw_ostream &out, const ToolText &tool) {
  SarifWriter(diagnostics, sources, tool, out).write();
  out << '\n';
}

} // namespace nogilc
