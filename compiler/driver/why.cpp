// `nogilc why FILE:FUNCTION`: what stops a function from being `nogil`, as a tree down to lines of
// the source, or that nothing does. `nogilc why FILE` tells of all the functions of a file.
#include "gil/why.h"

#include "driver/commands.h"
#include "driver/config.h"
#include "driver/paths.h"
#include "driver/pipeline.h"
#include "support/suggest.h"

#include <llvm/Support/JSON.h>

#include <optional>

namespace nogilc::driver {

namespace {

using gil::Why;

/// `a.pyx:Class.method` in two; a path may have colons of its own.
std::pair<llvm::StringRef, llvm::StringRef> splitInput(llvm::StringRef input) {
  const size_t colon = input.rfind(':');
  if (colon == llvm::StringRef::npos || isFile(input))
    return {input, ""};
  return {input.take_front(colon), input.drop_front(colon + 1)};
}

llvm::StringRef nameOf(const ir::Function &function) { return function.qualified_name; }

/// What follows from a Why, in a sentence.
std::string verdictOf(const Why &why) {
  const std::string name = "`" + nameOf(*why.function).str() + "`";
  if (why.isNogil())
    return name +
           (why.reasons.empty() ? " runs without the GIL" : " is declared to run without the GIL");
  if (why.function->is_partial && why.reasons.empty())
    return "what could be understood of " + name + " needs no GIL; the rest has errors";
  if (why.canBeNogil())
    return why.reasons.empty() ? name + " can be `nogil`: nothing in it needs the GIL"
                               : name + " can be `nogil`, when the functions that it calls are";
  if (why.is_python)
    return why.reasons.empty() ? name + " is a `def` function: what it does needs no GIL, and its "
                                        "body can be put into a `cdef` function that is `nogil`"
                               : name + " is a `def` function, and its body needs the GIL";
  return name + " cannot be `nogil` as it stands";
}

class WhyPrinter {
public:
  WhyPrinter(const SourceManager &sources, llvm::raw_ostream &out) : sources_(sources), out_(out) {}

  void print(const Why &why) {
    out_ << verdictOf(why);
    writePlace(why.function->span);
    out_ << '\n';
    writeReasons(why, "");
  }

private:
  void writePlace(Span span) {
    if (!span.isValid())
      return;
    const LineColumn place = sources_.begin(span);
    out_ << "   " << sources_.file(span.file).path() << ':' << place.line << ':' << place.column;
  }

  /// What leads to a callee, behind the call.
  static llvm::StringRef remark(const Why &callee) {
    if (callee.is_told_elsewhere)
      return callee.could_elsewhere ? ", which could be `nogil` (see above)" : " (see above)";
    if (callee.canBeNogil())
      return callee.reasons.empty() ? ", which could be `nogil`: nothing in it needs the GIL"
                                    : ", which could be `nogil` when what it calls is";
    return "";
  }

  void writeReasons(const Why &why, const std::string &indent) {
    const size_t count = why.reasons.size() + why.returns_object;
    size_t written = 0;
    const auto branch = [&] {
      const bool is_last = ++written == count;
      out_ << indent << (is_last ? "└─ " : "├─ ");
      return indent + (is_last ? "   " : "│  ");
    };
    if (why.returns_object) {
      branch();
      out_ << "it returns a Python object";
      writePlace(why.function->span);
      out_ << '\n';
    }
    for (const Why::Reason &reason : why.reasons) {
      const std::string inner = branch();
      out_ << describe(reason.fact);
      if (reason.callee)
        out_ << remark(*reason.callee);
      writePlace(reason.fact.span);
      out_ << '\n';
      const bool goes_on =
          reason.callee && (!reason.callee->reasons.empty() ||
                            (reason.callee->returns_object && !reason.callee->is_told_elsewhere));
      if (reason.fact.span.isValid()) {
        const SourceFile &file = sources_.file(reason.fact.span.file);
        out_ << inner << (goes_on ? "│" : " ") << "     "
             << file.lineText(file.line(reason.fact.span.begin)).trim() << '\n';
      }
      if (goes_on)
        writeReasons(*reason.callee, inner);
    }
  }

  const SourceManager &sources_;
  llvm::raw_ostream &out_;
};

class WhyJson {
public:
  WhyJson(const SourceManager &sources, llvm::json::OStream &json)
      : sources_(sources), json_(json) {}

  void write(const Why &why) {
    json_.object([&] { writeFunction(why); });
  }

private:
  void writeFunction(const Why &why) {
    json_.attribute("function", llvm::json::fixUTF8(nameOf(*why.function)));
    writePlace(why.function->span);
    json_.attribute("is_nogil", why.isNogil());
    json_.attribute("can_be_nogil", why.isNogil() || why.canBeNogil());
    json_.attribute("is_def", why.is_python);
    json_.attribute("is_partial", why.function->is_partial);
    json_.attribute("returns_object", why.returns_object);
    json_.attribute("is_told_elsewhere", why.is_told_elsewhere);
    json_.attributeArray("reasons", [&] {
      for (const Why::Reason &reason : why.reasons)
        json_.object([&] {
          json_.attribute("message", llvm::json::fixUTF8(describe(reason.fact)));
          writePlace(reason.fact.span);
          if (reason.callee)
            json_.attributeObject("callee", [&] { writeFunction(*reason.callee); });
        });
    });
  }

