// Expressions as C++ text: the fewest parentheses that keep the meaning and satisfy -Wall.
#include "emit/expressions.h"
#include "emit/punycode.h"
#include "support/catch.h"
#include "support/ir_builder.h"

using namespace nogilc;
using namespace nogilc::test;

TEST_CASE("parentheses") {
  IrBuilder b;
  const auto v = [&](llvm::StringRef name) { return b.ref(b.temporary(name, b.longType())); };
  const Expr *x = v("x"), *y = v("y"), *z = v("z");
  const auto bin = [&](const Expr *l, llvm::StringRef op, const Expr *r) {
    return b.binary(l, op, r);
  };
  CHECK(emit::text(*bin(bin(x, "*", y), "+", z)) == "x * y + z");
  CHECK(emit::text(*bin(x, "*", bin(y, "+", z))) == "x * (y + z)");
  CHECK(emit::text(*bin(bin(x, "-", y), "-", z)) == "x - y - z");
  CHECK(emit::text(*bin(x, "-", bin(y, "-", z))) == "x - (y - z)");
  CHECK(emit::text(*bin(x, "/", bin(y, "*", z))) == "x / (y * z)");
  CHECK(emit::text(*bin(bin(x, "<", y), "&&", bin(y, "<", z))) == "x < y && y < z");
  CHECK(emit::text(*bin(x, "||", bin(y, "&&", z))) == "x || (y && z)");
  CHECK(emit::text(*bin(bin(x, "&&", y), "||", z)) == "(x && y) || z");
  CHECK(emit::text(*bin(bin(x, "||", y), "&&", z)) == "(x || y) && z");
  CHECK(emit::text(*bin(bin(x, "&&", y), "&&", z)) == "x && y && z");
  CHECK(emit::text(*bin(bin(x, "+", y), "|", z)) == "(x + y) | z");
  CHECK(emit::text(*bin(bin(x, "|", y), "|", z)) == "x | y | z");
  CHECK(emit::text(*bin(bin(x, "&", y), "|", z)) == "(x & y) | z");
  CHECK(emit::text(*bin(bin(x, "&", y), "==", z)) == "(x & y) == z");
  CHECK(emit::text(*bin(bin(x, "+", y), "<<", z)) == "(x + y) << z");
  CHECK(emit::text(*bin(bin(x, "<", y), "==", z)) == "(x < y) == z");
  CHECK(emit::text(*b.unary("-", bin(x, "+", y))) == "-(x + y)");
  CHECK(emit::text(*b.unary("-", b.unary("-", x))) == "-(-x)");
  CHECK(emit::text(*b.unary("-", b.literal("-1"))) == "-(-1)");
  CHECK(emit::text(*b.unary("&", b.unary("*", x))) == "&*x");
  CHECK(emit::text(*bin(x, "-", b.literal("-1"))) == "x - -1");
  CHECK(emit::text(*b.unary("!", bin(x, "==", y))) == "!(x == y)");
  const Expr *choice = b.expr(ExprKind::Conditional, "", b.longType(), {x, y, z});
  CHECK(emit::text(*choice) == "x ? y : z");
  CHECK(emit::text(*bin(choice, "+", x)) == "(x ? y : z) + x");
  CHECK(emit::text(*b.expr(ExprKind::Cast, "", b.longType(), {bin(x, "+", y)})) == "(long)(x + y)");
  CHECK(emit::text(*bin(b.expr(ExprKind::Cast, "", b.longType(), {x}), "*", y)) == "(long)x * y");
  CHECK(emit::text(*b.expr(ExprKind::Index, "", b.longType(), {bin(x, "+", y), z})) ==
        "(x + y)[z]");
  CHECK(emit::text(*b.expr(ExprKind::Field, "f", b.longType(), {b.unary("*", x)})) == "(*x).f");
  CHECK(emit::text(*bin(x, "+", b.named("A + B"))) == "x + (A + B)");
}

TEST_CASE("owned objects are pointers where C++ does not make them one") {
  IrBuilder b;
  const Expr *owned = b.ref(b.owned("t1"));
  CHECK(emit::text(*owned) == "t1.get()");
  CHECK(emit::condition(*owned) == "t1");
  CHECK(emit::text(*b.unary("!", owned)) == "!t1");
  CHECK(emit::place(*owned) == "t1");
  std::string argument;
  emit::writeObject(*owned, argument);
  CHECK(argument == "t1");
}

TEST_CASE("calls of the runtime name the type of Any where C++ cannot find it") {
  IrBuilder b;
  const Expr *x = b.ref(b.temporary("x", b.longType()));
  const auto call = [&](Exprs args) {
    auto *expr = const_cast<Expr *>(b.expr(ExprKind::Call, "", b.longType(), args));
    expr->entry = RuntimeEntry::c_floordiv;
    return emit::text(*expr);
  };
  CHECK(call({x, x}) == "ng::c_floordiv(x, x)");
  CHECK(call({x, b.literal("2")}) == "ng::c_floordiv<long>(x, 2)");
}

TEST_CASE("declarations") {
  IrBuilder b;
  CHECK(emit::declaration(*b.temporary("n", b.longType())) == "long n");
  CHECK(emit::declaration(*b.temporary("n", b.longType()), true) == "const long n");
  CHECK(emit::declaration(*b.temporary("p", b.types.pointer(b.longType())), true) ==
        "long *const p");
  CHECK(emit::declaration(*b.owned("o")) == "ng::Ref o");
  CHECK(emit::declaration(*b.temporary("o", b.object(), Holding::Borrowed), true) ==
        "PyObject *const o");
  CHECK(emit::declaration(*b.temporary("a", b.types.array(b.object(), 3), Holding::Owned)) ==
        "ng::Ref a[3]");
}

TEST_CASE("names of init functions") {
  CHECK(emit::initFunctionName("fib") == "PyInit_fib");
  // Made by CPython: 'café'.encode('punycode') and so on.
  CHECK(emit::initFunctionName("caf\xC3\xA9") == "PyInitU_caf_dma");
  CHECK(emit::initFunctionName("\xE3\x83\xA2\xE3\x82\xB8\xE3\x83\xA5\xE3\x83\xBC\xE3\x83\xAB") ==
        "PyInitU_yck6dky8f");
}
