#include "lower/targets.h"

#include "lower/arrays.h"
#include "lower/attributes.h"
#include "lower/compound_conversions.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/items.h"
#include "lower/names.h"
#include "lower/operands.h"
#include "lower/unpacking.h"

#include <llvm/Support/ErrorHandling.h>

namespace nogilc::lower {

using sema::SymbolKind;

Place placeOfSymbol(FunctionContext &fn, const sema::Symbol &symbol) {
  Place place;
  place.symbol = &symbol;
  place.name = symbol.name.str();
  place.type = symbol.type;
  switch (symbol.kind) {
  case SymbolKind::PythonGlobal:
  case SymbolKind::Builtin:
    place.kind = Place::Kind::Global;
    place.type = fn.module.object();
    return place;
  case SymbolKind::ClassName:
    place.kind = fn.class_namespace ? Place::Kind::ClassName : Place::Kind::Global;
    place.type = fn.module.object();
    if (fn.class_namespace)
      place.base = borrowed(fn.class_namespace);
    return place;
  case SymbolKind::Local:
  case SymbolKind::Parameter:
  case SymbolKind::ModuleVariable:
  case SymbolKind::ExternVariable: {
    const ir::Variable *variable = fn.variableOf(&symbol);
    place.place = reference(fn.module, variable);
    place.kind =
        variable->holding == ir::Holding::Value ? Place::Kind::CPlace : Place::Kind::ObjectPlace;
    return place;
  }
  case SymbolKind::CFunction:
    // A cpdef function's name in the module's dict.
    place.kind = Place::Kind::Global;
    place.type = fn.module.object();
    return place;
  case SymbolKind::EnumConstant:
  case SymbolKind::Type:
  case SymbolKind::CModule:
  case SymbolKind::CythonModule:
  case SymbolKind::CompileTime:
    break;
  }
  fn.module.unsupported(fn.span, ("assigning to `" + symbol.name.str() + "`").str());
  return place;
}

namespace {

Place cPlace(const Expr *expr) {
  Place place;
  place.kind = types::isObject(expr->type) ? Place::Kind::ObjectPlace : Place::Kind::CPlace;
  place.place = expr;
  place.type = expr->type;
  return place;
}

Place placeOfItem(FunctionContext &fn, const syntax::IndexExpr &target) {
  const sema::ExprInfo &info = infoOf(fn, target);
  Place place;
  place.type = fn.module.object();
  place.node = &target;
  switch (info.form) {
  case sema::ExprForm::StructField:
    return cPlace(lowerCTupleItem(fn, target));
  case sema::ExprForm::CppOperator: {
    const Value element = lowerCppOperator(fn, info, {target.base, target.index});
    return cPlace(element.expr);
  }
  case sema::ExprForm::PointerIndex:
    return cPlace(lowerPointerIndex(fn, target));
  case sema::ExprForm::PythonIndexC: {
    if (!fitsIndex(fn, *target.index))
      break;
    Operands operands(fn);
    operands.add(lowerObject(fn, *target.base));
    operands.add(lowerCIndex(fn, *target.index));
    operands.settle();
    place.kind = Place::Kind::ItemC;
    place.type = info.type;
    place.base = operands[0];
    place.index = operands[1];
    return place;
  }
  case sema::ExprForm::PythonSlice:
    if (isSimpleSlice(fn, *target.index)) {
      const auto &slice = llvm::cast<syntax::SliceExpr>(*target.index);
      Operands operands(fn);
      operands.add(lowerObject(fn, *target.base));
      operands.add(lowerBound(fn, slice.start));
      operands.add(lowerBound(fn, slice.stop));
      operands.settle();
      place.kind = Place::Kind::Slice;
      place.base = operands[0];
      place.start = operands[1];
      place.stop = operands[2];
      return place;
    }
    break;
  case sema::ExprForm::PointerSlice:
    if (llvm::isa<types::ArrayType>(types::canonical(info.type)))
      return cPlace(lowerLvalue(fn, *target.base)); // `a[:]`
    {
      const ElementRange range = lowerElementRange(fn, target);
      place.kind = Place::Kind::Elements;
      place.type = info.type;
      place.place = range.first;
      if (range.length)
        place.stop = cValue(range.length);
      return place;
    }
  default: // forms of other kinds of node, and PythonIndex
    break;
  }
  Operands operands(fn);
  operands.add(lowerObject(fn, *target.base));
  operands.add(lowerObject(fn, *target.index));
  operands.settle();
  place.kind = Place::Kind::Item;
  place.base = operands[0];
  place.index = operands[1];
  return place;
}

Place placeOfProperty(FunctionContext &fn, const syntax::AttributeExpr &target,
                      const sema::Symbol &getter) {
  Place place;
  place.kind = Place::Kind::Property;
  place.name = target.attribute.name.str();
  place.symbol = &getter;
  for (const sema::PropertyInfo &property : getter.cls->properties)
    if (property.get->symbol == &getter)
      place.setter = property.set->symbol;
  place.type = llvm::cast<types::FunctionType>(place.setter->type)->parameters[1];
  place.base = lowerExpr(fn, *target.base);
  checkNotNone(fn, target, place.base);
  return place;
}

const Expr *wraparound(FunctionContext &fn) {
  return boolLiteral(fn.module, !fn.directives || fn.directives->wraparound);
}
const Expr *boundscheck(FunctionContext &fn) {
  return boolLiteral(fn.module, !fn.directives || fn.directives->boundscheck);
}

llvm::StringRef nameOfPlace(const Place &place) { return place.name; }

} // namespace

const Type *targetType(FunctionContext &fn, const syntax::Expr &target) {
  if (const sema::Symbol *symbol = fn.module.analysis.binding(target))
    return symbol->kind == SymbolKind::PythonGlobal ? fn.module.object() : symbol->type;
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(target))
    return nullptr;
  // What reading the place gives does not bound what may be stored in it: `x[1:3] = "ab"`.
  const Type *type = typeOf(fn, target);
  return type && types::isObject(type) && llvm::isa<syntax::IndexExpr>(target) ? fn.module.object()
                                                                               : type;
}

