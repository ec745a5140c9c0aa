// The program nogilc-clang: all that nogilc needs Clang for, apart from it, so that `nogilc` starts
// without Clang and a crash in Clang costs one source. Called by nogilc alone:
//
//   nogilc-clang facts ROOT DIRECTORY NAME EFFECTS -- COMMAND...
//
// writes the facts of one source (cfacts/facts.h) as JSON. EFFECTS is a file with a line `KEY
// NUMBER` for each function of another source that changes the state of the GIL, or empty.
//
//   nogilc-clang bindgen REQUEST
//
// writes declarations of headers (cfacts/bindings.h) as JSON; REQUEST is a file with what is asked.
//
//   nogilc-clang truth ROOT DIRECTORY FOLDER REQUEST -- COMMAND...
//
// compares the declarations in the file REQUEST (cfacts/declarations.h) with their headers.
#include "cfacts/bindings.h"
#include "cfacts/declarations.h"
#include "cfacts/facts.h"
#include "headers/bindgen.h"
#include "headers/truth.h"
#include "headers/unit.h"

#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <pthread.h>

#include <cstdlib>
#include <functional>
#include <optional>

using namespace nogilc;

namespace {

/// Expressions nest as deep as people and generators write them.
constexpr size_t kStackSize = size_t{512} << 20;

/// Runs something on a thread with a stack of its own size.
bool runWithLargeStack(const std::function<void()> &work) {
  pthread_attr_t attributes;
  pthread_t thread{};
  if (pthread_attr_init(&attributes) != 0 ||
      pthread_attr_setstacksize(&attributes, kStackSize) != 0)
    return false;
  const auto start = [](void *argument) -> void * {
    (*static_cast<const std::function<void()> *>(argument))();
    return nullptr;
  };
  return pthread_create(&thread, &attributes, start, const_cast<std::function<void()> *>(&work)) ==
             0 &&
         pthread_join(thread, nullptr) == 0;
}

int fail(const llvm::Twine &message) {
  llvm::errs() << "nogilc-clang: " << message << '\n';
  return 2;
}

bool readEffects(llvm::StringRef path, llvm::StringMap<cfacts::Effect> &effects) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return false;
  llvm::SmallVector<llvm::StringRef, 0> lines;
  (*buffer)->getBuffer().split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (const llvm::StringRef line : lines) {
    const auto [key, number] = line.rsplit(' ');
    unsigned value = 0;
    if (number.getAsInteger(10, value))
      return false;
    effects[key] = static_cast<cfacts::Effect>(value);
  }
  return true;
}

int writeFacts(llvm::ArrayRef<const char *> arguments) {
  headers::UnitRequest request;
  request.names = {arguments[1], arguments[0], arguments[2]};
  if (arguments[3][0] != '\0' && !readEffects(arguments[3], request.effects))
    return fail(llvm::Twine("cannot read `") + arguments[3] + "`");
  request.command.assign(arguments.begin() + 5, arguments.end());
  cfacts::Unit unit;
  if (!runWithLargeStack([&] { unit = headers::readUnit(request); }))
    return fail("cannot start a thread");
  llvm::outs() << cfacts::toJson(unit) << '\n';
  return 0;
}

int writeTruth(llvm::ArrayRef<const char *> arguments) {
  const auto text = llvm::MemoryBuffer::getFile(arguments[3]);
  if (!text)
    return fail(llvm::Twine("cannot read `") + arguments[3] + "`");
  llvm::Expected<cfacts::HeaderRequest> what = cfacts::headerRequestFromJson((*text)->getBuffer());
  if (!what)
    return fail(llvm::toString(what.takeError()));
  headers::TruthRequest request;
  request.what = std::move(*what);
  request.root = arguments[0];
  request.directory = arguments[1];
  request.folder = arguments[2];
  request.command.assign(arguments.begin() + 5, arguments.end());
  cfacts::HeaderReport report;
  if (!runWithLargeStack([&] { report = headers::compareHeaders(request); }))
    return fail("cannot start a thread");
  llvm::outs() << cfacts::toJson(report) << '\n';
  return 0;
}

int writeBindings(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  if (!buffer)
    return fail("cannot read `" + path + "`");
  llvm::Expected<cfacts::BindingsRequest> request =
      cfacts::bindingsRequestFromJson((*buffer)->getBuffer());
  if (!request)
    return fail(llvm::toString(request.takeError()));
  cfacts::Bindings bindings;
  if (!runWithLargeStack([&] { bindings = headers::bindHeaders(*request); }))
    return fail("cannot start a thread");
  llvm::outs() << cfacts::toJson(bindings) << '\n';
  return 0;
}

/// Nothing: it is no command that there is.
std::optional<int> run(llvm::ArrayRef<const char *> arguments) {
  const llvm::StringRef command = arguments.size() > 1 ? arguments[1] : "";
  if (command == "facts" && arguments.size() >= 8 && llvm::StringRef(arguments[6]) == "--")
    return writeFacts(arguments.drop_front(2));
  if (command == "truth" && arguments.size() >= 8 && llvm::StringRef(arguments[6]) == "--")
    return writeTruth(arguments.drop_front(2));
  if (command == "bindgen" && arguments.size() == 3)
    return writeBindings(arguments[2]);
  return std::nullopt;
}

} // namespace

int main(int argc, char **argv) {
  const llvm::ArrayRef<const char *> arguments(argv, static_cast<size_t>(argc));
  const std::optional<int> status = run(arguments);
  if (!status)
    return fail("nogilc calls this program; it is no command of its own");
  llvm::outs().flush();
  std::_Exit(*status);
}
