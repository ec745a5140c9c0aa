// Assignment targets and loops: what may be assigned, and how a `for` runs.
#include "sema/check.h"
#include "sema/counted_loop.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::sema {

using namespace types;

/// What the setter of a C property takes. Without one it is up to the class: an attribute of Python
/// has the name, too.
const Type *Checker::propertyTarget(const syntax::AttributeExpr &target) {
  const ClassInfo *cls = extensionClass(ctx_, ctx_.info(*target.base).type);
  const PropertyInfo *property = findCProperty(*cls, target.attribute.name);
  if (!property->set) {
    ExprInfo &info = ctx_.info(target);
    info.form = ExprForm::PythonAttribute;
    info.symbol = nullptr;
    return info.type = ctx_.types.object();
  }
  noteUse(ctx_, function_, *property->set->symbol);
  return llvm::cast<FunctionType>(property->set->symbol->type)->parameters[1];
}

/// The type that a value assigned to `target` has to become; the error type after a report.
const Type *Checker::targetType(const syntax::Expr &target) {
  ExprInfo &info = ctx_.info(target);
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&target)) {
    Symbol *symbol = info.symbol;
    if (!symbol)
      return error();
    info.form = ExprForm::SymbolRead;
    info.constant = nullptr;
    auto reject = [&](llvm::StringRef what) {
      ctx_.report(Diag::NotAssignable, target.span).arg(name->name).arg(what);
      info.type = error();
      return error();
    };
    switch (symbol->kind) {
    case SymbolKind::CFunction:
      return reject("a C function");
    case SymbolKind::EnumConstant:
      return reject("a constant of an enum");
    case SymbolKind::Type:
      return isError(symbol->type) ? error() : reject("a type");
    case SymbolKind::CModule:
      return isError(symbol->type) ? error() : reject("a cimported module");
    case SymbolKind::CythonModule:
      return reject("a compile-time name");
    case SymbolKind::CompileTime:
      return reject("a compile-time constant");
    default:
      break;
    }
    noteUse(ctx_, function_, *symbol);
    const bool is_set_once =
        function_->kind == FunctionKind::Module && ctx_.unset_constants.contains(symbol);
    if (isConst(symbol->type) && !is_set_once)
      return reject("`const`");
    return info.type = symbol->type;
  }
  if (auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(&target)) {
    info.form = ExprForm::Plain;
    info.constant = nullptr;
    const Type *type = index(*subscript, info, /*is_target=*/true);
    ctx_.info(target).type = type;
    if (!isError(type) && !isObject(type) && isConst(type)) {
      ctx_.report(Diag::NotAssignable, target.span).arg("this element").arg("`const`");
      return error();
    }
    // Whatever a slice gives when it is read, any iterable may be stored in it.
    return ctx_.info(target).form == ExprForm::PythonSlice ? ctx_.types.object() : type;
  }
  if (llvm::isa<syntax::AttributeExpr>(target)) {
    const Type *found = type(target);
    if (isError(found))
      return error();
    const ExprInfo &after = ctx_.info(target);
    if (after.form == ExprForm::ExtensionProperty)
      return propertyTarget(llvm::cast<syntax::AttributeExpr>(target));
    if (after.form == ExprForm::SymbolRead && after.symbol) {
      const SymbolKind kind = after.symbol->kind;
      if (kind != SymbolKind::ExternVariable && kind != SymbolKind::ModuleVariable) {
        ctx_.report(Diag::NotAssignable, target.span)
            .arg(after.symbol->name)
            .arg("a declaration of another module");
        return error();
      }
    }
    if (isConst(found)) {
      ctx_.report(Diag::NotAssignable, target.span)
          .arg(llvm::cast<syntax::AttributeExpr>(target).attribute.name)
          .arg("`const`");
      return error();
    }
    return found;
  }
  const Type *found = type(target);
  if (!isError(found))
    ctx_.report(Diag::NotAssignable, target.span).arg("this").arg("an expression");
  return error();
}

static bool isNoneLiteral(const syntax::Expr &expr) {
  auto *word = llvm::dyn_cast<syntax::ConstantExpr>(&expr);
  return word && word->value == syntax::Constant::None;
}