Place lowerPlace(FunctionContext &fn, const syntax::Expr &target) {
  At at(fn, target.span);
  const sema::ExprInfo &info = infoOf(fn, target);
  if (const auto *name = llvm::dyn_cast<syntax::NameExpr>(&target)) {
    const sema::Symbol *symbol = fn.module.analysis.binding(target);
    if (!symbol)
      symbol = info.symbol;
    if (!symbol) {
      fn.module.unsupported(target.span, ("assigning to `" + name->name.str() + "` here").str());
      return {};
    }
    return placeOfSymbol(fn, *symbol);
  }
  if (const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&target)) {
    switch (info.form) {
    case sema::ExprForm::StructField:
      return cPlace(lowerStructField(fn, *attribute));
    case sema::ExprForm::ComplexPart:
      return cPlace(lowerComplexPart(fn, *attribute));
    case sema::ExprForm::SymbolRead:
      return placeOfSymbol(fn, *info.symbol);
    case sema::ExprForm::ExtensionField: {
      Place place = cPlace(lowerExtensionField(fn, *attribute));
      place.name = attribute->attribute.name.str();
      return place;
    }
    case sema::ExprForm::ExtensionProperty:
      return placeOfProperty(fn, *attribute, *info.symbol);
    default: // forms of other kinds of node, and PythonAttribute
      break;
    }
    Place place;
    place.kind = Place::Kind::Attribute;
    place.type = fn.module.object();
    place.name = pythonAttributeName(fn, *attribute);
    place.base = lowerObject(fn, *attribute->base);
    return place;
  }
  if (const auto *item = llvm::dyn_cast<syntax::IndexExpr>(&target))
    return placeOfItem(fn, *item);
  if (llvm::isa<syntax::TupleExpr, syntax::ListExpr>(target)) {
    Place place;
    place.kind = Place::Kind::Nested;
    place.node = &target;
    return place;
  }
  if (llvm::isa<syntax::ErrorExpr>(target))
    return {};
  if (llvm::isa<syntax::CallExpr>(target)) // a function that returns a reference
    return cPlace(lowerExpr(fn, target).expr);
  fn.module.unsupported(target.span, "this target of an assignment");
  return {};
}

