// Names of modules out of paths, dependency files, words, and processes.
#include "driver/paths.h"

#include "driver/depfile.h"
#include "driver/distutils.h"
#include "driver/process.h"
#include "driver/tasks.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

#include <llvm/Support/FileSystem.h>

#include <atomic>

using namespace nogilc;
using namespace nogilc::driver;

using Words = std::vector<std::string>;

TEST_CASE("a file outside of packages is a module of its folder") {
  test::TemporaryFolder folder;
  const ModulePlace place = placeOf(folder.write("fib.pyx", ""));
  CHECK(place.name == "fib");
  CHECK(place.root == folder.path());
  CHECK_FALSE(place.is_package);
  CHECK(placeOf("fib.pyx").root == "");
}

TEST_CASE("folders with an __init__ are packages") {
  test::TemporaryFolder folder;
  llvm::sys::fs::create_directories(folder.path("outer/inner"));
  folder.write("outer/__init__.py", "");
  folder.write("outer/inner/__init__.pxd", "");
  const ModulePlace place = placeOf(folder.write("outer/inner/mod.pyx", ""));
  CHECK(place.name == "outer.inner.mod");
  CHECK(place.root == folder.path());
  const ModulePlace package = placeOf(folder.write("outer/__init__.pyx", ""));
  CHECK(package.name == "outer");
  CHECK(package.is_package);
}

TEST_CASE("paths are joined and split") {
  CHECK(joinPath("", "a") == "a");
  CHECK(joinPath("d", "a") == "d/a");
  CHECK(joinPath("d/", "a") == "d/a");
  CHECK(joinPath("d", "/a") == "/a");
  CHECK(folderOf("a") == "");
  CHECK(folderOf("/a") == "/");
  CHECK(folderOf("d/e/a") == "d/e");
}

TEST_CASE("depfiles are written and read") {
  const Words files = {"a b.pyx", "c#d.pxd", "$e.pxi"};
  const std::string text = depfileText("out put.cpp", files);
  CHECK(text == "out\\ put.cpp: \\\n  a\\ b.pyx \\\n  c\\#d.pxd \\\n  $$e.pxi\n");
  CHECK(parseDepfile(text) == files);
}

TEST_CASE("the depfiles of C++ compilers are read") {
  CHECK(parseDepfile("x.o: x.cpp a.h \\\n b.h\n\na.h:\n\nb.h:\n") == Words{"x.cpp", "a.h", "b.h"});
  CHECK(parseDepfile("").empty());
}

TEST_CASE("words are split as a shell does it") {
  CHECK(splitWords(" a  b\tc ") == Words{"a", "b", "c"});
  CHECK(splitWords("-DX=\"a b\" 'c d'e f\\ g") == Words{"-DX=a b", "c de", "f g"});
  CHECK(splitWords("'' x") == Words{"", "x"});
  CHECK(splitWords("").empty());
}

TEST_CASE("programs are run and heard") {
  const ProcessResult result = runProcess({"sh", "-c", "echo out; echo err >&2; exit 3"});
  CHECK(result.status == 3);
  CHECK(result.output == "out\n");
  CHECK(result.errors == "err\n");
  const ProcessResult missing = runProcess({"no-such-program-here"});
  CHECK(missing.status == -1);
  CHECK(missing.errors == "`no-such-program-here` was not found");
  CHECK(shellText({"a", "b c", "it's", ""}) == "a 'b c' 'it'\\''s' ''");
}

TEST_CASE("tasks all run, and one that fails is noticed") {
  std::atomic<int> count = 0;
  std::vector<Task> tasks;
  for (int i = 0; i < 20; ++i)
    tasks.push_back([&, i] {
      ++count;
      return i != 3;
    });
  CHECK_FALSE(runTasks(tasks, 4));
  CHECK(count == 20);
  CHECK(runTasks({}, 0));
}
