// What is said about mistakes, and where. One line a mistake.
#include "parse_fixture.h"
#include "support/catch.h"

using namespace nogilc::test;

namespace {

struct Mistake {
  const char *source;
  const char *problem; ///< `line:column words`: the words occur in the message
};

void check(std::initializer_list<Mistake> mistakes, const char *path = "test.pyx",
           uint8_t level = 3) {
  for (const Mistake &mistake : mistakes) {
    Parsed parsed(mistake.source, path, level);
    INFO(mistake.source);
    INFO(parsed.problemText());
    const auto problems = parsed.problems();
    REQUIRE(problems.size() == 1);
    const llvm::StringRef expected = mistake.problem;
    const auto [place, words] = expected.split(' ');
    CHECK(llvm::StringRef(problems[0]).split(' ').first == place);
    CHECK_THAT(problems[0], ContainsSubstring(words.str()));
  }
}

} // namespace

TEST_CASE("a missing colon names the part that it belongs to") {
  check({
      {"if a\n    b\n", "1:5 expected `:` after the `if` condition, found the end of the line"},
      {"if a b:\n    c\n", "1:6 expected `:` after the `if` condition, found `b`"},
      {"while a\n    b\n", "1:8 expected `:` after the `while` condition"},
      {"for a in b\n    c\n", "1:11 expected `:` after the head of the `for`"},
      {"def f(a)\n    b\n", "1:9 expected `:` after the head of the function"},
      {"class A\n    b\n", "1:8 expected `:` after the head of the class"},
      {"with a as b c\n    d\n", "1:13 expected `:` after the items of the `with`"},
      {"if a:\n    b\nelse\n    c\n", "3:5 expected `:` after `else`"},
      {"try\n    a\nfinally:\n    b\n", "1:4 expected `:` after `try`"},
      {"f(lambda x y z: a)\n", "1:14 expected `:` after the parameters of the lambda"},
  });
}

TEST_CASE("a missing block") {
  check({
      {"if a:\nb\n", "1:1 expected an indented block behind this `if`"},
      {"def f():\n", "1:1 expected an indented block behind this `def`"},
      {"a\n    b\n", "2:5 this block does not belong to the line before it"},
      {"else:\n    a\n", "1:1 `else` does not belong to a statement before it"},
      {"for a in b:\n    c\nelif d:\n    e\n", "3:1 `elif` does not belong"},
      {"@a\nb = c\n", "1:1 expected a function or a class behind the decorator"},
  });
}

TEST_CASE("expressions") {
  check({
      {"a +\n", "1:4 expected an expression, found the end of the line"},
      {"a b\n", "1:3 expected the end of the statement, found `b`"},
      {"f(a b)\n", "1:5 found `b`"},
      {"[a, b c]\n", "1:7 expected `,` or `]`, found `c`"},
      {"if a = b:\n    c\n", "1:6 an assignment cannot stand here"},
      {"(a = b)\n", "1:4 an assignment cannot stand here"},
      {"a == not b\n", "1:6 put `not ...` in parentheses"},
      {"a if b\n", "1:7 expected `else`"},
      {"a && b\n", "1:3 `&&` is written `and`"},
      {"a || b\n", "1:3 `||` is written `or`"},
      {"a = $b\n", "1:5 invalid character `$`"},
      {"a := b\n", "1:3 `:=` needs parentheses"},
      {"(a.b := c)\n", "1:2 `:=` can only assign to a name"},
      {"print a\n", "1:7 `print` is a function at language level 3"},
      {"`a`\n", "1:1 only at language level 2"},
      {"*a\n", "1:1 `*` unpacks only inside"},
      {"{a: b, c}\n", "1:8 a dict needs a key and a value here"},
      {"{a, b: c}\n", "1:5 a set cannot hold `key: value`"},
      {"a[]\n", "1:2 an index is missing"},
      {"await a\n", "1:1 `await` outside of an async function"},
  });
}

TEST_CASE("arguments and parameters") {
  check({
      {"f(a=1, b)\n", "1:8 a positional argument cannot follow a keyword argument"},
      {"f(**a, b)\n", "1:8 a positional argument cannot follow `**...`"},
      {"f(**a, *b)\n", "1:8 cannot follow `**...`"},
      {"f(a=1, a=2)\n", "1:8 the keyword argument `a` is given twice"},
      {"f(1=2)\n", "1:3 only a name can stand before the `=`"},
      {"f(a for a in b, c)\n", "1:3 needs parentheses"},
      {"def f(a, a): pass\n", "1:10 the parameter `a` is there twice"},
      {"def f(a=1, b): pass\n", "1:12 cannot follow one with a default value"},
      {"def f(*, **a): pass\n", "1:7 a named parameter must follow `*`"},
      {"def f(**a, b): pass\n", "1:12 nothing can follow `**`"},
      {"def f(/, a): pass\n", "1:7 a parameter is missing before `/`"},
      {"def f(a, *b, *c): pass\n", "1:14 `*` can stand only once"},
      {"def f() nogil: pass\n", "1:9 found `nogil`"},
      {"def f(a=*): pass\n", "1:9 only in .pxd files"},
  });
}

