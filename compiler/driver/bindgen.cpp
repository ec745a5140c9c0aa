// `nogilc bindgen`: a .pxd with the declarations of C and C++ headers.
#include "driver/bindings.h"
#include "driver/commands.h"
#include "driver/paths.h"
#include "driver/session.h"
#include "support/output.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/GlobPattern.h>
#include <llvm/Support/raw_ostream.h>

namespace nogilc::driver {

namespace {

bool arePatterns(const std::vector<std::string> &texts, llvm::StringRef option) {
  for (const std::string &text : texts)
    if (auto pattern = llvm::GlobPattern::create(text); !pattern) {
      llvm::errs() << "nogilc: `" << option << ' ' << text
                   << "` is no pattern: " << llvm::toString(pattern.takeError()) << '\n';
      return false;
    }
  return true;
}

void reportParseErrors(Session &session, const cfacts::BindingsRequest &request,
                       llvm::ArrayRef<cfacts::Bindings::ParseError> errors) {
  // The first one: those that follow often come from it.
  const cfacts::Bindings::ParseError &first = errors.front();
  auto builder = std::move(session.diagnostics()
                               .report(Diag::HeaderNotRead, Span())
                               .arg(llvm::join(request.headers, "`, `"))
                               .arg(first.text));
  if (!first.file.empty())
    builder.note("in `" + first.file + "`, line " + llvm::Twine(first.line));
}

std::string counted(unsigned count, llvm::StringRef what) {
  return std::to_string(count) + " " + what.str() + (count == 1 ? "" : "s");
}

std::string summaryOf(const cfacts::Bindings &bindings, llvm::StringRef output) {
  const auto &counts = bindings.counts;
  std::string text = (output.empty() ? "" : output.str() + ": ") +
                     counted(counts.functions, "function") + ", " + counted(counts.types, "type") +
                     ", " + counted(counts.constants, "constant");
  if (counts.variables != 0)
    text += ", " + counted(counts.variables, "variable");
  if (!bindings.omissions.empty())
    text += "; " + std::to_string(bindings.omissions.size()) +
            " not declared, with the reasons at the end";
  return text;
}

std::string fileText(const cfacts::BindingsRequest &request, const cfacts::Bindings &bindings) {
  std::string text = "# Declarations of " + llvm::join(request.headers, ", ") +
                     ", written by `nogilc bindgen`.\n" + bindings.text;
  if (bindings.text.empty())
    text += "\n# There is nothing to declare.\n";
  if (bindings.omissions.empty())
    return text;
  text += "\n# Not declared:\n";
  for (const cfacts::Bindings::Omission &omission : bindings.omissions)
    text += "#   " + omission.name + ": " + omission.reason + "\n";
  return text;
}

} // namespace

int runBindgen(const Options &options) {
  if (!arePatterns(options.match_files, "--match-file") ||
      !arePatterns(options.match_names, "--match-name"))
    return kSystemFailed;
  Session session(options);
  cfacts::BindingsRequest request = bindingsRequest(options);
  request.headers = options.inputs;
  request.match_files = options.match_files;
  request.match_names = options.match_names;
  llvm::Expected<cfacts::Bindings> bindings = askForBindings(request);
  if (!bindings) {
    session.reportSystem(Diag::NoClang, bindings.takeError());
    return session.finish();
  }
  if (!bindings->errors.empty()) {
    reportParseErrors(session, request, bindings->errors);
    return session.finish();
  }
  const std::string text = fileText(request, *bindings);
  if (options.output.empty())
    llvm::outs() << text;
  else if (llvm::Error error = writeFile(options.output, text, WriteMode::IfChanged))
    session.reportSystem(Diag::CannotWrite, std::move(error));
  const int status = session.finish();
  if (status == kDone)
    llvm::errs() << "nogilc: " << summaryOf(*bindings, options.output) << '\n';
  return status;
}

} // namespace nogilc::driver
