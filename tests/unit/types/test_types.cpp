// Interning, spelling, arithmetic and the conversion table.
#include "types/conversion.h"
#include "types/types.h"

#include "support/catch.h"

using namespace nogilc::types;

namespace {
struct Fixture {
  TypeContext types;
  const Type *i = types.integer(IntegerKind::Int);
  const Type *u = types.integer(IntegerKind::UInt);
  const Type *l = types.integer(IntegerKind::Long);
  const Type *c = types.integer(IntegerKind::Char);
  const Type *size = types.integer(IntegerKind::Size);
  const Type *d = types.floating(FloatKind::Double);
  const Type *f = types.floating(FloatKind::Float);
  const Type *o = types.object();
  const Type *list = types.object(ObjectKind::List);
  const Type *v = types.voidType();

  const Type *ptr(const Type *t) { return types.pointer(t); }
  const Type *cst(const Type *t) { return types.qualified(t, true, false); }
  const FunctionType *function(ExceptionSpec exception, bool is_nogil = false) {
    const Type *parameters[] = {i};
    FunctionType parts{};
    parts.kind = TypeKind::Function;
    parts.result = i;
    parts.parameters = parameters;
    parts.is_nogil = is_nogil;
    parts.exception = exception;
    return types.function(parts);
  }
  ConversionKind implicit(const Type *a, const Type *b) { return implicitConversion(a, b).kind; }
  ConversionKind cast(const Type *a, const Type *b) { return castConversion(a, b).kind; }
};
using K = ConversionKind;
using E = ExceptionKind;
} // namespace

TEST_CASE_METHOD(Fixture, "equal types are one object") {
  CHECK(ptr(i) == ptr(i));
  CHECK(ptr(i) != ptr(u));
  CHECK(cst(cst(i)) == cst(i));
  CHECK(types.qualified(i, false, false) == i);
  CHECK(types.array(i, 3) == types.array(i, 3));
  CHECK(types.array(i, 3) != types.array(i, 4));
  CHECK(function({}) == function({}));
  CHECK(function({}) != function({}, true));
  CHECK(function({E::Value, "-1", {}}) != function({E::Value, "-2", {}}));
  CHECK(types.newStruct() != types.newStruct());
  CHECK(ptr(v) != types.nullPointer());
}

TEST_CASE_METHOD(Fixture, "spelling in the dialect and in C++") {
  CHECK(spelling(u) == "unsigned int");
  CHECK(spelling(ptr(d)) == "double *");
  CHECK(spelling(ptr(ptr(cst(c)))) == "const char **");
  CHECK(spelling(types.pointer(function({}, true))) == "int (*)(int) noexcept nogil");
  CHECK(spelling(function({E::CheckedValue, "-1", {}})) == "int (int) except? -1");
  CHECK(spelling(types.array(i, 3)) == "int[3]");
  CHECK(spelling(types.object(ObjectKind::Int)) == "int object");
  CHECK(cppDeclaration(i, "x") == "int x");
  CHECK(cppDeclaration(types.bint(), "b") == "int b");
  CHECK(cppDeclaration(types.array(d, 3), "a") == "double a[3]");
  CHECK(cppDeclaration(types.array(types.array(d, 3), 2), "a") == "double a[2][3]");
  CHECK(cppDeclaration(types.pointer(function({})), "f") == "int (*f)(int)");
  CHECK(cppDeclaration(types.pointer(types.array(i, 3)), "p") == "int (*p)[3]");
  CHECK(cppDeclaration(types.array(ptr(i), 3), "p") == "int *p[3]");
  CHECK(cppDeclaration(cst(ptr(c)), "p") == "char *const p");
  CHECK(cppDeclaration(o, "x") == "PyObject* x");
  CHECK(cppDeclaration(ptr(o), "x") == "PyObject**x");
}

TEST_CASE_METHOD(Fixture, "the usual arithmetic conversions") {
  auto common = [&](const Type *a, const Type *b) { return commonArithmetic(types, a, b); };
  CHECK(common(i, i) == i);
  CHECK(common(c, c) == i);
  CHECK(common(types.bint(), types.bint()) == i);
  CHECK(common(i, u) == u);
  CHECK(common(u, l) == l);
  CHECK(common(l, size) == size);
  CHECK(common(l, f) == f);
  CHECK(common(f, d) == d);
  CHECK(common(cst(l), i) == l);
  auto *alias = types.newTypedef();
  alias->underlying = l;
  CHECK(common(alias, l) == alias);
  CHECK(common(l, alias) == alias);
  CHECK(common(alias, d) == d);
}

