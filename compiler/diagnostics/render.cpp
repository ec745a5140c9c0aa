// The choice of a renderer, and the two that need a line each: concise, and the workflow commands
// of GitHub Actions (https://docs.github.com/actions, "Workflow commands").
#include "diagnostics/render.h"

#include <llvm/ADT/StringSwitch.h>

#include <algorithm>
#include <map>
#include <vector>

namespace nogilc {

namespace {

/// Escapes as workflow commands want it; properties also may not contain `:` and `,`.
std::string escapeCommand(llvm::StringRef text, bool is_property) {
  std::string escaped;
  for (const char character : text) {
    switch (character) {
    case '%':
      escaped += "%25";
      break;
    case '\r':
      escaped += "%0D";
      break;
    case '\n':
      escaped += "%0A";
      break;
    case ':':
      escaped += is_property ? "%3A" : ":";
      break;
    case ',':
      escaped += is_property ? "%2C" : ",";
      break;
    default:
      escaped += character;
    }
  }
  return escaped;
}

/// GitHub shows ten errors and ten warnings of a step. So errors come first, and of each file and
/// kind of problem the first one before any second one.
std::vector<const Diagnostic *> byUse(llvm::ArrayRef<Diagnostic> diagnostics) {
  std::map<std::pair<FileId, Diag>, size_t> seen;
  std::vector<std::pair<size_t, const Diagnostic *>> ranked;
  for (const Diagnostic &diagnostic : diagnostics)
    ranked.emplace_back(seen[{diagnostic.span.file, diagnostic.id}]++, &diagnostic);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) {
    return std::pair(a.second->severity != Severity::Error, a.first) <
           std::pair(b.second->severity != Severity::Error, b.first);
  });
  std::vector<const Diagnostic *> result;
  for (const auto &[rank, diagnostic] : ranked)
    result.push_back(diagnostic);
  return result;
}

void writePlace(Span span, const SourceManager &sources, llvm::raw_ostream &out) {
  const LineColumn place = sources.begin(span);
  out << sources.file(span.file).path() << ':' << place.line << ':' << place.column << ": ";
}

} // namespace

std::optional<DiagnosticFormat> diagnosticFormat(llvm::StringRef name) {
  return llvm::StringSwitch<std::optional<DiagnosticFormat>>(name)
      .Case("text", DiagnosticFormat::Text)
      .Case("concise", DiagnosticFormat::Concise)
      .Case("json", DiagnosticFormat::Json)
      .Case("sarif", DiagnosticFormat::Sarif)
      .Case("github", DiagnosticFormat::Github)
      .Default(std::nullopt);
}

llvm::StringRef severityName(Severity severity) {
  return severity == Severity::Error ? "error" : "warning";
}

void render(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
            DiagnosticFormat format, llvm::raw_ostream &out, const ToolText &tool) {
  switch (format) {
  case DiagnosticFormat::Text:
    return renderText(diagnostics, sources, out);
  case DiagnosticFormat::Concise:
    return renderConcise(diagnostics, sources, out);
  case DiagnosticFormat::Json:
    return renderJson(diagnostics, sources, out);
  case DiagnosticFormat::Sarif:
    return renderSarif(diagnostics, sources, out, tool);
  case DiagnosticFormat::Github:
    return renderGithub(diagnostics, sources, out);
  }
}

void renderConcise(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                   llvm::raw_ostream &out) {
  for (const Diagnostic &diagnostic : diagnostics) {
    if (diagnostic.span.isValid())
      writePlace(diagnostic.span, sources, out);
    out << severityName(diagnostic.severity) << '[' << diagnostic.slug()
        << "]: " << diagnostic.message << '\n';
  }
}

void renderGithub(llvm::ArrayRef<Diagnostic> diagnostics, const SourceManager &sources,
                  llvm::raw_ostream &out) {
  for (const Diagnostic *diagnostic : byUse(diagnostics)) {
    out << "::" << severityName(diagnostic->severity) << ' ';
    if (diagnostic->span.isValid()) {
      const LineColumn begin = sources.begin(diagnostic->span);
      const LineColumn end = sources.end(diagnostic->span);
      out << "file=" << escapeCommand(sources.file(diagnostic->span.file).path(), true)
          << ",line=" << begin.line << ",col=" << begin.column << ",endLine=" << end.line
          << ",endColumn=" << end.column << ',';
    }
    std::string text = diagnostic->message;
    const auto add = [&](Span span, const std::string &words) {
      text += "\n";
      if (span.isValid()) {
        if (span.file != diagnostic->span.file)
          text += sources.file(span.file).path().str() + " ";
        text += "line " + std::to_string(sources.begin(span).line) + ": ";
      }
      text += words;
    };
    for (const DiagnosticLabel &label : diagnostic->labels)
      add(label.span, label.text);
    for (const DiagnosticNote &note : diagnostic->notes)
      add(note.span, "note: " + note.text);
    for (const DiagnosticFix &fix : diagnostic->fixes)
      text += "\nhelp: " + fix.title;
    out << "title=" << escapeCommand(diagnostic->slug(), true) << "::" << escapeCommand(text, false)
        << '\n';
  }
}

} // namespace nogilc
