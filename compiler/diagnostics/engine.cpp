// See engine.h and diagnostic.h.
#include "diagnostics/engine.h"

#include <algorithm>
#include <tuple>

namespace nogilc {

namespace {

constexpr DiagnosticRow kRows[] = {
#define NOGILC_DIAGNOSTIC(name, slug, severity, message)                                           \
  {Diag::name, slug, Severity::severity, message},
#include "diagnostics/diagnostics.def"
};

/// Stands for the end of any span in the record of what was reported; no file is that long.
constexpr uint64_t kAnyEnd = 0xFFFF'FFFF;

/// Puts the arguments into the {0}, {1}, ... of a message.
std::string format(llvm::StringRef message, llvm::ArrayRef<std::string> arguments) {
  std::string text;
  while (!message.empty()) {
    const size_t open = message.find('{');
    text += message.substr(0, open).str();
    if (open == llvm::StringRef::npos)
      break;
    message = message.substr(open + 1);
    size_t index = 0;
    llvm::StringRef rest = message;
    if (!rest.consumeInteger(10, index) && rest.consume_front("}")) {
      text += index < arguments.size() ? arguments[index] : "";
      message = rest;
    } else {
      text += '{';
    }
  }
  return text;
}

} // namespace

llvm::ArrayRef<DiagnosticRow> diagnosticRows() { return kRows; }

const DiagnosticRow &diagnosticRow(Diag id) { return kRows[static_cast<size_t>(id)]; }

const DiagnosticRow *findDiagnostic(llvm::StringRef slug) {
  for (const DiagnosticRow &row : kRows)
    if (row.slug == slug)
      return &row;
  return nullptr;
}

DiagnosticBuilder::DiagnosticBuilder(DiagnosticEngine *engine, Diag id, Severity severity,
                                     Span span)
    : engine_(engine), diagnostic_{id, severity, span, {}, {}, {}, {}} {}

DiagnosticBuilder::~DiagnosticBuilder() {
  if (!engine_)
    return;
  diagnostic_.message = format(diagnosticRow(diagnostic_.id).message, arguments_);
  engine_->add(std::move(diagnostic_));
}

DiagnosticBuilder &DiagnosticBuilder::arg(const llvm::Twine &text) {
  if (engine_)
    arguments_.push_back(text.str());
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::label(Span span, const llvm::Twine &text) {
  if (engine_)
    diagnostic_.labels.push_back({span, text.str()});
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::note(Span span, const llvm::Twine &text) {
  if (engine_)
    diagnostic_.notes.push_back({span, text.str()});
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::fix(Span span, const llvm::Twine &replacement,
                                          const llvm::Twine &title) {
  if (engine_)
    diagnostic_.fixes.push_back({span, replacement.str(), title.str()});
  return *this;
}

WarningOptions::Setting &WarningOptions::setting(Diag id) {
  if (settings_.empty())
    settings_.resize(std::size(kRows));
  return settings_[static_cast<size_t>(id)];
}

bool WarningOptions::apply(llvm::StringRef option) {
  if (option == "error" || option == "no-error") {
    all_errors_ = option == "error";
    return true;
  }
  if (option == "all" || option == "no-all") {
    all_ = option == "all";
    return true;
  }
  // A slug may begin with `no-`, so the whole is looked up first.
  if (const DiagnosticRow *row = findDiagnostic(option)) {
    setting(row->id).shown = Switch::On;
    return true;
  }
  const bool on = !option.consume_front("no-");
  const bool as_error = option.consume_front("error=");
  const DiagnosticRow *row = findDiagnostic(option);
  if (!row)
    return false;
  if (as_error) {
    setting(row->id).error = on ? Switch::On : Switch::Off;
    if (on)
      setting(row->id).shown = Switch::On;
  } else {
    setting(row->id).shown = on ? Switch::On : Switch::Off;
  }
  return true;
}

Severity WarningOptions::severityOf(Diag id) const {
  const Severity severity = diagnosticRow(id).severity;
  if (severity == Severity::Error)
    return severity; // what is wrong stays wrong
  const Setting setting = settings_.empty() ? Setting() : settings_[static_cast<size_t>(id)];
  const bool shown = setting.shown == Switch::Default ? severity == Severity::Warning || all_
                                                      : setting.shown == Switch::On;
  if (!shown)
    return Severity::Ignored;
  const bool is_error =
      setting.error == Switch::Default ? all_errors_ : setting.error == Switch::On;
  return is_error ? Severity::Error : Severity::Warning;
}

DiagnosticBuilder DiagnosticEngine::report(Diag id, Span span) {
  const Severity severity = options_.severityOf(id);
  return DiagnosticBuilder(severity == Severity::Ignored ? nullptr : this, id, severity, span);
}

void DiagnosticEngine::add(Diagnostic diagnostic) {
  const Span span = diagnostic.span;
  if (diagnosticRow(diagnostic.id).severity == Severity::Error)
    error_places_.push_back({diagnostic.id, span});
  if (span.isValid()) {
    const uint64_t what = (uint64_t{static_cast<uint16_t>(diagnostic.id)} << 16) | span.file;
    const uint64_t where = (uint64_t{span.begin} << 32) | span.end;
    if (!seen_.insert({what, where}).second)
      return;
    // What the grammar has rejected is not judged again by the phases after it.
    const uint64_t syntax_error =
        (uint64_t{static_cast<uint16_t>(Diag::SyntaxError)} << 16) | span.file;
    const std::pair rejected{syntax_error, uint64_t{span.begin} << 32 | kAnyEnd};
    if (diagnostic.id == Diag::SyntaxError)
      seen_.insert(rejected);
    else if (seen_.contains(rejected))
      return;
  }
  (diagnostic.severity == Severity::Error ? error_count_ : warning_count_) += 1;
  if (diagnostics_.size() >= kMostKept) {
    ++dropped_count_;
    return;
  }
  diagnostics_.push_back(std::move(diagnostic));
  is_sorted_ = false;
}

llvm::ArrayRef<Diagnostic> DiagnosticEngine::sorted() {
  if (!is_sorted_) {
    std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic &a, const Diagnostic &b) {
                       return std::tuple(a.span.file, a.span.begin, a.span.end) <
                              std::tuple(b.span.file, b.span.begin, b.span.end);
                     });
    is_sorted_ = true;
  }
  return diagnostics_;
}

} // namespace nogilc