TEST_CASE("targets") {
  check({
      {"1 = a\n", "1:1 cannot assign to a literal"},
      {"None = a\n", "1:1 cannot assign to `None`"},
      {"a, b + c = d\n", "1:4 cannot assign to an expression"},
      {"a < b = c\n", "1:1 cannot assign to a comparison"},
      {"*a = b\n", "1:1 a target with `*` must stand in a list or tuple"},
      {"*a, *b = c\n", "1:5 only one of the targets can have a `*`"},
      {"a, b += c\n", "1:1 cannot assign to a tuple with an operator"},
      {"del 1\n", "1:5 cannot delete a literal"},
      {"for 1 in a: pass\n", "1:5 cannot assign to a literal"},
      {"[a for 1 in b]\n", "1:8 cannot assign to a literal"},
      {"(a, b): c\n", "1:1 cannot annotate a tuple"},
      {"lambda: a = b\n", "1:1 cannot assign to a lambda"},
  });
  check({{"f() = a\n", "1:1 cannot assign to a call"}}, "test.py");
}

TEST_CASE("statements in the wrong place") {
  check({
      {"return a\n", "1:1 `return` outside of a function"},
      {"class A:\n    return\n", "2:5 `return` outside of a function"},
      {"break\n", "1:1 `break` outside of a loop"},
      {"for a in b:\n    def f():\n        continue\n", "3:9 `continue` outside of a loop"},
      {"yield a\n", "1:1 `yield` outside of a function"},
      {"async def f():\n    yield from a\n", "2:5 `yield from` in an async function"},
      {"nonlocal a\n", "1:1 `nonlocal` outside of a function"},
      {"def f():\n    async with a: pass\n", "2:5 `async with` outside of an async function"},
      {"def f():\n    from a import *\n", "2:5 can only stand at the top of a module"},
      {"from a import b,\n", "1:16 only in parentheses"},
      {"class A:\n    cdef int a\n", "2:5 cannot stand in a Python class"},
      {"if a:\n    cdef int b\n", "2:5 cannot stand inside `if`"},
      {"def f():\n    cdef int g():\n        pass\n", "2:5 cannot be defined inside a function"},
      {"try:\n    a\n", "1:1 `try` needs an `except` or a `finally`"},
      {"try:\n    a\nexcept:\n    b\nexcept C:\n    d\n", "3:1 must be the last one"},
  });
}

TEST_CASE("declarations") {
  check({
      {"cdef int\n", "1:6 a name is missing in this declaration"},
      {"cdef int a b\n", "1:12 expected the end of the statement"},
      {"cdef f(x not None):\n    pass\n",
       "1:10 `not None` can only stand in the parameters of a `def`"},
      {"cdef unsigned float a\n", "1:6 `unsigned float` is not a C type"},
      {"cdef long long long a\n", "1:6 is not a C type"},
      {"cdef int f() -> int:\n    pass\n", "1:17 return type before its name"},
      {"cdef int a:\n    pass\n", "1:10 only a function can have a body"},
      {"cdef extern from \"a.h\":\n    int b = 1\n", "2:13 is ignored"},
      {"cdef extern public int a\n", "1:13 only one of"},
      {"cdef int f() except: pass\n", "1:20 expected a value, `*` or `+` behind `except`"},
      {"cdef int f() except +nogil\n", "1:22 needs a space"},
      {"cpdef struct A:\n    int a\n", "1:1 is declared with `cdef`"},
      {"cdef struct A:\n    pass\n", "1:1 can only stand in an extern block"},
      {"cdef class A(b=c): pass\n", "1:14 cannot take keyword arguments"},
      {"ctypedef int\n", "1:10 the new name of the type is missing"},
      {"for i from 0 <= j < 3: pass\n", "1:17 must be the target `i`"},
      {"for i from 0 <= i > 3: pass\n", "1:19 different directions"},
      {"a = new int\n", "1:5 needs the arguments of a constructor"},
      {"cdef int[:, 3] a\n", "1:13 each axis of a memoryview type needs a `:`"},
  });
}

TEST_CASE("Cython in a .py file") {
  check(
      {
          {"cdef int a\n", "1:1 can only stand in .pyx, .pxd and .pxi files"},
          {"a = <int>b\n", "1:5 cannot stand in a .py file"},
          {"a = &b\n", "1:5 cannot stand in a .py file"},
          {"def f(int a): pass\n", "1:7 cannot stand in a .py file"},
          {"a = 3U\n", "1:5 cannot stand in a .py file"},
      },
      "test.py");
}