static List<syntax::Expr *> elementsOf(const syntax::Expr &expr) {
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(&expr))
    return tuple->elements;
  if (auto *list = llvm::dyn_cast<syntax::ListExpr>(&expr))
    return list->elements;
  return {};
}

/// The bounds of a slice of a C array (null: of a pointer), as far as they are known here.
std::pair<std::optional<int64_t>, std::optional<int64_t>>
Checker::constantBounds(const syntax::SliceExpr &slice, const ArrayType *array) {
  const auto size =
      array && array->size ? std::optional(static_cast<int64_t>(*array->size)) : std::nullopt;
  const auto bound = [&](const syntax::Expr *part,
                         std::optional<int64_t> absent) -> std::optional<int64_t> {
    if (!part)
      return absent;
    const ConstantValue *constant = fold(ctx_, scope_, *part);
    const auto number = constant ? asInteger(*constant) : std::nullopt;
    if (number && *number < 0)
      return size ? std::optional(*number + *size) : std::nullopt;
    return number;
  };
  return {bound(slice.start, 0), bound(slice.stop, size)};
}

/// `b[:]` and `b[1:3]` in `a[:] = b[:]`: where elements are wanted, the slice of a C array is an
/// array of that length, and not the list that it is elsewhere. Null: it is something else.
const Type *Checker::arrayOfSlice(const syntax::Expr &value) {
  auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(&value);
  auto *slice = subscript ? llvm::dyn_cast<syntax::SliceExpr>(subscript->index) : nullptr;
  if (!slice || slice->step || ctx_.info(value).form != ExprForm::PointerSlice)
    return nullptr;
  auto *array = llvm::dyn_cast<ArrayType>(canonical(ctx_.info(*subscript->base).type));
  if (!array)
    return nullptr;
  const auto [start, stop] = constantBounds(*slice, array);
  if (!array->size || !start || !stop || *start < 0 || *stop < *start ||
      *stop > static_cast<int64_t>(*array->size))
    return nullptr;
  return ctx_.types.array(array->element, static_cast<uint64_t>(*stop - *start));
}

/// `a[1:4] = [1, 2, 3]`: the lengths agree, as far as they are known here. What is not known is
/// compared at run time.
void Checker::checkSliceLength(const syntax::Expr &target, const syntax::Expr &value) {
  auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(&target);
  auto *slice = subscript ? llvm::dyn_cast<syntax::SliceExpr>(subscript->index) : nullptr;
  auto *given = llvm::dyn_cast_or_null<ArrayType>(canonical(ctx_.info(value).type));
  if (!slice || !given || !given->size)
    return;
  const auto [start, stop] = constantBounds(
      *slice, llvm::dyn_cast<ArrayType>(canonical(ctx_.info(*subscript->base).type)));
  if (start && stop && *stop - *start != static_cast<int64_t>(*given->size))
    ctx_.report(Diag::WrongLength, value.span)
        .arg("this slice")
        .arg(std::to_string(*stop - *start))
        .arg(*given->size);
}

/// `a, b = x, y`: each target gets a value of its own, and no tuple is made.
static bool isPairwise(const syntax::Expr &target, const syntax::Expr &value) {
  const auto is_display = [](const syntax::Expr &expr) {
    return llvm::isa<syntax::TupleExpr, syntax::ListExpr>(expr);
  };
  const auto is_starred = [](const syntax::Expr *element) {
    return llvm::isa<syntax::StarredExpr>(element);
  };
  const auto targets = elementsOf(target), values = elementsOf(value);
  return is_display(target) && is_display(value) && targets.size() == values.size() &&
         llvm::none_of(targets, is_starred) && llvm::none_of(values, is_starred);
}

const Type *Checker::typeForTarget(const syntax::Expr &target, const syntax::Expr &value) {
  if (!isPairwise(target, value))
    return type(value);
  const auto targets = elementsOf(target), values = elementsOf(value);
  for (size_t i = 0; i < targets.size(); ++i)
    if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(targets[i]))
      object(*values[i]);
    else
      type(*values[i]);
  ExprInfo &info = ctx_.info(value);
  info.form = ExprForm::Plain;
  info.constant = nullptr;
  return info.type = ctx_.types.object(llvm::isa<syntax::TupleExpr>(value) ? ObjectKind::Tuple
                                                                           : ObjectKind::List);
}

