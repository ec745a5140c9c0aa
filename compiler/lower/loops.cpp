#include "lower/loops.h"

#include "lower/arithmetic.h"
#include "lower/async.h"
#include "lower/c_strings.h"
#include "lower/c_types.h"
#include "lower/conditions.h"
#include "lower/compound_conversions.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/expressions.h"
#include "lower/items.h"
#include "lower/literals.h"
#include "lower/operands.h"
#include "lower/statements.h"
#include "lower/targets.h"
#include "sema/counted_loop.h"

namespace nogilc::lower {

using sema::ForForm;
using types::IntegerKind;

namespace {

/// The body of a loop, with break and continue bound to it.
void lowerLoopBody(FunctionContext &fn, ir::Label *break_label, llvm::function_ref<void()> body,
                   ir::Label *continue_label = nullptr) {
  Exit exit;
  exit.continue_label = continue_label;
  exit.break_label = break_label;
  fn.exits.push_back(exit);
  body();
  fn.exits.pop_back();
}

/// `loop` and, if no break left it, `else_body`. `loop` is given the label that break goes to.
void withElse(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> else_body,
              llvm::function_ref<void(ir::Label *)> loop) {
  if (else_body.empty()) {
    loop(nullptr);
    return;
  }
  ir::Label *done = fn.newLabel();
  Inst *both = labeled(fn, done);
  InBlock in(fn, both->body);
  loop(done);
  lowerBody(fn, else_body);
}

using BodyMaker = llvm::function_ref<void()>;
using BodyOfNumber = llvm::function_ref<void(const Expr *)>;

// ---------------------------------------------------------------------------------------------
// Counting
// ---------------------------------------------------------------------------------------------

std::optional<int64_t> constantOf(const Expr &expr) {
  int64_t value = 0;
  if (expr.kind != ir::ExprKind::Literal || expr.text.rtrim("ULul").getAsInteger(10, value))
    return std::nullopt;
  return value;
}

/// A bound, computed once before the loop.
const Expr *keepBound(FunctionContext &fn, const Expr *value, const Type *type,
                      llvm::StringRef hint) {
  if (value->kind == ir::ExprKind::Literal)
    return value;
  ir::Variable *kept = fn.newPersistent(type, ir::Holding::Value, hint);
  const Expr *place = reference(fn.module, kept);
  if (kept->storage == ir::Storage::Temporary) {
    Inst *inst = append(fn, InstKind::Evaluate);
    inst->result = kept;
    inst->value = value;
  } else {
    store(fn, place, value);
  }
  return place;
}

const Expr *newCounter(FunctionContext &fn, const Expr *start, const Type *type) {
  ir::Variable *counter = fn.newPersistent(type, ir::Holding::Value, "i");
  const Expr *place = reference(fn.module, counter);
  if (counter->storage == ir::Storage::Temporary) {
    Inst *inst = append(fn, InstKind::Evaluate);
    inst->result = counter;
    inst->value = start;
  } else {
    store(fn, place, start);
  }
  return place;
}

struct Range {
  /// All the numbers fit 32 bits, whatever the type in which they are counted.
  bool is_small = false;
  const Expr *start = nullptr;
  const Expr *stop = nullptr;
  const Expr *step = nullptr; ///< a literal where the source says one
  const Type *type = nullptr;
};

const syntax::CallExpr *rangeCall(const syntax::Expr &iterable) {
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable);
  if (call && call->args.size() == 1)
    if (const auto *inner = llvm::dyn_cast<syntax::CallExpr>(call->args[0]))
      if (const auto *name = llvm::dyn_cast<syntax::NameExpr>(call->callee))
        if (name->name == "reversed")
          return inner;
  return call;
}

/// A type that counts below `type`'s smallest number.
const Type *signedFor(LowerContext &context, const Type *type) {
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(type));
  if (!integer || integer->is_signed)
    return type;
  return integer->rank <= 4 ? context.longType() : context.types.integer(IntegerKind::Int128);
}