TEST_CASE_METHOD(Fixture, "implicit conversions") {
  CHECK(implicit(i, i) == K::Identity);
  CHECK(implicit(cst(i), i) == K::Identity);
  CHECK(implicit(i, l) == K::CArithmetic);
  CHECK(implicit(i, d) == K::CArithmetic);
  CHECK(implicit(d, i) == K::Impossible);
  CHECK(implicit(i, o) == K::ToObject);
  CHECK(implicit(o, i) == K::FromObject);
  CHECK(implicit(o, types.bint()) == K::ObjectTruth);
  CHECK(implicit(i, list) == K::Impossible);
  CHECK(implicit(o, list) == K::ObjectTest);
  CHECK(implicit(list, o) == K::ObjectUpcast);
  CHECK(implicit(list, types.object(ObjectKind::Dict)) == K::Impossible);
  CHECK(implicit(o, ptr(c)) == K::BytesToCharPtr);
  CHECK(implicit(ptr(c), o) == K::CharPtrToBytes);
  CHECK(implicit(types.object(ObjectKind::Str), ptr(c)) == K::Impossible);
  CHECK(implicit(ptr(i), o) == K::Impossible);
  CHECK(implicit(o, ptr(v)) == K::Impossible);
  CHECK(implicit(types.error(), list) == K::Identity);
  CHECK(implicitConversion(i, o).needs_gil);
  CHECK_FALSE(implicitConversion(i, d).needs_gil);
}

TEST_CASE_METHOD(Fixture, "pointers") {
  CHECK(implicit(ptr(i), ptr(v)) == K::CPointer);
  CHECK(implicit(ptr(v), ptr(i)) == K::Impossible);
  CHECK(cast(ptr(v), ptr(i)) == K::CPointer);
  CHECK(implicit(types.nullPointer(), ptr(i)) == K::CPointer);
  CHECK(implicit(ptr(c), ptr(cst(c))) == K::CPointer);
  // As in C, `const` may be left out; C++ wants a cast then.
  CHECK(implicit(ptr(cst(c)), ptr(c)) == K::CPointer);
  CHECK(implicit(ptr(cst(c)), ptr(v)) == K::CPointer);
  CHECK(implicit(ptr(ptr(cst(c))), ptr(ptr(c))) == K::CPointer);
  CHECK(implicit(ptr(cst(c)), ptr(i)) == K::Impossible);
  CHECK(losesConst(ptr(cst(c)), ptr(c)));
  CHECK(losesConst(ptr(ptr(cst(c))), ptr(ptr(c))));
  CHECK_FALSE(losesConst(ptr(c), ptr(cst(c))));
  CHECK_FALSE(losesConst(ptr(c), ptr(v)));
  CHECK(implicit(types.array(i, 3), ptr(i)) == K::CPointer);
  CHECK(implicit(i, ptr(i)) == K::Impossible);
  CHECK(cast(types.integer(IntegerKind::Size), ptr(i)) == K::CPointer);
  CHECK(cast(ptr(v), o) == K::CPointer);
  CHECK(cast(ptr(i), o) == K::Impossible);
  CHECK(cast(o, ptr(v)) == K::CPointer);
  CHECK(cast(d, i) == K::CArithmetic);
  CHECK(cast(o, i) == K::FromObject);
}

TEST_CASE_METHOD(Fixture, "a pointer takes functions that promise at least as much") {
  auto takes = [&](const FunctionType *pointee, const FunctionType *from) {
    return implicit(from, types.pointer(pointee)) == K::CPointer;
  };
  const ExceptionSpec none{}, value{E::Value, "-1", {}}, other{E::Value, "-2", {}},
      checked{E::CheckedValue, "-1", {}}, always{E::Always, {}, {}};
  CHECK(takes(function(none), function(none, true)));
  CHECK_FALSE(takes(function(none, true), function(none)));
  for (const ExceptionSpec &from : {none, value, other, checked, always})
    CHECK(takes(function(always), function(from)));
  CHECK(takes(function(checked), function(none)));
  CHECK(takes(function(checked), function(value)));
  CHECK_FALSE(takes(function(checked), function(other)));
  CHECK_FALSE(takes(function(checked), function(always)));
  CHECK(takes(function(value), function(value)));
  CHECK_FALSE(takes(function(value), function(none)));
  CHECK_FALSE(takes(function(value), function(checked)));
  CHECK_FALSE(takes(function(none), function(checked)));
}