bool Checker::assignDisplay(const syntax::Expr &target, const syntax::Expr &value,
                            bool is_declaration) {
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr, syntax::StarredExpr>(target) ||
      !llvm::isa<syntax::TupleExpr, syntax::ListExpr, syntax::DictExpr, syntax::BinaryExpr,
                 syntax::StringLiteral>(value))
    return false;
  const Type *wanted = targetType(target);
  if (isError(wanted) || !displayAs(value, wanted))
    return false;
  if (isPointer(wanted) && ctx_.info(target).form == ExprForm::PointerSlice)
    checkSliceLength(target, value);
  else if (isPointer(wanted) && !is_declaration && !isError(ctx_.info(value).type))
    ctx_.report(Diag::PointerToDisplay, value.span);
  return true;
}

/// What `target` takes from `value`. A C number that goes into a bytearray becomes no object first.
const Type *Checker::storedType(const syntax::Expr &target, const syntax::Expr *value,
                                const Type *value_type) {
  const Type *wanted = targetType(target);
  auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(&target);
  if (!subscript || !value_type || ctx_.info(target).form != ExprForm::PythonIndexC)
    return wanted;
  auto *base = llvm::dyn_cast<ObjectType>(canonical(ctx_.info(*subscript->base).type));
  if (!base || base->object != ObjectKind::ByteArray)
    return wanted;
  // Where only inference made it a bytearray, Python's rule holds: a text is no number.
  const Symbol *symbol =
      llvm::isa<syntax::NameExpr>(subscript->base) ? ctx_.info(*subscript->base).symbol : nullptr;
  const bool is_inferred = symbol && !symbol->is_declared && symbol->kind == SymbolKind::Local;
  if (value && !is_inferred && llvm::isa<syntax::StringLiteral>(*value) &&
      adaptLiteral(*value, ctx_.types.integer(IntegerKind::UChar)))
    return ctx_.info(target).type = ctx_.types.integer(IntegerKind::UChar);
  auto *integer = llvm::dyn_cast<IntegerType>(canonical(value_type));
  const bool is_number = integer && integer->rank <= 6 && integer->integer != IntegerKind::UCS4 &&
                         integer->integer != IntegerKind::Unicode;
  return is_number ? ctx_.info(target).type = ctx_.types.integer(IntegerKind::SSize) : wanted;
}

/// `value` is null where the target gets a piece of something: of type `value_type`.
void Checker::assign(const syntax::Expr &target, const syntax::Expr *value,
                     const Type *value_type) {
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(target)) {
    auto targets = elementsOf(target);
    auto values = value ? elementsOf(*value) : List<syntax::Expr *>();
    ctx_.info(target).type = ctx_.types.object(ObjectKind::Tuple);
    const bool is_pairwise = value && isPairwise(target, *value);
    unsigned stars = 0;
    for (const syntax::Expr *element : targets)
      stars += llvm::isa<syntax::StarredExpr>(element);
    if (stars > 1)
      ctx_.report(Diag::NotAssignable, target.span)
          .arg("this")
          .arg("a target list with two starred targets");
    if (auto *tuple = llvm::dyn_cast_or_null<CTupleType>(canonical(value_type));
        tuple && stars == 0 && !(value && llvm::isa<syntax::TupleExpr, syntax::ListExpr>(*value))) {
      if (tuple->elements.size() != targets.size()) {
        ctx_.report(Diag::UnpackCount, target.span)
            .arg(static_cast<uint64_t>(targets.size()))
            .arg(static_cast<uint64_t>(tuple->elements.size()));
        return;
      }
      for (size_t i = 0; i < targets.size(); ++i)
        assign(*targets[i], nullptr, tuple->elements[i]);
      return;
    }
    if (!is_pairwise && value && !isError(value_type)) {
      const bool is_display = llvm::isa<syntax::TupleExpr, syntax::ListExpr>(*value);
      bool has_star = stars != 0;
      for (const syntax::Expr *element : values)
        has_star |= llvm::isa<syntax::StarredExpr>(element);
      if (is_display && !has_star)
        ctx_.report(Diag::UnpackCount, target.span)
            .arg(static_cast<uint64_t>(targets.size()))
            .arg(static_cast<uint64_t>(values.size()));
      coerceToObject(*value);
    }
    for (size_t i = 0; i < targets.size(); ++i)
      assign(*targets[i], is_pairwise ? values[i] : nullptr,
             is_pairwise ? ctx_.info(*values[i]).type : ctx_.types.object());
    return;
  }
  if (auto *starred = llvm::dyn_cast<syntax::StarredExpr>(&target)) {
    ctx_.info(target).type = ctx_.types.object(ObjectKind::List);
    return assign(*starred->value, nullptr, ctx_.types.object(ObjectKind::List));
  }
  const Type *wanted = storedType(target, value, value_type);
  if (value && isError(wanted))
    becomesUnknown(*value);
  if (isError(wanted) || !value_type || isError(value_type))
    return;
  if (value) {
    if (llvm::isa<ArrayType>(canonical(wanted)) ||
        ctx_.info(target).form == ExprForm::PointerSlice) {
      if (const Type *elements = arrayOfSlice(*value))
        ctx_.info(*value).type = elements;
    }
    is_assigning_ = true;
    coerce(*value, wanted);
    is_assigning_ = false;
    if (ctx_.info(target).form == ExprForm::PointerSlice)
      checkSliceLength(target, *value);
    checkKept(*value, wanted);
    return;
  }
  if (implicitConversion(value_type, wanted).kind == ConversionKind::Impossible)
    mismatch(target.span, value_type, wanted);
}