Range lowerRange(FunctionContext &fn, const syntax::CallExpr &call, const Type *type) {
  LowerContext &context = fn.module;
  Range range;
  range.type = type;
  const syntax::Expr *start = call.args.size() > 1 ? call.args[0] : nullptr;
  const syntax::Expr *stop = call.args.size() > 1 ? call.args[1] : call.args[0];
  const syntax::Expr *step = call.args.size() > 2 ? call.args[2] : nullptr;
  // Only going up do unsigned numbers do.
  bool goes_down = false;
  if (step) {
    ir::Block unused;
    InBlock in(fn, &unused);
    Value literal_step = lowerLiteralTo(fn, *step, context.longType());
    auto value = literal_step ? constantOf(*literal_step.expr) : std::nullopt;
    goes_down = !value || *value < 0;
  }
  if (goes_down)
    range.type = signedFor(context, type);
  const auto bound = [&](const syntax::Expr &expr) {
    Value value = lowerTo(fn, expr, range.type);
    return types::isSame(value.expr->type, range.type) ? value
                                                       : convertExactly(fn, value, range.type);
  };
  Operands operands(fn);
  operands.add(start ? bound(*start) : cValue(intLiteral(context, 0, range.type)));
  operands.add(bound(*stop));
  if (step)
    operands.add(bound(*step));
  operands.settle();
  const auto isSmall = [](const Expr &bound) {
    if (auto value = constantOf(bound))
      return *value >= INT32_MIN && *value <= INT32_MAX;
    const Expr *number = &bound;
    while (number->kind == ir::ExprKind::Cast && types::isInteger(number->type))
      number = number->operands[0]; // a bound that was widened to the loop's type
    const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(number->type));
    return !integer || integer->rank < 4 || (integer->rank == 4 && integer->is_signed);
  };
  range.is_small = isSmall(*operands[0].expr) && isSmall(*operands[1].expr);
  range.start = operands[0].expr;
  range.stop = keepBound(fn, operands[1].expr, range.type, "stop");
  range.step = step ? keepBound(fn, operands[2].expr, range.type, "step")
                    : intLiteral(context, 1, range.type);
  return range;
}

/// The number of steps, as an unsigned C number: exact at both ends of the type.
const Expr *stepCount(FunctionContext &fn, const Range &range, const Expr *start,
                      const Type *unsigned_type) {
  LowerContext &context = fn.module;
  const auto count = [&](const Expr *low, const Expr *high, const Expr *distance) {
    const Expr *difference = binary(context, "-",
                                    binary(context, "-", cast(context, high, unsigned_type),
                                           cast(context, low, unsigned_type), unsigned_type),
                                    intLiteral(context, 1), unsigned_type);
    const Expr *steps =
        binary(context, "+", binary(context, "/", difference, distance, unsigned_type),
               intLiteral(context, 1), unsigned_type);
    return conditional(context, binary(context, "<", low, high, context.bint()), steps,
                       cast(context, intLiteral(context, 0), unsigned_type), unsigned_type);
  };
  const Expr *up_distance = cast(context, range.step, unsigned_type);
  const Expr *down_distance =
      binary(context, "-", cast(context, intLiteral(context, 0), unsigned_type),
             cast(context, range.step, unsigned_type), unsigned_type);
  if (auto constant = constantOf(*range.step)) {
    if (*constant > 0)
      return count(start, range.stop, up_distance);
    return count(range.stop, start,
                 cast(context, intLiteral(context, -*constant, context.longType()), unsigned_type));
  }
  return conditional(context,
                     binary(context, ">", range.step, intLiteral(context, 0), context.bint()),
                     count(start, range.stop, up_distance), count(range.stop, start, down_distance),
                     unsigned_type);
}

