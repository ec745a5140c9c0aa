// Subscripts, slices, casts, addresses and sizes.
#include "sema/check.h"

namespace nogilc::sema {

using namespace types;

/// `p[None:3]`
static bool isBound(const syntax::Expr *expr) {
  auto *word = llvm::dyn_cast_or_null<syntax::ConstantExpr>(expr);
  return expr && !(word && word->value == syntax::Constant::None);
}

const Type *elementOfView(Context &ctx, const Type *of) {
  const MemoryViewType *view = unsupportedView(of);
  if (!view)
    return ctx.types.error();
  return view->ndim == 1 ? view->element
                         : ctx.types.unsupported(ctx.types.memoryView(
                               view->element, static_cast<uint8_t>(view->ndim - 1)));
}

/// `view[i, :, None]`: integers take an axis away, `None` adds one.
const Type *Checker::indexView(const syntax::IndexExpr &node, const MemoryViewType &view,
                               ExprInfo &info) {
  llvm::SmallVector<const syntax::Expr *, 4> subscripts = {node.index};
  if (auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(node.index)) {
    subscripts.assign(tuple->elements.begin(), tuple->elements.end());
    ctx_.info(*node.index).type = ctx_.types.object(ObjectKind::Tuple);
  }
  int ndim = view.ndim;
  bool is_element = true;
  for (const syntax::Expr *subscript : subscripts) {
    if (auto *slice = llvm::dyn_cast<syntax::SliceExpr>(subscript)) {
      for (const syntax::Expr *part : {slice->start, slice->stop, slice->step})
        if (part)
          type(*part);
      ctx_.info(*slice).type = ctx_.types.object(ObjectKind::Slice);
      is_element = false;
      continue;
    }
    type(*subscript);
    auto *word = llvm::dyn_cast<syntax::ConstantExpr>(subscript);
    if (!word || word->value != syntax::Constant::Ellipsis)
      ndim += word && word->value == syntax::Constant::None ? 1 : -1;
    is_element &= word == nullptr;
  }
  info.form = ExprForm::PointerIndex;
  if (ndim < 0)
    return error();
  return is_element && ndim == 0 ? view.element
                                 : ctx_.types.unsupported(ctx_.types.memoryView(
                                       view.element, static_cast<uint8_t>(ndim)));
}

/// With `wraparound=False` nothing counts from the end. In front of a pointer there may be more.
void Checker::warnOfNegativeIndex(const syntax::IndexExpr &node, const Type *base) {
  if (directives_->wraparound || isPointer(base) || llvm::isa<CTupleType>(base))
    return;
  auto *slice = llvm::dyn_cast<syntax::SliceExpr>(node.index);
  const auto isKnown = [&](const syntax::Expr *part) { return !part || ctx_.info(*part).constant; };
  // Of a text that is written here the length is known.
  if (llvm::isa<syntax::StringLiteral>(node.base) &&
      (slice ? isKnown(slice->start) && isKnown(slice->stop) : isKnown(node.index)))
    return;
  const auto check = [&](const syntax::Expr *part, llvm::StringRef what) {
    const ConstantValue *value = part ? ctx_.info(*part).constant : nullptr;
    if (value && asInteger(*value).value_or(0) < 0)
      ctx_.report(Diag::NegativeIndex, part->span).arg(what);
  };
  if (slice) {
    check(slice->start, "bound");
    check(slice->stop, "bound");
  } else {
    check(node.index, "index");
  }
}

const Type *Checker::index(const syntax::IndexExpr &node, ExprInfo &info, bool is_target) {
  // `f[int]`, `vector[int]`: only types stand in the subscript.
  if (typeOfExpression(ctx_, scope_, node)) {
    ctx_.report(Diag::NotAValue, node.span).arg("this").arg("a type");
    return error();
  }
  const Type *base = type(*node.base);
  if (const MemoryViewType *view = unsupportedView(base))
    return indexView(node, *view, info);
  if (ctx_.info(*node.base).form == ExprForm::CppMethod && !isError(base))
    return cppTemplate(node, info);
  if (isError(base)) { // said already; the subscript may hold names of types
    const bool was_quiet = std::exchange(ctx_.is_quiet, true);
    type(*node.index);
    ctx_.is_quiet = was_quiet;
    return error();
  }
  auto *slice = llvm::dyn_cast<syntax::SliceExpr>(node.index);
  if (slice) {
    for (const syntax::Expr *part : {slice->start, slice->stop, slice->step})
      if (part)
        type(*part);
  } else {
    type(*node.index);
  }
  const Type *plain = canonical(base);
  const Type *ssize = ctx_.types.integer(IntegerKind::SSize);
  warnOfNegativeIndex(node, plain);
  if (!slice && cppClass(plain)) {
    const Type *element = cppOperator(
        "[]", {{node.base, base}, {node.index, ctx_.info(*node.index).type}}, node.span, info);
    if (element)
      return element;
  }
  if (auto *tuple = llvm::dyn_cast<CTupleType>(plain)) {
    const ConstantValue *constant = slice ? nullptr : ctx_.info(*node.index).constant;
    if (auto at = constant ? asInteger(*constant) : std::nullopt) {
      const auto size = static_cast<int64_t>(tuple->elements.size());
      if (*at < -size || *at >= size) {
        ctx_.report(Diag::NoSuchMember, node.index->span)
            .arg(spelling(base))
            .arg("[" + std::to_string(*at) + "]");
        return error();
      }
      info.field = &tuple->fields[static_cast<size_t>(*at < 0 ? *at + size : *at)];
      info.form = ExprForm::StructField;
      return info.field->type;
    }
    coerceToObject(*node.base); // which item shows at run time
    if (isError(ctx_.info(*node.base).type) || is_target)
      return error();
    plain = ctx_.types.object(ObjectKind::Tuple);
  }
  if (const Type *element = elementOf(plain)) {
    if (isVoid(element) || llvm::isa<FunctionType>(canonical(element))) {
      ctx_.report(Diag::NotSubscriptable, node.span).arg(spelling(base));
      return error();
    }
    if (slice) {
      if (is_target && slice->step) {
        ctx_.report(Diag::InvalidOperand, slice->step->span).arg("a step").arg(spelling(base));
        return error();
      }
      if (is_target) {
        for (const syntax::Expr *part : {slice->start, slice->stop})
          if (isBound(part))
            coerce(*part, ssize);
        ctx_.info(*node.index).type = ctx_.types.object(ObjectKind::Slice);
        info.form = ExprForm::PointerSlice;
        // `a[:]` is the whole array; of a part the length may be known at run time only.
        return llvm::isa<ArrayType>(plain) && !slice->start && !slice->stop
                   ? base
                   : ctx_.types.pointer(element);
      }
      if (!isBound(slice->stop) && !llvm::isa<ArrayType>(plain) && !isCharPointer(plain) &&
          !slice->step) {
        ctx_.report(Diag::NotSubscriptable, node.span)
            .arg(spelling(base))
            .note("the slice of a pointer needs an end");
        return error();
      }
      for (const syntax::Expr *part : {slice->start, slice->stop, slice->step})
        if (isBound(part))
          coerce(*part, ssize);
      ctx_.info(*node.index).type = ctx_.types.object(ObjectKind::Slice);
      info.form = ExprForm::PointerSlice;
      auto *integer = llvm::dyn_cast<IntegerType>(canonical(element));
      if (integer && integer->rank == 1)
        return ctx_.types.object(ctx_.analysis.text_rules.object);
      if (implicitConversion(element, ctx_.types.object()).kind == ConversionKind::Impossible) {
        // Fine as something to iterate over; as a value it would be a list.
        info.operand_type = element;
      }
      return ctx_.types.object(ObjectKind::List);
    }
    const Type *subscript = ctx_.info(*node.index).type;
    if (!isInteger(subscript)) {
      if (!isObject(subscript) && !isError(subscript)) {
        mismatch(node.index->span, subscript, ssize);
        return error();
      }
      coerce(*node.index, ssize);
    }
    info.form = ExprForm::PointerIndex;
    return element;
  }
  if (auto *character = llvm::dyn_cast<IntegerType>(plain);
      character &&
      (character->integer == IntegerKind::UCS4 || character->integer == IntegerKind::Unicode))
    plain = ctx_.types.object(); // a text of one character
  if (mentionsError(base))
    return error();
  // A C++ container has no slices, but the Python object that it becomes has.
  if (slice && !is_target && cppClass(plain) &&
      implicitConversion(plain, ctx_.types.object()).kind != ConversionKind::Impossible) {
    coerceToObject(*node.base);
    plain = ctx_.types.object();
  }
  if (!isObject(plain)) {
    ctx_.report(Diag::NotSubscriptable, node.span).arg(spelling(base));
    return error();
  }
  if (slice) {
    for (const syntax::Expr *part : {slice->start, slice->stop, slice->step})
      if (part)
        coerceToObject(*part);
    ctx_.info(*node.index).type = ctx_.types.object(ObjectKind::Slice);
    info.form = ExprForm::PythonSlice;
    for (ObjectKind kind : {ObjectKind::Str, ObjectKind::Bytes, ObjectKind::ByteArray,
                            ObjectKind::List, ObjectKind::Tuple})
      if (isObjectKind(plain, kind))
        return plain;
    return ctx_.types.object();
  }
  const Type *subscript = canonical(ctx_.info(*node.index).type);
  const bool is_character = llvm::isa<IntegerType>(subscript) &&
                            (llvm::cast<IntegerType>(subscript)->integer == IntegerKind::UCS4 ||
                             llvm::cast<IntegerType>(subscript)->integer == IntegerKind::Unicode);
  // A C integer is an index of a sequence; in a mapping it becomes a key, which the run time sees
  // to.
  if (isInteger(subscript) && subscript->kind != TypeKind::Bint && !is_character &&
      !isObjectKind(plain, ObjectKind::Dict)) {
    info.form = ExprForm::PythonIndexC;
    if (!is_target && isObjectKind(plain, ObjectKind::Str))
      return ctx_.types.integer(IntegerKind::UCS4);
    if (!is_target &&
        (isObjectKind(plain, ObjectKind::Bytes) || isObjectKind(plain, ObjectKind::ByteArray)))
      return ctx_.types.integer(IntegerKind::UChar);
    return ctx_.types.object();
  }
  coerceToObject(*node.index);
  info.form = ExprForm::PythonIndex;
  return ctx_.types.object();
}

/// The function that pointers, and pointers to pointers, and arrays of them, lead to.
static const FunctionType *functionBehind(const Type *type) {
  for (; type; type = elementOf(type))
    if (const FunctionType *function = calledFunction(type))
      return function;
  return nullptr;
}

/// The function behind `<void *>f` and `&f`: on the way through `void *` nothing is known of it.
const FunctionType *Checker::functionInside(const syntax::Expr &expr, const Type *type) {
  if (const FunctionType *function = functionBehind(type))
    return function;
  const syntax::Expr *operand = nullptr;
  if (auto *cast = llvm::dyn_cast<syntax::CastExpr>(&expr))
    operand = cast->operand;
  else if (auto *address = llvm::dyn_cast<syntax::AddressOfExpr>(&expr))
    operand = address->operand;
  return operand ? functionInside(*operand, ctx_.info(*operand).type) : nullptr;
}

/// The type of an expression that is wanted as a pointer. The C method `o.f` is a function then,
/// which takes `self` first: it is called with that object.
const Type *Checker::methodAsFunction(const syntax::Expr &expr) {
  ExprInfo &info = ctx_.info(expr);
  if (info.form == ExprForm::ExtensionMethod && llvm::isa<FunctionType>(canonical(info.type)))
    info.type = info.symbol->type;
  return info.type;
}

const Type *Checker::castTo(const Type *target, const syntax::Expr &operand, Span span,
                            bool is_checked) {
  const Type *from = type(operand);
  if (isError(target) || isError(from))
    return target;
  if (adaptLiteral(operand, target) || adaptTextSlice(operand, target))
    return target;
  if (isArithmetic(target) && !isComplex(target) && adaptPower(operand))
    from = ctx_.types.floating(FloatKind::Double);
  else if (isComplex(target) && adaptPower(operand, ctx_.types.softComplex()))
    from = ctx_.types.softComplex();
  if (isObject(target) && calledFunction(from)) {
    coerce(operand, target);
    return target;
  }
  if (isPointer(target))
    from = methodAsFunction(operand);
  if (is_checked && !(isObject(from) && isObject(target))) {
    // `<int?>x` checks nothing: only objects have a type to be tested. Whether an object has text
    // to point to is always tested.
    if (!isObject(target) && !(isObject(from) && isCharPointer(canonical(target)))) {
      ctx_.report(Diag::InvalidCast, span)
          .arg(spelling(from))
          .arg(spelling(target))
          .note("the checked form `<T?>` is for Python types");
      return error();
    }
  }
  // `<str>p[1:2]` of C text: nothing in between is an object that could be a str.
  auto *text = llvm::dyn_cast<ObjectType>(canonical(target));
  auto *bytes = llvm::dyn_cast<ObjectType>(canonical(from));
  if (ctx_.info(operand).form == ExprForm::PointerSlice && text && bytes &&
      text->object == ObjectKind::Str && bytes->object != ObjectKind::Str) {
    ctx_.report(Diag::InvalidCast, span)
        .arg(spelling(from))
        .arg(spelling(target))
        .note("bytes become text by decoding: `.decode('utf-8')`");
    return error();
  }
  if (castConversion(from, target, ctx_.analysis.text_rules).kind == ConversionKind::Impossible) {
    if (isNotYet(operand, from, target))
      return error();
    auto report = ctx_.report(Diag::InvalidCast, span);
    report.arg(spelling(from)).arg(spelling(target));
    if (isObject(from) && isPointer(target))
      report.note("only `void *` and pointers to structs can hold the address of an object");
    return error();
  }
  const FunctionType *source = functionInside(operand, from);
  const FunctionType *wanted = functionBehind(target);
  if (source && wanted && wanted->is_nogil && !source->is_nogil)
    ctx_.report(Diag::CastToNogil, span);
  return target;
}

const Type *Checker::cast(const syntax::CastExpr &node, ExprInfo &info) {
  const Type *target = resolveTypeName(ctx_, place(), *node.type);
  auto *array = llvm::dyn_cast<ArrayType>(canonical(target));
  // `ctypedef S S_t[1]`: the type of a header, of which values are passed as pointers.
  if (array && llvm::isa<TypedefType>(unqualified(target))) {
    target = ctx_.types.pointer(array->element);
  } else if (array) {
    ctx_.report(Diag::InvalidCast, node.span).arg("value").arg(spelling(target));
    target = error();
  }
  // `<PyObject>o` is the pointer that `o` is.
  if (auto *record = llvm::dyn_cast<StructType>(canonical(target));
      record && record->is_extern && record->cname == "PyObject" && isObject(type(*node.operand)))
    target = ctx_.types.pointer(target);
  const Type *result = castTo(target, *node.operand, node.span, node.is_checked);
  info.operand_type = result;
  return result;
}

/// `T&&`: nothing holds what it refers to.
static bool isReferenceToValue(const Type *type) {
  auto *reference = llvm::dyn_cast<ReferenceType>(type);
  return !reference || reference->is_rvalue;
}

/// What a reference refers to, with its `const`.
static const Type *referee(const Type *type) {
  while (auto *alias = llvm::dyn_cast<TypedefType>(type))
    type = alias->underlying;
  return llvm::cast<ReferenceType>(type)->referee;
}

const Type *Checker::addressOf(const syntax::AddressOfExpr &node) {
  const Type *operand = type(*node.operand);
  if (isError(operand))
    return error();
  const ExprInfo &info = ctx_.info(*node.operand);
  bool is_place = false;
  switch (info.form) {
  case ExprForm::ExtensionMethod:
    operand = methodAsFunction(*node.operand);
    is_place = true;
    break;
  case ExprForm::SymbolRead:
    is_place = info.symbol && (info.symbol->kind == SymbolKind::Local ||
                               info.symbol->kind == SymbolKind::Parameter ||
                               info.symbol->kind == SymbolKind::ModuleVariable ||
                               info.symbol->kind == SymbolKind::ExternVariable ||
                               info.symbol->kind == SymbolKind::CFunction);
    break;
  case ExprForm::StructField:
  case ExprForm::ExtensionField:
  case ExprForm::PointerIndex:
    is_place = true;
    break;
  case ExprForm::CppCall:
  case ExprForm::CppOperator: {
    auto *function = llvm::dyn_cast_or_null<FunctionType>(info.operand_type);
    is_place = function && isReference(function->result) && !isReferenceToValue(function->result);
    break;
  }
  default:
    break;
  }
  if (!is_place) {
    ctx_.report(Diag::NoAddress, node.span).arg("this value has no place in memory");
    return error();
  }
  if (isObject(operand)) {
    ctx_.report(Diag::NoAddress, node.span).arg("a Python variable's address cannot be taken");
    return error();
  }
  for (const syntax::Expr *base = node.operand;;) {
    if (auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(base)) {
      base = attribute->base;
      continue;
    }
    if (auto *subscript = llvm::dyn_cast<syntax::IndexExpr>(base)) {
      base = subscript->base;
      continue;
    }
    if (Symbol *symbol = ctx_.info(*base).symbol; symbol && !ctx_.is_quiet)
      symbol->is_address_taken = true;
    break;
  }
  return ctx_.types.pointer(isReference(operand) ? referee(operand) : operand);
}

const Type *Checker::sizeOf(const syntax::SizeofExpr &node, ExprInfo &info) {
  const Type *measured = nullptr;
  if (node.type)
    measured = resolveTypeName(ctx_, place(), *node.type);
  else if (node.operand) {
    measured = typeOfLocal(ctx_, scope_, *node.operand);
    if (auto *named = llvm::dyn_cast<syntax::NameExpr>(node.operand);
        named && !measured &&
        (!ctx_.info(*named).symbol || ctx_.info(*named).symbol->kind == SymbolKind::Builtin))
      measured = cythonType(ctx_, named->name.str()); // `sizeof(long)`, not the Python type
    if (measured)
      ctx_.info(*node.operand).type = measured;
    else
      measured = type(*node.operand);
  }
  if (!measured || isError(measured))
    return error();
  if (isObject(measured) || isVoid(measured)) {
    ctx_.report(Diag::InvalidType, node.span)
        .arg("`sizeof` of " + std::string(isVoid(measured) ? "`void`" : "a Python object"));
    return error();
  }
  if (auto *record = llvm::dyn_cast<StructType>(canonical(measured));
      record && !record->is_complete && !record->is_extern) {
    ctx_.report(Diag::InvalidType, node.span)
        .arg("`sizeof` of the incomplete type `" + spelling(measured) + "`");
    return error();
  }
  info.operand_type = measured; // what is measured
  return ctx_.types.integer(IntegerKind::Size);
}

} // namespace nogilc::sema