/// The C integer type that a `range` loop can run in, or null if it has to be Python's.
const Type *Checker::rangeType(const syntax::CallExpr &range, const Type *target_type) {
  TypeContext &types = ctx_.types;
  const Type *ssize = types.integer(IntegerKind::SSize);
  const bool is_c_target = target_type && isInteger(target_type);
  const Type *common = nullptr;
  bool has_signed = false, has_unsigned = false;
  for (size_t i = 0; i < std::min<size_t>(range.args.size(), 2); ++i) {
    const ExprInfo &bound = ctx_.info(*range.args[i]);
    if (!bound.type || isError(bound.type))
      return nullptr;
    const Type *one = nullptr;
    if (isInteger(bound.type)) {
      if (bound.constant) {
        auto value = asInteger(*bound.constant);
        if (!value)
          return nullptr;
        if (*value < 0)
          has_signed = true;
        // A small literal takes the width of its company.
        if (*value == static_cast<int32_t>(*value))
          continue;
        one = types.integer(IntegerKind::Long);
      } else {
        one = commonArithmetic(types, bound.type, bound.type);
        (isSigned(one) ? has_signed : has_unsigned) = true;
      }
    } else if (isObject(bound.type) && is_c_target && !bound.constant) {
      // `cdef int i` in `for i in range(n)`: the object has to be a C integer for the loop's sake.
      one = commonArithmetic(types, target_type, target_type);
      if (canonical(target_type)->kind == TypeKind::Enum)
        return nullptr;
      (isSigned(one) ? has_signed : has_unsigned) = true;
    } else {
      return nullptr;
    }
    common = common ? commonArithmetic(types, common, one) : one;
  }
  int64_t step = 1;
  if (range.args.size() == 3) {
    const ExprInfo &info = ctx_.info(*range.args[2]);
    if (info.constant) {
      auto value = isInteger(info.type) ? asInteger(*info.constant) : std::nullopt;
      if (!value || *value == 0)
        return nullptr;
      step = *value;
    } else if (isInteger(info.type) || (isObject(info.type) && is_c_target && common)) {
      // Which way it goes shows at run time; below zero the loop needs a signed type.
      const Type *one = isInteger(info.type) ? commonArithmetic(types, info.type, info.type)
                                             : commonArithmetic(types, target_type, target_type);
      has_signed |= isSigned(one);
      common = common ? commonArithmetic(types, common, one) : one;
      step = 2;
    } else {
      return nullptr;
    }
  }
  if (!common)
    common = is_c_target ? commonArithmetic(types, target_type, target_type)
                         : types.integer(IntegerKind::Long);
  // Below zero, or with both signs, the loop needs a signed type; with a stride it must not run
  // over the end of a narrow one.
  const bool needs_signed =
      (has_signed && has_unsigned) || step < 0 || (!isSigned(common) && has_signed);
  if (needs_signed && !isSigned(common))
    common = types.integer(IntegerKind::LongLong);
  if (step != 1 && step != -1)
    common = commonArithmetic(types, common,
                              isSigned(common) ? ssize : types.integer(IntegerKind::Size));
  return common;
}