TEST_CASE("literals") {
  check({
      {"a = 0x\n", "1:5 needs digits"},
      {"a = 0o8\n", "1:5 needs digits"},
      {"a = 0b12\n", "1:8 `2` is no digit of a binary number"},
      {"a = 1abc\n", "1:5 a name cannot begin with a digit"},
      {"a = 018\n", "1:5 an octal number has digits from 0 to 7"},
      {"a = '\\x1'\n", "1:6 `\\x` needs two hexadecimal digits"},
      {"a = '\\N{no such character}'\n", "1:6 there is no character of this name"},
      {"a = c'ab'\n", "1:5 exactly one byte"},
      {"a = b'a' 'b'\n", "1:5 bytes and text literals cannot be joined"},
      {"a = bf'a'\n", "1:5 there is no string prefix `bf`"},
      {"a = b'\xc3\xa4'\n", "1:7 only hold ASCII"},
      {"a = 'b\n", "1:5 never closed"},
      {"a = '''b\n", "1:5 never closed"},
      {"a = f'{x'\n", "1:7 `{` is never closed"},
      {"a = f'b}'\n", "1:8 unmatched `}`"},
      {"a = f'{}'\n", "1:7 an expression is missing between the braces"},
      {"a = f'{b!x}'\n", "1:10 there is no conversion `!x`"},
  });
}

TEST_CASE("brackets and layout") {
  check({
      {"a = (b\n", "1:5 `(` is never closed"},
      {"a = [b\ndef f():\n    pass\n", "1:5 `[` is never closed"},
      {"a = b)\n", "1:6 unmatched `)`"},
      {"a = (b]\n", "1:7 unmatched `]`"},
      {"if a:\n    b\n  c\n", "3:1 indented less"},
      {"if a:\n\tb\n        c\n", "3:1 inconsistent use of tabs and spaces"},
      {"a = b \\ c\n", "1:7 only the end of a line"},
  });
}

TEST_CASE("patterns") {
  check({
      {"match a:\n    case _: pass\n    case b: pass\n", "2:10 matches everything"},
      {"match a:\n    case [*b, *c]: pass\n", "2:15 only one `*`"},
      {"match a:\n    case A(b=1, 2): pass\n", "2:17 cannot follow a keyword pattern"},
      {"match a:\n    case b as _: pass\n", "2:15 `_` cannot be the target"},
      {"match a:\n    case {**b, 'c': 1}: pass\n", "2:16 nothing can follow `**`"},
      {"match a:\n    case [b, C(b)]: pass\n", "2:16 binds `b` twice"},
      {"match a:\n    case [b] | [b, c]: pass\n", "2:10 does not bind `c`"},
  });
}

TEST_CASE("five mistakes are five problems") {
  Parsed parsed("def f(a b:\n"
                "    return a\n"
                "x = 1 +\n"
                "class A:\n"
                "    def g(self)\n"
                "        y = = 2\n"
                "    z = 3\n"
                "if x:\n"
                "    for i in :\n"
                "        pass\n"
                "w = [1, 2\n"
                "def h(): return 1\n");
  INFO(parsed.problemText());
  const auto problems = parsed.problems();
  REQUIRE(problems.size() == 6);
  CHECK_THAT(problems[0], ContainsSubstring("1:6 unclosed-bracket"));
  CHECK_THAT(problems[1], ContainsSubstring("3:8 syntax-error"));
  CHECK_THAT(problems[2], ContainsSubstring("5:16 syntax-error"));
  CHECK_THAT(problems[3], ContainsSubstring("6:13 syntax-error"));
  CHECK_THAT(problems[4], ContainsSubstring("9:14 syntax-error"));
  CHECK_THAT(problems[5], ContainsSubstring("11:5 unclosed-bracket"));
  // What is right around the mistakes is there.
  CHECK(llvm::isa<nogilc::syntax::FunctionDef>(parsed.module->body.back()));
}

TEST_CASE("a mistake in a nested block leaves the statements around it") {
  Parsed parsed("class A:\n"
                "    def f(self):\n"
                "        if self:\n"
                "            a b\n"
                "            c = 1\n"
                "        return 2\n"
                "    x = 3\n");
  CHECK(parsed.problems().size() == 1);
  const auto &cls = parsed.statement<nogilc::syntax::ClassDef>();
  REQUIRE(cls.body.size() == 2);
  const auto *function = llvm::cast<nogilc::syntax::FunctionDef>(cls.body[0]);
  REQUIRE(function->body.size() == 2);
  const auto *branch = llvm::cast<nogilc::syntax::IfStmt>(function->body[0]);
  REQUIRE(branch->clauses[0]->body.size() == 2);
  CHECK(llvm::isa<nogilc::syntax::ErrorStmt>(branch->clauses[0]->body[0]));
  CHECK(llvm::isa<nogilc::syntax::AssignStmt>(branch->clauses[0]->body[1]));
}