/// Counts the steps: no number outside the range is ever computed.
void countSteps(FunctionContext &fn, const Range &range, bool is_reversed, ir::Label *break_label,
                llvm::function_ref<void(const Expr *)> body) {
  LowerContext &context = fn.module;
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(range.type));
  const Type *unsigned_type =
      context.types.integer(integer && integer->rank == 7   ? IntegerKind::UInt128
                            : integer && integer->rank == 6 ? IntegerKind::ULongLong
                                                            : IntegerKind::ULong);
  const Expr *start = keepBound(fn, range.start, range.type, "start");
  if (!constantOf(*range.step)) {
    Inst *is_zero =
        branch(fn, binary(context, "==", range.step, intLiteral(context, 0), context.bint()));
    InBlock in(fn, is_zero->body);
    raiseMessage(fn, "ValueError", "range() arg 3 must not be zero", {Construct::Iterate, {}});
  }
  const Expr *total = stepCount(fn, range, start, unsigned_type);
  const Expr *zero = intLiteral(context, 0);
  const Expr *one = intLiteral(context, 1);
  Inst *each = nullptr;
  const Expr *counter = nullptr;
  const Expr *position = nullptr;
  if (is_reversed) {
    counter = newCounter(fn, total, unsigned_type);
    each = loop(fn, binary(context, "!=", counter, zero, context.bint()), /*with_step=*/true);
    position = binary(context, "-", counter, one, unsigned_type);
  } else {
    total = keepBound(fn, total, unsigned_type, "count");
    counter = newCounter(fn, cast(context, zero, unsigned_type), unsigned_type);
    each = loop(fn, binary(context, "<", counter, total, context.bint()), /*with_step=*/true);
    position = counter;
  }
  {
    InBlock in(fn, each->step);
    store(fn, counter, binary(context, is_reversed ? "-" : "+", counter, one, unsigned_type));
  }
  InBlock in(fn, each->body);
  const Expr *offset =
      binary(context, "*", position, cast(context, range.step, unsigned_type), unsigned_type);
  const Expr *value = cast(
      context, binary(context, "+", cast(context, start, unsigned_type), offset, unsigned_type),
      range.type);
  lowerLoopBody(fn, break_label, [&] { body(value); });
}

/// `for (i = start; i < stop; i += step)`, for steps that cannot pass the end of the type.
void countUpOrDown(FunctionContext &fn, const Range &range, const Type *counter_type,
                   ir::Label *break_label, llvm::function_ref<void(const Expr *)> body) {
  LowerContext &context = fn.module;
  const int64_t step = *constantOf(*range.step);
  const Expr *counter = newCounter(fn, range.start, counter_type);
  const Expr *condition =
      binary(context, step > 0 ? "<" : ">", counter, range.stop, context.bint());
  Inst *each = loop(fn, condition, /*with_step=*/true);
  {
    InBlock in(fn, each->step);
    store(fn, counter,
          binary(context, step > 0 ? "+" : "-", counter,
                 intLiteral(context, step > 0 ? step : -step), counter_type));
  }
  InBlock in(fn, each->body);
  lowerLoopBody(fn, break_label, [&] { body(counter); });
}

void lowerRangeLoop(FunctionContext &fn, const syntax::CallExpr &call, const Type *type,
                    bool is_reversed, ir::Label *break_label,
                    llvm::function_ref<void(const Expr *)> body) {
  LowerContext &context = fn.module;
  Range range = lowerRange(fn, call, type);
  auto step = constantOf(*range.step);
  if (step && *step == 0) {
    raiseMessage(fn, "ValueError", "range() arg 3 must not be zero", {Construct::Iterate, {}});
    return;
  }
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(range.type));
  const bool is_small = range.is_small || !integer || integer->rank <= 4;
  const bool is_step_small = step && *step >= -1000000 && *step <= 1000000;
  if (!is_reversed && step && (*step == 1 || *step == -1)) {
    countUpOrDown(fn, range, range.type, break_label, body);
    return;
  }
  // Numbers of 32 bits are counted in 64: nothing overflows.
  if (!is_reversed && is_step_small && is_small) {
    countUpOrDown(fn, range, context.longType(), break_label, body);
    return;
  }
  auto stop = constantOf(*range.stop);
  if (!is_reversed && is_step_small && stop && *stop < INT64_MAX / 2 && *stop > INT64_MIN / 2 &&
      (!integer || integer->is_signed || *step > 0)) {
    countUpOrDown(fn, range, range.type, break_label, body);
    return;
  }
  countSteps(fn, range, is_reversed, break_label, body);
}