bool Checker::iterateRange(const syntax::Node &node, const syntax::Expr &target,
                           const syntax::CallExpr &range, bool is_reversed) {
  auto *callee = llvm::dyn_cast<syntax::NameExpr>(range.callee);
  Symbol *symbol = callee ? ctx_.info(*callee).symbol : nullptr;
  if (!symbol || symbol->kind != SymbolKind::Builtin || symbol->name != "range" ||
      range.args.empty() || range.args.size() > 3 || !range.keywords.empty())
    return false;
  for (const syntax::Expr *arg : range.args)
    if (llvm::isa<syntax::StarredExpr>(arg))
      return false;
  const bool is_name = llvm::isa<syntax::NameExpr>(target);
  if (!is_name && !llvm::isa<syntax::AttributeExpr, syntax::IndexExpr>(target))
    return false;
  const Type *wanted = targetType(target);
  if (isError(wanted) || (!is_name && !isArithmetic(wanted))) // an object gets Python's integers
    return false;
  for (const syntax::Expr *arg : range.args)
    type(*arg);
  const Type *loop = rangeType(range, wanted);
  if (!loop)
    return false;
  for (size_t i = 0; i < range.args.size(); ++i)
    coerce(*range.args[i], loop);
  // `for e in range(n)` of an enum: counted as numbers.
  const bool is_enum = canonical(wanted)->kind == TypeKind::Enum;
  if (!is_enum && implicitConversion(loop, wanted).kind == ConversionKind::Impossible)
    mismatch(target.span, loop, wanted);
  type(*range.callee);
  StmtInfo &info = ctx_.analysis.stmts[node.id];
  info.for_form = is_reversed ? ForForm::CRangeReversed : ForForm::CRange;
  info.type = is_enum ? wanted : loop;
  ctx_.info(range).operand_type = loop;
  ctx_.info(range).type = ctx_.types.object(ObjectKind::Range);
  ctx_.info(range).form = ExprForm::BuiltinCall;
  ctx_.info(range).text = "range";
  return true;
}

/// The loop over what `enumerate` was given, if it is the builtin.
bool Checker::iterateCounted(const syntax::ForStmt &node) {
  const auto counted = countedLoop(node);
  const Symbol *symbol = counted ? ctx_.info(*counted->callee).symbol : nullptr;
  if (!symbol || symbol->kind != SymbolKind::Builtin)
    return false;
  if (counted->start)
    type(*counted->start);
  iterate(node, *counted->target, *counted->iterable, false);
  assign(*counted->counter, nullptr, ctx_.types.integer(IntegerKind::SSize));
  ctx_.analysis.stmts[node.id].counts = true;
  type(*counted->callee);
  ExprInfo &call = ctx_.info(*node.iterable);
  call.type = ctx_.types.object();
  call.form = ExprForm::BuiltinCall;
  call.text = "enumerate";
  return true;
}

