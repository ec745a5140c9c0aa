// Assignment targets. A Place is a target whose parts (base, index, slice bounds) have been
// evaluated, so that it can be read, written and deleted without evaluating them again.
#pragma once

#include "lower/builder.h"

namespace nogilc::lower {

struct Place {
  enum class Kind : uint8_t {
    CPlace,      ///< `place` is a C lvalue of `type`
    ObjectPlace, ///< `place` is an owned object variable
    Global,      ///< `name` in the module's dict
    ClassName,   ///< `name` in the class namespace `base`
    Attribute,   ///< `base`.`name`
    Property,    ///< a C property of `base`: `symbol` reads it, `setter` writes it
    Item,        ///< `base`[`index`], index an object
    ItemC,       ///< `base`[`index`], index a C integer
    Elements,    ///< those of C memory from `place` on; `stop` is their number, if it is known
    Slice,       ///< `base`[start:stop] with C bounds
    Nested,      ///< `node`: a tuple or list of targets (unpacking)
    Discard,     ///< already diagnosed
  } kind = Kind::Discard;
  const Type *type = nullptr;
  const Expr *place = nullptr;
  const sema::Symbol *symbol = nullptr;
  const sema::Symbol *setter = nullptr;
  llvm::StringRef name;
  Value base;
  Value index;
  Value start, stop; ///< Slice; without expr: absent
  const syntax::Expr *node = nullptr;
};

/// The type to which the value of an assignment can be lowered at once; null if there is none.
const Type *targetType(FunctionContext &fn, const syntax::Expr &target);
/// Evaluates the parts of a target.
Place lowerPlace(FunctionContext &fn, const syntax::Expr &target);
Value readPlace(FunctionContext &fn, const Place &place);
/// Converts the value to the place's type and stores it.
void writePlace(FunctionContext &fn, const Place &place, const Value &value);
void deletePlace(FunctionContext &fn, const Place &place);

/// `target = value`: value first, then the target's parts, as Python orders it.
void assign(FunctionContext &fn, const syntax::Expr &target, const Value &value);
/// The place of a name that has no target node.
Place placeOfSymbol(FunctionContext &fn, const sema::Symbol &symbol);
/// Binds a symbol that has no target node (import, def, class, except … as).
void assignSymbol(FunctionContext &fn, const sema::Symbol *symbol, const Value &value);
void deleteSymbol(FunctionContext &fn, const sema::Symbol *symbol);

} // namespace nogilc::lower