Value readPlace(FunctionContext &fn, const Place &place) {
  LowerContext &context = fn.module;
  switch (place.kind) {
  case Place::Kind::CPlace: {
    Value value = cValue(place.place);
    value.type = place.type;
    return value;
  }
  case Place::Kind::ObjectPlace:
    if (place.symbol)
      return readSymbol(fn, *place.symbol, place.name);
    return readObjectPlace(fn, place.place);
  case Place::Kind::Global:
  case Place::Kind::ClassName:
    return readSymbol(fn, *place.symbol, place.name);
  case Place::Kind::Attribute:
    return callRuntime(fn, RuntimeEntry::getattr,
                       {place.base.expr, nameConstant(context, place.name)},
                       {Construct::GetAttribute, place.name});
  case Place::Kind::Property:
    return callProperty(fn, *place.symbol, {place.base.expr});
  case Place::Kind::Item:
    return callRuntime(fn, RuntimeEntry::getitem, {place.base.expr, place.index.expr},
                       {Construct::GetItem, {}});
  case Place::Kind::ItemC:
    return callRuntime(fn, RuntimeEntry::getitem_index,
                       {place.base.expr, place.index.expr, wraparound(fn), boundscheck(fn)},
                       {Construct::GetItem, {}});
  case Place::Kind::Slice: {
    llvm::SmallVector<const Expr *, 8> args = {place.base.expr};
    args.append(boundArguments(fn, place.start, place.stop));
    return callRuntime(fn, RuntimeEntry::getslice, args, {Construct::Slice, {}});
  }
  case Place::Kind::Elements:
    return cValue(place.place);
  case Place::Kind::Nested:
  case Place::Kind::Discard:
    return borrowed(none(context));
  }
  llvm_unreachable("not a kind of place");
}

void writePlace(FunctionContext &fn, const Place &place, const Value &given) {
  LowerContext &context = fn.module;
  if (place.kind == Place::Kind::Discard || !given.expr)
    return;
  if (place.kind == Place::Kind::Nested) {
    if (const auto *tuple = llvm::dyn_cast<syntax::TupleExpr>(place.node))
      lowerUnpacking(fn, *place.node, tuple->elements, given);
    else
      lowerUnpacking(fn, *place.node, llvm::cast<syntax::ListExpr>(place.node)->elements, given);
    return;
  }
  if (place.kind == Place::Kind::CPlace &&
      types::canonical(place.type)->kind == types::TypeKind::Array) {
    assignArray(fn, place.place, given);
    return;
  }
  if (place.kind == Place::Kind::Elements) {
    assignElements(fn, {place.place, place.stop.expr}, given);
    return;
  }
  if (place.kind == Place::Kind::CPlace && isCppObject(place.type))
    return assignCppObject(fn, place.place, given);
  Value value = convert(fn, given, types::unqualified(place.type));
  switch (place.kind) {
  case Place::Kind::CPlace:
    store(fn, place.place, value.expr);
    return;
  case Place::Kind::ObjectPlace:
    storeObject(fn, place.place, value, {Construct::AssignObject, nameOfPlace(place)});
    return;
  case Place::Kind::Global:
    callRuntime(fn, RuntimeEntry::store_global, {nameConstant(context, place.name), value.expr},
                {Construct::WriteGlobal, place.name});
    return;
  case Place::Kind::ClassName:
    callRuntime(fn, RuntimeEntry::setitem,
                {place.base.expr, nameConstant(context, place.name), value.expr},
                {Construct::WriteGlobal, place.name});
    return;
  case Place::Kind::Attribute:
    callRuntime(fn, RuntimeEntry::setattr,
                {place.base.expr, nameConstant(context, place.name), value.expr},
                {Construct::SetAttribute, place.name});
    return;
  case Place::Kind::Property:
    callProperty(fn, *place.setter, {place.base.expr, value.expr});
    return;
  case Place::Kind::Item:
    callRuntime(fn, RuntimeEntry::setitem, {place.base.expr, place.index.expr, value.expr},
                {Construct::SetItem, {}});
    return;
  case Place::Kind::ItemC:
    if (!types::isObject(place.type)) {
      callRuntime(fn, RuntimeEntry::bytearray_setitem,
                  {place.base.expr, place.index.expr, value.expr, wraparound(fn), boundscheck(fn)},
                  {Construct::SetItem, {}});
      return;
    }
    callRuntime(fn, RuntimeEntry::setitem_index,
                {place.base.expr, place.index.expr, value.expr, wraparound(fn), boundscheck(fn)},
                {Construct::SetItem, {}});
    return;
  case Place::Kind::Slice: {
    llvm::SmallVector<const Expr *, 8> args = {place.base.expr};
    args.append(boundArguments(fn, place.start, place.stop));
    args.push_back(value.expr);
    callRuntime(fn, RuntimeEntry::setslice, args, {Construct::SetItem, {}});
    return;
  }
  case Place::Kind::Elements:
  case Place::Kind::Nested:
  case Place::Kind::Discard:
    return;
  }
  llvm_unreachable("not a kind of place");
}

