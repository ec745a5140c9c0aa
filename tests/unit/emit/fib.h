// A module by hand: `cdef unsigned long fibonacci(unsigned long n) nogil` and two `def`s around it.
#pragma once

#include "support/ir_builder.h"

namespace nogilc::test {

inline const char *const kFibSource = R"(
cdef unsigned long fibonacci(unsigned long n) noexcept nogil:
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)

def fib(unsigned long n):
    with nogil:
        r = fibonacci(n)
    return r

def total(values):
    s = 0
    for v in values:
        s = s + v
    return s
)";

inline void buildFibonacci(IrBuilder &b) {
  const Type *ulong = b.types.integer(types::IntegerKind::ULong);
  const types::FunctionType *type = b.functionType(ulong, {ulong}, /*is_nogil=*/true);
  b.place("cdef unsigned long fibonacci");
  ir::Function *fibonacci = b.begin(ir::FunctionRole::C, "fibonacci", type);
  fibonacci->entry_state = ir::GilState::Either;
  fibonacci->may_raise = false;
  Variable *n = b.parameter("n", ulong);
  b.place("if n < 2");
  b.branch(b.binary(b.ref(n), "<", b.literal("2")), [&] {
    b.place("return n");
    b.ret(b.ref(n));
  });
  b.place("return fibonacci(n - 1)");
  Variable *t1 = b.temporary("t1", ulong);
  Variable *t2 = b.temporary("t2", ulong);
  b.callFunction(fibonacci, {b.binary(b.ref(n), "-", b.literal("1"))}, t1);
  b.callFunction(fibonacci, {b.binary(b.ref(n), "-", b.literal("2"))}, t2);
  b.ret(b.binary(b.ref(t1), "+", b.ref(t2)));
}

inline void buildFib(IrBuilder &b) {
  const Type *ulong = b.types.integer(types::IntegerKind::ULong);
  const Function *fibonacci = b.function;
  b.place("def fib");
  ir::Function *fib = b.begin(ir::FunctionRole::Python, "fib");
  Variable *n_object = b.parameter("n_object", b.object(), Holding::Borrowed);
  Variable *n = b.local("n", ulong);
  Variable *r = b.local("r", ulong);
  b.frame(b.literal("nullptr"), [&] {
    b.callRuntime(RuntimeEntry::from_py, {b.ref(n_object)}, n)->result_declares = false;
    b.place("with nogil");
    b.region(InstKind::ReleaseGil, true, [&] {
      b.place("r = fibonacci(n)");
      b.callFunction(fibonacci, {b.ref(n)}, r)->result_declares = false;
    });
    b.place("return r");
    Variable *t1 = b.owned("t1");
    b.callRuntime(RuntimeEntry::to_py, {b.ref(r)}, t1);
    b.retMoved(b.ref(t1));
  });
  b.python(fib, "fib", {"n"})->line = 7;
}

inline void buildTotal(IrBuilder &b) {
  b.place("def total");
  ir::Function *total = b.begin(ir::FunctionRole::Python, "total");
  Variable *values = b.parameter("values", b.object(), Holding::Borrowed);
  Variable *s = b.local("s", b.object(), Holding::Owned);
  Variable *v = b.local("v", b.object(), Holding::Owned);
  const ir::Constant *zero = b.constant(ir::Constant::Kind::Int, "k_0", "0");
  b.frame(b.literal("nullptr"), [&] {
    b.place("s = 0");
    b.storeRef(b.ref(s), b.ref(zero));
    b.place("for v in values");
    b.labeled(b.label(), [&] {
      Variable *iterator = b.owned("iterator");
      b.add(InstKind::Declare)->result = iterator;
      Variable *index = b.temporary("index", b.types.integer(types::IntegerKind::SSize));
      b.callRuntime(RuntimeEntry::iter_begin, {b.ref(values), b.ref(iterator)}, index);
      Label *end = b.label();
      b.labeled(end, [&] {
        b.loop(nullptr, [&] {
          b.place("for v in values");
          Inst *next = b.callRuntime(RuntimeEntry::iter_next, {b.ref(iterator), b.ref(index)}, v);
          next->result_declares = false;
          next->on_end = end;
          b.place("s = s + v");
          b.labeled(b.label(), [&] {
            Variable *sum = b.owned("t1");
            b.callRuntime(RuntimeEntry::add, {b.ref(s), b.ref(v)}, sum);
            b.storeRef(b.ref(s), b.ref(sum), /*is_move=*/true);
          });
        });
      });
    });
    b.place("return s");
    b.retMoved(b.ref(s));
  });
  b.python(total, "total", {"values"})->line = 12;
}

inline void buildFibModule(IrBuilder &b) {
  buildFibonacci(b);
  buildFib(b);
  buildTotal(b);
  b.at = Span();
  b.exec();
}

} // namespace nogilc::test
