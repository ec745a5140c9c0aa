// Interned names, the arena, suggestions.
#include <llvm/ADT/DenseMap.h>
#include "support/arena.h"
#include "support/catch.h"
#include "support/name.h"
#include "support/suggest.h"

using namespace nogilc;

TEST_CASE("equal text is the same name") {
  Interner interner;
  const Name a = interner.intern("alpha");
  CHECK(a == interner.intern(std::string("al") + "pha"));
  CHECK(a != interner.intern("beta"));
  CHECK(a.str() == "alpha");
  CHECK(a == "alpha");
  CHECK(interner.size() == 2);
}

TEST_CASE("the empty name needs no interner") {
  Interner interner;
  CHECK(Name() == interner.intern(""));
  CHECK(Name().str().empty());
  CHECK_FALSE(Name());
}

TEST_CASE("names are keys") {
  Interner interner;
  llvm::DenseMap<Name, int> map;
  map[interner.intern("a")] = 1;
  map[interner.intern("b")] = 2;
  CHECK(map.lookup(interner.intern("a")) == 1);
  CHECK(map.lookup(interner.intern("c")) == 0);
}

TEST_CASE("an arena makes and copies") {
  struct Pair {
    int a, b;
  };
  Arena arena;
  const Pair *pair = arena.make<Pair>(1, 2);
  CHECK(pair->b == 2);
  std::string text = "short lived";
  const llvm::StringRef kept = arena.copyText(text);
  text = "gone";
  CHECK(kept == "short lived");
  llvm::SmallVector<int, 4> numbers{1, 2, 3};
  const llvm::ArrayRef<int> copied = arena.copy(numbers);
  numbers[0] = 9;
  CHECK(copied[0] == 1);
  CHECK(copied.size() == 3);
}

TEST_CASE("the nearest word is suggested, if one is near") {
  const std::vector<llvm::StringRef> words = {"boundscheck", "wraparound", "cdivision", "x"};
  CHECK(suggest("boundcheck", words) == "boundscheck");
  CHECK(suggest("wraparond", words) == "wraparound");
  CHECK(suggest("profile", words).empty());
  CHECK(suggest("y", words).empty());
}