void Checker::iterate(const syntax::Node &node, const syntax::Expr &target,
                      const syntax::Expr &iterable, bool is_iterable_checked) {
  const auto *loop = llvm::dyn_cast<syntax::ForStmt>(&node);
  const auto *clause = llvm::dyn_cast<syntax::ComprehensionClause>(&node);
  if ((loop && loop->is_async) || (clause && clause->is_async)) {
    if (!is_iterable_checked)
      type(iterable);
    coerceToObject(iterable);
    assign(target, nullptr, ctx_.types.object());
    return;
  }
  if (auto *range = llvm::dyn_cast<syntax::ForFromRange>(&iterable))
    return countFrom(node, target, *range->start, *range->stop, range->step);
  if (auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable)) {
    if (iterateRange(node, target, *call, false))
      return;
    auto *callee = llvm::dyn_cast<syntax::NameExpr>(call->callee);
    Symbol *symbol = callee ? ctx_.info(*callee).symbol : nullptr;
    if (symbol && symbol->kind == SymbolKind::Builtin && symbol->name == "reversed" &&
        call->args.size() == 1 && call->keywords.empty()) {
      if (auto *inner = llvm::dyn_cast<syntax::CallExpr>(call->args[0]))
        if (iterateRange(node, target, *inner, true)) {
          ctx_.info(iterable).type = ctx_.types.object();
          type(*call->callee);
          return;
        }
    }
  }
  if (!is_iterable_checked)
    type(iterable);
  const Type *of = ctx_.info(iterable).type;
  if (!isError(of) && cppClass(of) && cppIterate(node, target, of))
    return;
  StmtInfo &info = ctx_.analysis.stmts[node.id];
  if (isError(of)) {
    assign(target, nullptr, elementOfView(ctx_, of));
    return;
  }
  const Type *element = nullptr;
  if (auto *array = llvm::dyn_cast<ArrayType>(canonical(of))) {
    element = array->element;
    if (!array->size && array->size_text.empty()) {
      ctx_.report(Diag::NotIterable, iterable.span).arg(spelling(of));
      assign(target, nullptr, error());
      return;
    }
  } else if (auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(&iterable);
             subscript && ctx_.info(iterable).form == ExprForm::PointerSlice) {
    auto *slice = llvm::cast<syntax::SliceExpr>(subscript->index);
    const bool is_array = llvm::isa<ArrayType>(canonical(ctx_.info(*subscript->base).type));
    const bool has_stop = slice->stop && !isNoneLiteral(*slice->stop);
    const ConstantValue *step = slice->step ? ctx_.info(*slice->step).constant : nullptr;
    const int64_t stride = step ? asInteger(*step).value_or(0) : slice->step ? 0 : 1;
    if (stride == 0) {
      ctx_.report(Diag::NotIterable, iterable.span)
          .arg(spelling(ctx_.info(*subscript->base).type))
          .note("the step of the slice must be a constant, and not 0");
      assign(target, nullptr, error());
      return;
    }
    if (is_array || (stride > 0 ? has_stop : slice->start && !isNoneLiteral(*slice->start)))
      element = elementOf(ctx_.info(*subscript->base).type);
  }
  if (element) {
    info.for_form = ForForm::ArrayElements;
    info.type = element;
    // `cdef S *p`, `for p in array[:n]`: a variable that points at elements gets their places.
    auto *name = llvm::dyn_cast<syntax::NameExpr>(&target);
    const Symbol *variable = name ? ctx_.info(*name).symbol : nullptr;
    const Type *pointed = variable && variable->is_declared && isPointer(variable->type)
                              ? elementOf(canonical(variable->type))
                              : nullptr;
    // `cdef bytes b`, `for b in text[:n]`: bytes of one character.
    if (variable && variable->is_declared && isObjectKind(variable->type, ObjectKind::Bytes) &&
        ctx_.info(iterable).form == ExprForm::PointerSlice &&
        isCText(ctx_.info(*llvm::cast<syntax::IndexExpr>(iterable).base).type)) {
      info.type = ctx_.types.object(ObjectKind::Bytes);
      assign(target, nullptr, info.type);
      return;
    }
    if (pointed && isSame(pointed, element)) {
      info.type = ctx_.types.pointer(element);
      assign(target, nullptr, info.type);
      return;
    }
    assign(target, nullptr, unqualified(element));
    return;
  }
  if (!isObject(of) && isPointer(of) && !isCharPointer(of)) {
    ctx_.report(Diag::NotIterable, iterable.span)
        .arg(spelling(of))
        .note("a pointer has no length: iterate over a slice, `p[:n]`");
    assign(target, nullptr, error());
    return;
  }
  // What only inference made a C number is a Python object: that it cannot be iterated over shows
  // at run time.
  Symbol *symbol = ctx_.info(iterable).symbol;
  if (isArithmetic(of) && symbol && symbol->is_declared) {
    ctx_.report(Diag::NotIterable, iterable.span).arg(spelling(of));
    assign(target, nullptr, error());
    return;
  }
  coerceToObject(iterable);
  info.for_form = ForForm::PythonIteration;
  assign(target, nullptr, ctx_.types.object());
}

} // namespace nogilc::sema
