// Collects problems. Phases report here and never print; the driver renders what was collected,
// sorted by position and without repetitions, when the run ends.
#pragma once

#include "diagnostics/diagnostic.h"
#include <llvm/ADT/DenseSet.h>
#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/ADT/Twine.h>
#include "support/name.h"

#include <optional>
#include <utility>
#include <vector>

namespace nogilc {

class DiagnosticEngine;

/// Completes a report; the problem is recorded when the builder dies, at the end of the statement:
///   engine.report(Diag::TypeMismatch, span).arg(from).arg(to).note(declaration, "declared here");
class DiagnosticBuilder {
public:
  DiagnosticBuilder(DiagnosticBuilder &&other) noexcept
      : engine_(std::exchange(other.engine_, nullptr)), diagnostic_(std::move(other.diagnostic_)),
        arguments_(std::move(other.arguments_)) {}
  DiagnosticBuilder(const DiagnosticBuilder &) = delete;
  DiagnosticBuilder &operator=(const DiagnosticBuilder &) = delete;
  DiagnosticBuilder &operator=(DiagnosticBuilder &&) = delete;
  ~DiagnosticBuilder();

  /// The next of {0}, {1}, ... in the message.
  DiagnosticBuilder &arg(const llvm::Twine &text);
  DiagnosticBuilder &arg(Name name) { return arg(llvm::Twine(name.str())); }
  DiagnosticBuilder &arg(int64_t number) { return arg(llvm::Twine(number)); }
  DiagnosticBuilder &arg(uint64_t number) { return arg(llvm::Twine(number)); }
  DiagnosticBuilder &arg(int32_t number) { return arg(llvm::Twine(number)); }
  DiagnosticBuilder &arg(uint32_t number) { return arg(llvm::Twine(number)); }

  /// A secondary place with a few words. With the primary span it explains the primary underline.
  DiagnosticBuilder &label(Span span, const llvm::Twine &text);
  DiagnosticBuilder &note(Span span, const llvm::Twine &text);
  DiagnosticBuilder &note(const llvm::Twine &text) { return note(Span(), text); }
  /// Replacing `span` by `replacement` solves the problem; an empty span inserts.
  DiagnosticBuilder &fix(Span span, const llvm::Twine &replacement, const llvm::Twine &title,
                         Applicability applicability = Applicability::Safe);
  /// One more edit of the last fix, for what has to change in several places.
  DiagnosticBuilder &edit(Span span, const llvm::Twine &replacement);

private:
  friend class DiagnosticEngine;
  DiagnosticBuilder(DiagnosticEngine *engine, Diag id, Severity severity, Span span);

  DiagnosticEngine *engine_; ///< null: nobody wants to hear of it
  Diagnostic diagnostic_;
  llvm::SmallVector<std::string, 2> arguments_;
};

/// What -W changes about severities.
class WarningOptions {
public:
  /// Takes the part behind -W: `slug`, `no-slug`, `error`, `error=slug`, `no-error=slug`, `all`; a
  /// group stands for its slugs. False if there is no such diagnostic.
  bool apply(llvm::StringRef option);
  Severity severityOf(Diag id) const;

private:
  enum class Switch : uint8_t { Default, Off, On };
  struct Setting {
    Switch shown = Switch::Default;
    Switch error = Switch::Default;
  };
  /// Changes the settings of a slug or of a group; false if there is neither.
  bool change(llvm::StringRef name, llvm::function_ref<void(Setting &)> change);

  std::vector<Setting> settings_;
  bool all_ = false;
  bool all_errors_ = false;
};

/// Where an error was reported, and which.
struct ErrorPlace {
  Diag id;
  Span span;
};

/// What a comment `# nogilc: ignore[slug]` or `# nogilc: trusted` says about a piece of a source.
struct Suppression {
  enum class Kind : uint8_t {
    Ignore,  ///< one diagnostic: hides it, and changes nothing about what the compiler accepts
    Trusted, ///< all of the group `gil`: a person answers for them, so they are no errors
  };
  Kind kind;
  Diag id;      ///< Ignore
  Span comment; ///< of Ignore the slug alone, when there are several
  Span covered; ///< what begins or ends here is meant
  bool is_used = false;
};

class DiagnosticEngine {
public:
  /// So much is kept; the rest is counted.
  static constexpr size_t kMostKept = 20'000;

  explicit DiagnosticEngine(WarningOptions options = {}) : options_(std::move(options)) {}
  DiagnosticEngine(const DiagnosticEngine &) = delete;
  DiagnosticEngine &operator=(const DiagnosticEngine &) = delete;

  DiagnosticBuilder report(Diag id, Span span);

  bool hasErrors() const { return error_count_ != 0; }
  size_t errorCount() const { return error_count_; }
  size_t warningCount() const { return warning_count_; }
  bool empty() const { return error_count_ + warning_count_ == 0; }
  /// Of every error, also of those that are not kept or not shown: what stands there is not as it
  /// should be. A warning that -Werror made an error is none.
  llvm::ArrayRef<ErrorPlace> errorPlaces() const { return error_places_; }
  /// How many came after the first kMostKept.
  size_t droppedCount() const { return dropped_count_; }

  /// From now on, and for what was reported before: a trusted operation is no problem, and an
  /// ignored warning is not heard of. Ignored errors count until dropIgnored(), so that no phase
  /// goes on as if there were none.
  void suppress(Suppression suppression);
  /// Forgets the errors that comments ignore. When all phases have run.
  void dropIgnored();
  llvm::ArrayRef<Suppression> suppressions() const { return suppressions_; }

  /// Forgets what a predicate says.
  void dropIf(llvm::function_ref<bool(const Diagnostic &)> is_dropped);

  /// Whether a warning is not shown whatever happens.
  bool isOff(Diag id) const { return options_.severityOf(id) == Severity::Ignored; }

  /// What was reported, by file and position; without a place first.
  llvm::ArrayRef<Diagnostic> sorted();

private:
  friend class DiagnosticBuilder;
  void add(Diagnostic diagnostic);
  /// Whether the phases may go on as if it had not been reported.
  bool isSilenced(const Diagnostic &diagnostic);

  WarningOptions options_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<ErrorPlace> error_places_;
  /// What has a place and is recorded already: slug and span.
  llvm::DenseSet<std::pair<uint64_t, uint64_t>> seen_;
  std::vector<Suppression> suppressions_;
  size_t error_count_ = 0;
  size_t warning_count_ = 0;
  size_t dropped_count_ = 0;
  bool is_sorted_ = true;
};

} // namespace nogilc