// ---------------------------------------------------------------------------------------------
// Elements
// ---------------------------------------------------------------------------------------------

/// 0, 1, … below `count`.
void lowerCounted(FunctionContext &fn, const Expr *first, const Expr *count, ir::Label *break_label,
                  llvm::function_ref<void(const Expr *)> body) {
  LowerContext &context = fn.module;
  const Expr *limit = keepBound(fn, count, context.ssize(), "count");
  const Expr *counter = newCounter(fn, first, context.ssize());
  Inst *each = loop(fn, binary(context, "<", counter, limit, context.bint()), true);
  {
    InBlock in(fn, each->step);
    store(fn, counter, binary(context, "+", counter, intLiteral(context, 1), context.ssize()));
  }
  InBlock in(fn, each->body);
  lowerLoopBody(fn, break_label, [&] { body(counter); });
}

void lowerArrayLoop(FunctionContext &fn, const syntax::Expr &iterable, ir::Label *break_label,
                    llvm::function_ref<void(const Value &)> body) {
  LowerContext &context = fn.module;
  const syntax::Expr *base = &iterable;
  const syntax::SliceExpr *slice = nullptr;
  if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(&iterable))
    if ((slice = llvm::dyn_cast<syntax::SliceExpr>(item->index)))
      base = item->base;
  Operands operands(fn);
  operands.add(lowerExpr(fn, *base));
  operands.add(lowerBound(fn, slice ? slice->start : nullptr));
  operands.add(lowerBound(fn, slice ? slice->stop : nullptr));
  operands.settle();
  const Type *base_type = types::canonical(operands[0].type);
  const auto *array = llvm::dyn_cast<types::ArrayType>(base_type);
  const Expr *length = array ? arrayLength(context, *array) : nullptr;
  // A bound that is written as a negative number counts from the end of an array.
  const auto fromEnd = [&](const Expr *bound) {
    auto value = bound && length ? constantOf(*bound) : std::nullopt;
    return value && *value < 0 ? binary(context, "+", length, bound, context.ssize()) : bound;
  };
  const Expr *start = fromEnd(operands[1].expr);
  const Expr *stop = fromEnd(operands[2].expr);
  const syntax::Expr *step_expr = slice ? slice->step : nullptr;
  const Expr *step = step_expr ? lowerTo(fn, *step_expr, context.ssize()).expr
                               : intLiteral(context, 1, context.ssize());
  const bool goes_down = constantOf(*step).value_or(1) < 0;
  if (goes_down) {
    if (!start && length)
      start = binary(context, "-", length, intLiteral(context, 1), context.ssize());
    stop = stop ? stop : intLiteral(context, -1, context.ssize());
  } else {
    start = start ? start : intLiteral(context, 0, context.ssize());
    stop = stop ? stop : length;
  }
  if (!start || !stop) {
    context.unsupported(iterable.span, "iterating over a C pointer without an end");
    return;
  }
  const Type *element = types::elementOf(base_type);
  const Expr *elements = operands[0].expr;
  if (!array)
    elements = keepBound(fn, elements, base_type, "elements");
  const auto visit = [&](const Expr *at) {
    const Expr *item = index(context, elements, at, element);
    body(types::isObject(element) ? borrowed(item) : cValue(item));
  };
  if (!step_expr) {
    lowerCounted(fn, start, stop, break_label, visit);
    return;
  }
  Range range;
  range.start = start;
  range.stop = keepBound(fn, stop, context.ssize(), "stop");
  range.step = step;
  range.type = context.ssize();
  countUpOrDown(fn, range, context.ssize(), break_label, visit);
}

} // namespace

void forEachElement(FunctionContext &fn, const syntax::Expr &iterable,
                    llvm::function_ref<void(const Value &)> body) {
  lowerArrayLoop(fn, iterable, fn.newLabel(), body);
}

