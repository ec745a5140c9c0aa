// See engine.h and diagnostic.h.
#include "diagnostics/engine.h"

#include <llvm/ADT/STLExtras.h>

#include <algorithm>
#include <tuple>

namespace nogilc {

namespace {

constexpr DiagnosticRow kRows[] = {
#define NOGILC_DIAGNOSTIC(name, slug, severity, message)                                           \
  {Diag::name, slug, Severity::severity, message},
#include "diagnostics/diagnostics.def"
};

/// A row of diagnostics.def, or the beginning of a group.
struct Entry {
  llvm::StringLiteral group;
  bool is_group;
};
constexpr Entry kEntries[] = {
#define NOGILC_DIAGNOSTIC_GROUP(name) {name, true},
#define NOGILC_DIAGNOSTIC(name, slug, severity, message) {slug, false},
#include "diagnostics/diagnostics.def"
};

/// The group of each row.
const std::vector<llvm::StringRef> &groups() {
  static const std::vector<llvm::StringRef> of_rows = [] {
    std::vector<llvm::StringRef> result;
    llvm::StringRef group;
    for (const Entry &entry : kEntries) {
      if (entry.is_group)
        group = entry.group;
      else
        result.push_back(group);
    }
    return result;
  }();
  return of_rows;
}

/// Whether a suppression is about a diagnostic.
bool covers(const Suppression &suppression, const Diagnostic &diagnostic) {
  const bool is_meant = suppression.kind == Suppression::Kind::Ignore
                            ? diagnostic.id == suppression.id
                            : diagnosticGroup(diagnostic.id) == "gil";
  if (!is_meant || diagnostic.span.file != suppression.covered.file)
    return false;
  const auto isInside = [&](uint32_t offset) {
    return suppression.covered.begin <= offset && offset < suppression.covered.end;
  };
  const Span span = diagnostic.span;
  return isInside(span.begin) || (span.end > span.begin && isInside(span.end - 1));
}

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

llvm::StringRef diagnosticGroup(Diag id) { return groups()[static_cast<size_t>(id)]; }

bool isDiagnosticGroup(llvm::StringRef name) {
  return llvm::any_of(kEntries,
                      [&](const Entry &entry) { return entry.is_group && entry.group == name; });
}

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
                                          const llvm::Twine &title, Applicability applicability) {
  if (engine_)
    diagnostic_.fixes.push_back({title.str(), applicability, {{span, replacement.str()}}});
  return *this;
}

DiagnosticBuilder &DiagnosticBuilder::edit(Span span, const llvm::Twine &replacement) {
  if (engine_)
    diagnostic_.fixes.back().edits.push_back({span, replacement.str()});
  return *this;
}

bool WarningOptions::change(llvm::StringRef name, llvm::function_ref<void(Setting &)> change) {
  if (settings_.empty())
    settings_.resize(std::size(kRows));
  if (const DiagnosticRow *row = findDiagnostic(name)) {
    change(settings_[static_cast<size_t>(row->id)]);
    return true;
  }
  for (size_t i = 0; i < std::size(kRows); ++i)
    if (groups()[i] == name)
      change(settings_[i]);
  return isDiagnosticGroup(name);
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
  if (change(option, [](Setting &setting) { setting.shown = Switch::On; }))
    return true;
  const bool on = !option.consume_front("no-");
  const bool as_error = option.consume_front("error=");
  return change(option, [&](Setting &setting) {
    if (as_error)
      setting.error = on ? Switch::On : Switch::Off;
    if (on || !as_error)
      setting.shown = on ? Switch::On : Switch::Off;
  });
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
  if (!suppressions_.empty() && isSilenced(diagnostic))
    return;
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

bool DiagnosticEngine::isSilenced(const Diagnostic &diagnostic) {
  bool is_silenced = false;
  for (Suppression &suppression : suppressions_)
    if ((suppression.kind == Suppression::Kind::Trusted ||
         diagnosticRow(diagnostic.id).severity != Severity::Error) &&
        covers(suppression, diagnostic))
      is_silenced = suppression.is_used = true;
  return is_silenced;
}

void DiagnosticEngine::suppress(Suppression suppression) {
  suppressions_.push_back(suppression);
  dropIf([this](const Diagnostic &diagnostic) { return isSilenced(diagnostic); });
}

void DiagnosticEngine::dropIgnored() {
  if (suppressions_.empty())
    return;
  dropIf([this](const Diagnostic &diagnostic) {
    bool is_ignored = false;
    for (Suppression &suppression : suppressions_)
      if (suppression.kind == Suppression::Kind::Ignore && covers(suppression, diagnostic))
        is_ignored = suppression.is_used = true;
    return is_ignored;
  });
}

void DiagnosticEngine::dropIf(llvm::function_ref<bool(const Diagnostic &)> is_dropped) {
  llvm::erase_if(diagnostics_, [&](const Diagnostic &diagnostic) {
    if (!is_dropped(diagnostic))
      return false;
    (diagnostic.severity == Severity::Error ? error_count_ : warning_count_) -= 1;
    return true;
  });
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