  void writePlace(Span span) {
    if (!span.isValid())
      return;
    const LineColumn begin = sources_.begin(span), end = sources_.end(span);
    json_.attribute("file", llvm::json::fixUTF8(sources_.file(span.file).path()));
    json_.attribute("line", begin.line);
    json_.attribute("column", begin.column);
    json_.attribute("end_line", end.line);
    json_.attribute("end_column", end.column);
  }

  const SourceManager &sources_;
  llvm::json::OStream &json_;
};

/// A function that a source has: not the module's body, nor what the compiler made.
bool isWritten(const ir::Function &function) {
  return function.span.isValid() && !function.qualified_name.empty();
}

/// The functions that are asked about: `f` is also `Class.f` if there is only one.
std::vector<const ir::Function *> select(const ir::Module &module, llvm::StringRef name) {
  std::vector<const ir::Function *> exact, by_last_part;
  for (const ir::Function *function : module.functions) {
    if (!isWritten(*function))
      continue;
    const llvm::StringRef known = nameOf(*function);
    if (name.empty() || known == name)
      exact.push_back(function);
    else if (known.ends_with(("." + name).str()))
      by_last_part.push_back(function);
  }
  // Of a `cpdef` the C function is the one that matters, and of a generator its body, not what
  // Python calls.
  std::vector<const ir::Function *> &found = exact.empty() ? by_last_part : exact;
  const std::vector<const ir::Function *> all = found;
  llvm::erase_if(found, [&](const ir::Function *function) {
    return function->role == ir::FunctionRole::Python &&
           llvm::any_of(all, [&](const ir::Function *other) {
             return other->role != ir::FunctionRole::Python && nameOf(*other) == nameOf(*function);
           });
  });
  llvm::stable_sort(found, [](const ir::Function *a, const ir::Function *b) {
    return std::pair(a->span.file, a->span.begin) < std::pair(b->span.file, b->span.begin);
  });
  return found;
}

/// False if the file has no such function, which is said.
bool tell(const ir::Module &module, llvm::StringRef path, llvm::StringRef name, Session &session,
          llvm::raw_ostream &text, llvm::json::OStream *json) {
  const std::vector<const ir::Function *> functions = select(module, name);
  if (functions.empty() && !name.empty()) {
    llvm::errs() << "nogilc: `" << path << "` has no function `" << name << "`";
    Suggestion suggestion(name);
    for (const ir::Function *function : module.functions)
      if (isWritten(*function))
        suggestion.offer(nameOf(*function));
    if (!suggestion.best().empty())
      llvm::errs() << "; did you mean `" << suggestion.best() << "`?";
    llvm::errs() << '\n';
    return false;
  }
  if (functions.empty() && !json)
    text << "`" << path << "` has no functions\n";
  for (const ir::Function *function : functions) {
    const Why why = gil::whyNotNogil(*function);
    if (json)
      WhyJson(session.sources(), *json).write(why);
    else
      WhyPrinter(session.sources(), text).print(why);
  }
  return true;
}

} // namespace

int runWhy(const Options &command_line) {
  ConfigFinder configs(command_line);
  const bool is_json = command_line.format == DiagnosticFormat::Json;
  int status = kDone;
  std::optional<llvm::json::OStream> json;
  if (is_json)
    json.emplace(llvm::outs(), /*IndentSize=*/2).arrayBegin();
  for (const std::string &input : command_line.inputs) {
    const auto [path, name] = splitInput(input);
    Options options = withConfig(command_line, configs.of(path));
    // The array is the answer; what is wrong with the source is told beside it.
    if (is_json)
      options.format = DiagnosticFormat::Concise;
    Session session(options);
    bool is_found = true;
    PipelineRequest request;
    request.path = path.str();
    request.last = Phase::Lower;
    request.is_check_only = true;
    request.inspect = [&, path = path, name = name](const ir::Module &module) {
      is_found = tell(module, path, name, session, llvm::outs(), json ? &*json : nullptr);
    };
    if (session.acceptsSource(path))
      runPipeline(session, request);
    // Only what keeps the answer from being given: the rest is what `check` tells.
    if (!session.diagnostics().hasErrors() && !session.hasSystemFailed())
      status = std::max(status, is_found ? int{kDone} : int{kSystemFailed});
    else
      status = std::max(status, session.finish());
  }
  if (is_json) {
    json->arrayEnd();
    json.reset();
    llvm::outs() << '\n';
  }
  if (!configs.problems().empty()) {
    show(configs.problems(), configs.sources(), command_line, 0);
    return kSystemFailed;
  }
  return status;
}

} // namespace nogilc::driver