namespace {

/// bytes by char, str by Py_UCS4.
void lowerCharacterLoop(FunctionContext &fn, const syntax::Expr &iterable, bool is_str,
                        ir::Label *break_label, llvm::function_ref<void(const Value &)> body) {
  LowerContext &context = fn.module;
  Value text = lowerExpr(fn, iterable);
  if (!text.isObject()) {
    lowerArrayLoop(fn, iterable, break_label, body);
    return;
  }
  // The loop keeps its own reference: the body may rebind the variable.
  ir::Variable *kept = fn.newPersistent(context.object(), ir::Holding::Owned, "text");
  declare(fn, kept);
  const Expr *object = reference(context, kept);
  storeObject(fn, object, text, {Construct::Iterate, {}});
  Value length = callRuntime(fn, RuntimeEntry::length, {object}, {Construct::Iterate, {}});
  const Expr *zero = intLiteral(context, 0, context.ssize());
  lowerCounted(fn, zero, length.expr, break_label, [&](const Expr *at) {
    llvm::SmallVector<const Expr *, 4> args = {object, at, boolLiteral(context, false),
                                               boolLiteral(context, false)};
    body(callRuntime(fn, is_str ? RuntimeEntry::str_getitem : RuntimeEntry::bytes_getitem, args,
                     {Construct::Iterate, {}}));
  });
}

void lowerPythonLoop(FunctionContext &fn, const syntax::Expr &iterable, ir::Label *break_label,
                     llvm::function_ref<void(const Value &)> body) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Iterate, {}};
  ir::Variable *iterator = fn.newPersistent(context.object(), ir::Holding::Owned, "iterator");
  ir::Variable *position = fn.newPersistent(context.ssize(), ir::Holding::Value, "position");
  declare(fn, iterator);
  declare(fn, position);
  const size_t first = fn.block->size();
  Value object = lowerObject(fn, iterable);
  callRuntimeInto(fn, position, RuntimeEntry::iter_begin,
                  {object.expr, reference(context, iterator)}, reason);
  dropTemporaries(fn, first);
  ir::Label *end = fn.newLabel();
  Inst *whole = labeled(fn, end);
  {
    InBlock in_whole(fn, whole->body);
    Inst *each = loop(fn, nullptr);
    InBlock in(fn, each->body);
    Value item =
        callNext(fn, RuntimeEntry::iter_next,
                 {reference(context, iterator), reference(context, position)}, reason, end);
    lowerLoopBody(fn, break_label, [&] { body(item); });
  }
  drop(fn, iterator, {Construct::DropObject, {}});
}

/// The `x` of `for key, value in x.items()`; null for any other loop.
const syntax::Expr *itemsReceiver(FunctionContext &fn, const syntax::Expr &target,
                                  const syntax::Expr &iterable) {
  const auto *pair = llvm::dyn_cast<syntax::TupleExpr>(&target);
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable);
  if (!pair || pair->elements.size() != 2 || !call || !call->args.empty() ||
      !call->keywords.empty() || infoOf(fn, *call).form != sema::ExprForm::PythonCall)
    return nullptr;
  for (const syntax::Expr *element : pair->elements)
    if (element->kind == syntax::NodeKind::StarredExpr)
      return nullptr;
  const auto *method = llvm::dyn_cast<syntax::AttributeExpr>(call->callee);
  if (!method || method->attribute.name.str() != "items" || infoOf(fn, *method).constant ||
      infoOf(fn, *method).form != sema::ExprForm::PythonAttribute)
    return nullptr;
  return method->base;
}

