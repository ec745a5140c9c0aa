// The choice of a renderer, and the two that need a line each: concise, and the workflow commands
// of GitHub Actions (https://docs.github.com/actions, "Workflow commands").
#include "diagnostics/render.h"

#include <llvm/ADT/StringSwitch.h>

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
            DiagnosticFormat format, llvm::raw_ostream &out) {
  switch (format) {
  case DiagnosticFormat::Text:
    return renderText(diagnostics, sources, out);
  case DiagnosticFormat::Concise:
    return renderConcise(diagnostics, sources, out);
  case DiagnosticFormat::Json:
    return renderJson(diagnostics, sources, out);
  case DiagnosticFormat::Sarif:
    return renderSarif(diagnostics, sources, out);
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
  for (const Diagnostic &diagnostic : diagnostics) {
    out << "::" << severityName(diagnostic.severity) << ' ';
    if (diagnostic.span.isValid()) {
      const LineColumn begin = sources.begin(diagnostic.span);
      const LineColumn end = sources.end(diagnostic.span);
      out << "file=" << escapeCommand(sources.file(diagnostic.span.file).path(), true)
          << ",line=" << begin.line << ",col=" << begin.column << ",endLine=" << end.line
          << ",endColumn=" << end.column << ',';
    }
    std::string text = diagnostic.message;
    for (const DiagnosticNote &note : diagnostic.notes)
      text += "\nnote: " + note.text;
    out << "title=" << diagnostic.slug() << "::" << escapeCommand(text, false) << '\n';
  }
}

} // namespace nogilc