void deletePlace(FunctionContext &fn, const Place &place) {
  LowerContext &context = fn.module;
  switch (place.kind) {
  case Place::Kind::Elements:
  case Place::Kind::CPlace:
  case Place::Kind::Property:
    context.unsupported(fn.span, "`del` of a C variable");
    return;
  case Place::Kind::ObjectPlace: {
    const Reason reason{Construct::Delete, place.name};
    if (!place.symbol) { // a public attribute of an extension type is None then
      storeObject(fn, place.place, borrowed(none(context)), reason);
      return;
    }
    ir::Variable *variable = fn.variableOf(place.symbol);
    // Deleting what is not bound is an error, whether or not a read might find it so.
    checkBound(fn, *place.symbol, *variable);
    drop(fn, variable, reason);
    return;
  }
  case Place::Kind::Global:
    callRuntime(fn, RuntimeEntry::delete_global, {nameConstant(context, place.name)},
                {Construct::Delete, place.name});
    return;
  case Place::Kind::ClassName:
    callRuntime(fn, RuntimeEntry::delete_class_name,
                {place.base.expr, nameConstant(context, place.name)},
                {Construct::Delete, place.name});
    return;
  case Place::Kind::Attribute:
    callRuntime(fn, RuntimeEntry::delattr, {place.base.expr, nameConstant(context, place.name)},
                {Construct::DeleteAttribute, place.name});
    return;
  case Place::Kind::Item:
    callRuntime(fn, RuntimeEntry::delitem, {place.base.expr, place.index.expr},
                {Construct::DeleteItem, {}});
    return;
  case Place::Kind::ItemC:
    callRuntime(fn, RuntimeEntry::delitem_index,
                {place.base.expr, place.index.expr, wraparound(fn)}, {Construct::DeleteItem, {}});
    return;
  case Place::Kind::Slice: {
    llvm::SmallVector<const Expr *, 8> args = {place.base.expr};
    args.append(boundArguments(fn, place.start, place.stop));
    callRuntime(fn, RuntimeEntry::delslice, args, {Construct::DeleteItem, {}});
    return;
  }
  case Place::Kind::Nested: {
    llvm::ArrayRef<syntax::Expr *> elements =
        llvm::isa<syntax::TupleExpr>(place.node)
            ? llvm::cast<syntax::TupleExpr>(place.node)->elements
            : llvm::cast<syntax::ListExpr>(place.node)->elements;
    for (const syntax::Expr *element : elements)
      deletePlace(fn, lowerPlace(fn, *element));
    return;
  }
  case Place::Kind::Discard:
    return;
  }
  llvm_unreachable("not a kind of place");
}

void assign(FunctionContext &fn, const syntax::Expr &target, const Value &value) {
  // The value was computed first: what the target's parts run may not change it.
  Operands operands(fn);
  operands.add(value);
  Place place = lowerPlace(fn, target);
  operands.settle();
  At at(fn, target.span);
  writePlace(fn, place, operands[0]);
}

void assignSymbol(FunctionContext &fn, const sema::Symbol *symbol, const Value &value) {
  writePlace(fn, placeOfSymbol(fn, *symbol), value);
}

void deleteSymbol(FunctionContext &fn, const sema::Symbol *symbol) {
  deletePlace(fn, placeOfSymbol(fn, *symbol));
}

} // namespace nogilc::lower