/// Keys and values without a tuple for each pair, where `x` turns out to be a dict.
void lowerItemsLoop(FunctionContext &fn, const syntax::Expr &receiver,
                    const syntax::TupleExpr &target, ir::Label *break_label, BodyMaker before,
                    BodyMaker body) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Iterate, {}};
  ir::Variable *iterator = fn.newPersistent(context.object(), ir::Holding::Owned, "iterator");
  ir::Variable *key = fn.newPersistent(context.object(), ir::Holding::Owned, "key");
  ir::Variable *position = fn.newPersistent(context.ssize(), ir::Holding::Value, "position");
  ir::Variable *size = fn.newPersistent(context.ssize(), ir::Holding::Value, "size");
  for (ir::Variable *variable : {iterator, key, position, size})
    declare(fn, variable);
  const size_t first = fn.block->size();
  Value object = lowerObject(fn, receiver);
  callRuntimeInto(fn, size, RuntimeEntry::items_begin,
                  {object.expr, reference(context, iterator), reference(context, position)},
                  reason);
  dropTemporaries(fn, first);
  ir::Label *end = fn.newLabel();
  Inst *whole = labeled(fn, end);
  {
    InBlock in_whole(fn, whole->body);
    Inst *each = loop(fn, nullptr);
    InBlock in(fn, each->body);
    Value value = callNext(fn, RuntimeEntry::items_next,
                           {reference(context, iterator), reference(context, position),
                            reference(context, size), reference(context, key)},
                           reason, end);
    lowerLoopBody(fn, break_label, [&] {
      before();
      const Expr *key_place = reference(context, key);
      {
        At at(fn, target.span);
        assign(fn, *target.elements[0], Value{ValueKind::Owned, key_place, key_place->type, key});
        assign(fn, *target.elements[1], value);
      }
      body();
    });
  }
  drop(fn, iterator, {Construct::DropObject, {}});
  drop(fn, key, {Construct::DropObject, {}});
}

/// What `for i from start <= i < stop by step` says.
struct Counting {
  const syntax::Expr *start;
  syntax::CompareOp start_op, stop_op;
  const syntax::Expr *stop;
  const syntax::Expr *step; ///< null: 1
};

void countFrom(FunctionContext &fn, const syntax::Node &clause, const syntax::Expr &written_target,
               const Counting &counting, ir::Label *break_label, BodyMaker body) {
  LowerContext &context = fn.module;
  const bool goes_up =
      counting.start_op == syntax::CompareOp::Le || counting.start_op == syntax::CompareOp::Lt;
  const bool is_open =
      counting.start_op == syntax::CompareOp::Lt || counting.start_op == syntax::CompareOp::Gt;
  Place target = lowerPlace(fn, written_target);
  const bool is_c = target.kind == Place::Kind::CPlace;
  const Type *type = is_c ? types::unqualified(target.type) : context.analysis.stmt(clause).type;
  Operands operands(fn);
  operands.add(lowerTo(fn, *counting.start, type));
  operands.add(lowerTo(fn, *counting.stop, type));
  if (counting.step)
    operands.add(lowerTo(fn, *counting.step, type));
  operands.settle();
  const Expr *stop = keepBound(fn, operands[1].expr, type, "stop");
  const Expr *step =
      counting.step ? keepBound(fn, operands[2].expr, type, "step") : intLiteral(context, 1);
  const Expr *start = operands[0].expr;
  if (is_open)
    start = binary(context, goes_up ? "+" : "-", start, step, type);
  // The target itself counts: what the body stores there counts too, and after the loop it is the
  // first number that did not fit.
  const Expr *counter = nullptr;
  if (is_c) {
    counter = target.place;
    store(fn, counter, start);
  } else {
    counter = newCounter(fn, start, type);
  }
  llvm::StringRef op;
  switch (counting.stop_op) {
  case syntax::CompareOp::Lt:
    op = "<";
    break;
  case syntax::CompareOp::Le:
    op = "<=";
    break;
  case syntax::CompareOp::Gt:
    op = ">";
    break;
  default: // the grammar has these four only
    op = ">=";
    break;
  }
  const Expr *condition = binary(context, op, counter, stop, context.bint());
  const Expr *next = binary(context, goes_up ? "+" : "-", counter, step, type);
  if (is_c) {
    Inst *each = loop(fn, condition, /*with_step=*/true);
    {
      InBlock in(fn, each->step);
      store(fn, counter, next);
    }
    InBlock in(fn, each->body);
    lowerLoopBody(fn, break_label, body);
    return;
  }
  // An object counts as well: read back behind the body, and set to the next number.
  assign(fn, written_target, cValue(counter));
  Inst *each = loop(fn, condition);
  InBlock in(fn, each->body);
  ir::Label *behind = fn.newLabel();
  Inst *run = labeled(fn, behind);
  {
    InBlock inside(fn, run->body);
    lowerLoopBody(fn, break_label, body, behind);
  }
  At at(fn, written_target.span);
  store(fn, counter, convert(fn, readPlace(fn, target), type).expr);
  store(fn, counter, next);
  assign(fn, written_target, cValue(counter));
}

