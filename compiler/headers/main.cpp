// The program nogilc-clang: all that nogilc needs Clang for, apart from it, so that `nogilc` starts
// without Clang and a crash in Clang costs one source. Called by nogilc alone:
//
//   nogilc-clang facts ROOT DIRECTORY NAME EFFECTS -- COMMAND...
//
// writes the facts of one source (cfacts/facts.h) as JSON. EFFECTS is a file with a line `KEY
// NUMBER` for each function of another source that changes the state of the GIL, or empty.
#include "cfacts/facts.h"
#include "headers/unit.h"

#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/raw_ostream.h>

#include <pthread.h>

#include <cstdlib>
#include <functional>

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

} // namespace

int main(int argc, char **argv) {
  const llvm::ArrayRef<const char *> arguments(argv, static_cast<size_t>(argc));
  if (arguments.size() < 8 || llvm::StringRef(arguments[1]) != "facts" ||
      llvm::StringRef(arguments[6]) != "--")
    return fail("nogilc calls this program; it is no command of its own");
  const int status = writeFacts(arguments.drop_front(2));
  llvm::outs().flush();
  std::_Exit(status);
}