/// `before`: what each round does before the target is bound.
void lowerElements(FunctionContext &fn, const syntax::Node &clause, const syntax::Expr &target,
                   const syntax::Expr &iterable, ir::Label *break_label, BodyMaker before,
                   BodyMaker body) {
  if (const auto *range = llvm::dyn_cast<syntax::ForFromRange>(&iterable)) {
    countFrom(fn, clause, target,
              {range->start, range->start_op, range->stop_op, range->stop, range->step},
              break_label, body);
    return;
  }
  const sema::StmtInfo &info = fn.module.analysis.stmt(clause);
  const auto bindAndRun = [&](const Value &item) {
    before();
    {
      At at(fn, target.span);
      assign(fn, target, item);
    }
    body();
  };
  const auto bindNumber = [&](const Expr *number) { bindAndRun(cValue(number)); };
  switch (info.for_form) {
  case ForForm::CRange:
  case ForForm::CRangeReversed: {
    const syntax::CallExpr &range = *rangeCall(iterable);
    const Type *type = info.type ? types::unqualified(info.type) : fn.module.longType();
    const auto bindItem = [&](const Expr *number) { bindNumber(cast(fn.module, number, type)); };
    const bool is_enum = types::canonical(type)->kind == types::TypeKind::Enum;
    lowerRangeLoop(fn, range, is_enum ? infoOf(fn, range).operand_type : type,
                   info.for_form == ForForm::CRangeReversed, break_label,
                   is_enum ? BodyOfNumber(bindItem) : BodyOfNumber(bindNumber));
    return;
  }
  case ForForm::ArrayElements:
    lowerArrayLoop(fn, iterable, break_label, [&](const Value &element) {
      if (types::isObject(info.type) && !element.isObject()) {
        const Expr *text = asCharPointer(
            fn.module, unary(fn.module, "&", element.expr, fn.module.types.pointer(element.type)));
        bindAndRun(callRuntime(fn, RuntimeEntry::cstring_len_to_py,
                               {text, intLiteral(fn.module, 1)}, {Construct::Iterate, {}}));
        return;
      }
      const Type *pointed = types::elementOf(types::canonical(info.type));
      const bool by_place = pointed && types::isSame(pointed, element.type);
      bindAndRun(by_place ? cValue(unary(fn.module, "&", element.expr, info.type)) : element);
    });
    return;
  case ForForm::CppIterators:
    lowerCppLoop(fn, *info.cpp_loop, iterable, break_label, bindAndRun);
    return;
  case ForForm::CharsOfBytes:
    lowerCharacterLoop(fn, iterable, /*is_str=*/false, break_label, bindAndRun);
    return;
  case ForForm::CharsOfStr:
    lowerCharacterLoop(fn, iterable, /*is_str=*/true, break_label, bindAndRun);
    return;
  case ForForm::PythonIteration:
    break;
  }
  if (const syntax::Expr *receiver = itemsReceiver(fn, target, iterable)) {
    lowerItemsLoop(fn, *receiver, llvm::cast<syntax::TupleExpr>(target), break_label, before, body);
    return;
  }
  lowerPythonLoop(fn, iterable, break_label, bindAndRun);
}

/// `for i, x in enumerate(xs)`: the loop over `xs`, with a C counter.
void lowerCountedFor(FunctionContext &fn, const syntax::ForStmt &stmt, ir::Label *break_label) {
  LowerContext &context = fn.module;
  const sema::CountedLoop counted = *sema::countedLoop(stmt);
  const Expr *start = counted.start ? lowerTo(fn, *counted.start, context.ssize()).expr
                                    : intLiteral(context, 0, context.ssize());
  const Expr *count = newCounter(fn, start, context.ssize());
  const auto step = [&] {
    At at(fn, counted.counter->span);
    assign(fn, *counted.counter, cValue(count));
    store(fn, count,
          binary(context, "+", count, intLiteral(context, 1, context.ssize()), context.ssize()));
  };
  lowerElements(fn, stmt, *counted.target, *counted.iterable, break_label, step,
                [&] { lowerBody(fn, stmt.body); });
}

void lowerAsyncFor(FunctionContext &fn, const syntax::ForStmt &stmt, ir::Label *break_label) {
  ir::Variable *iterator = beginAsyncIteration(fn, *stmt.iterable);
  At at(fn, stmt.iterable->span);
  iterateAsync(fn, iterator, [&](const Value &item) {
    lowerLoopBody(fn, break_label, [&] {
      {
        At at_target(fn, stmt.target->span);
        assign(fn, *stmt.target, item);
      }
      lowerBody(fn, stmt.body);
    });
  });
  drop(fn, iterator, {Construct::DropObject, {}});
}

} // namespace

void lowerIteration(FunctionContext &fn, const syntax::Node &clause, const syntax::Expr &target,
                    const syntax::Expr &iterable, llvm::function_ref<void()> body) {
  lowerElements(fn, clause, target, iterable, nullptr, [] {}, body);
}

void lowerLoopRound(FunctionContext &fn, ir::Label *break_label, llvm::function_ref<void()> body,
                    ir::Label *behind) {
  lowerLoopBody(fn, break_label, body, behind);
}

void lowerFor(FunctionContext &fn, const syntax::ForStmt &stmt) {
  withElse(fn, stmt.else_body, [&](ir::Label *break_label) {
    if (stmt.is_async) {
      lowerAsyncFor(fn, stmt, break_label);
      return;
    }
    if (fn.module.analysis.stmt(stmt).counts) {
      lowerCountedFor(fn, stmt, break_label);
      return;
    }
    lowerElements(
        fn, stmt, *stmt.target, *stmt.iterable, break_label, [] {},
        [&] { lowerBody(fn, stmt.body); });
  });
}

void lowerWhile(FunctionContext &fn, const syntax::WhileStmt &stmt) {
  LowerContext &context = fn.module;
  withElse(fn, stmt.else_body, [&](ir::Label *break_label) {
    ir::Block *tests = fn.newBlock();
    const Expr *condition = nullptr;
    {
      InBlock in(fn, tests);
      condition = lowerCondition(fn, *stmt.condition);
      if (!tests->empty()) {
        // The test needs instructions: it stands at the head of an endless loop.
        if (condition->kind != ir::ExprKind::VariableRef)
          condition = evaluate(fn, condition).expr;
        dropTemporaries(fn, 0);
        Inst *leave = branch(fn, negation(context, condition));
        InBlock inside(fn, leave->body);
        append(fn, InstKind::Break);
      }
    }
    const bool is_endless =
        !tests->empty() || (condition->kind == ir::ExprKind::Literal &&
                            condition->text != "false" && condition->text.rtrim("ULul") != "0");
    Inst *each = loop(fn, is_endless ? nullptr : condition);
    if (!tests->empty())
      each->body = tests;
    InBlock in(fn, each->body);
    lowerLoopBody(fn, break_label, [&] { lowerBody(fn, stmt.body); });
  });
}

void lowerForFrom(FunctionContext &fn, const syntax::ForFromStmt &stmt) {
  withElse(fn, stmt.else_body, [&](ir::Label *break_label) {
    countFrom(fn, stmt, *stmt.target,
              {stmt.start, stmt.start_op, stmt.stop_op, stmt.stop, stmt.step}, break_label,
              [&] { lowerBody(fn, stmt.body); });
  });
}

} // namespace nogilc::lower
