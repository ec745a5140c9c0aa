// The types of locals that nobody declared. Cython's safe rules: the span of all values that are
// assigned, kept as a C type only where nothing can be told from Python (`x = 5` in arithmetic
// stays an object, because it may outgrow a C integer).
#include "sema/check.h"

#include "syntax/visit.h"

namespace nogilc::sema {

using namespace types;
using syntax::NodeKind;

namespace {

/// Marks every name that occurs inside arithmetic: its value may overflow.
class OverflowMarker {
public:
  OverflowMarker(Context &ctx, llvm::DenseSet<Symbol *> &marked) : ctx_(ctx), marked_(marked) {}

  void visit(const syntax::Node &node, bool is_inside) {
    using namespace syntax;
    switch (node.kind) {
    case NodeKind::NameExpr:
      if (is_inside)
        if (Symbol *symbol = ctx_.info(node).symbol)
          marked_.insert(symbol);
      return;
    case NodeKind::FunctionDef:
    case NodeKind::LambdaExpr:
    case NodeKind::ClassDef:
    case NodeKind::CFunctionDef:
      return; // names of ours that they use are captured, and objects
    case NodeKind::BinaryExpr: {
      const BinaryOp op = llvm::cast<BinaryExpr>(node).op;
      const bool is_bitwise = op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor;
      return children(node, is_bitwise ? is_inside : true);
    }
    case NodeKind::UnaryExpr:
      return children(node, llvm::cast<UnaryExpr>(node).op == UnaryOp::Minus ? true : is_inside);
    case NodeKind::AugAssignStmt: {
      return children(node, true);
    }
    case NodeKind::CallExpr: {
      auto &call = llvm::cast<CallExpr>(node);
      auto *callee = llvm::dyn_cast<NameExpr>(call.callee);
      return children(node, callee && callee->name == "abs" ? true : is_inside);
    }
    case NodeKind::IncludeStmt:
      return;
    default:
      return children(node, false);
    }
  }

private:
  void children(const syntax::Node &node, bool is_inside) {
    syntax::forEachChild(node, [&](const syntax::Node &child) {
      if (child.kind != NodeKind::TypeName)
        visit(child, is_inside);
    });
  }

  Context &ctx_;
  llvm::DenseSet<Symbol *> &marked_;
};

bool isNone(const syntax::Expr *expr) {
  auto *constant = llvm::dyn_cast_or_null<syntax::ConstantExpr>(expr);
  return constant && constant->value == syntax::Constant::None;
}

/// What Python would have in place of a C value.
const Type *pythonEquivalent(Context &ctx, const Type *) { return ctx.types.object(); }

const Type *safe(Context &ctx, const Type *type, bool may_overflow) {
  type = unqualified(type);
  const Type *plain = canonical(type);
  switch (plain->kind) {
  case TypeKind::Error:
  case TypeKind::Object:
  case TypeKind::Extension:
  case TypeKind::Bint:
  case TypeKind::Float:
  case TypeKind::Pointer:
  case TypeKind::Struct:
  case TypeKind::Complex:
    return type;
  case TypeKind::CppClass: {
    // The key in an entry of a map is `const`; a variable that holds entries is assigned to.
    auto *cls = llvm::cast<CppClassType>(plain);
    if (standardClass(cls) != StandardClass::Pair || llvm::none_of(cls->arguments, isConst))
      return type;
    llvm::SmallVector<const Type *, 2> parts;
    for (const Type *part : cls->arguments)
      parts.push_back(unqualified(part));
    return ctx.types.instance(cls->declaration, parts);
  }
  case TypeKind::Integer:
    if (llvm::cast<IntegerType>(plain)->integer == IntegerKind::Unicode)
      return pythonEquivalent(ctx, type);
    return may_overflow ? pythonEquivalent(ctx, type) : type;
  case TypeKind::Enum:
    return may_overflow ? pythonEquivalent(ctx, type) : type;
  case TypeKind::Array:
    return ctx.types.pointer(llvm::cast<ArrayType>(plain)->element);
  case TypeKind::Function:
    return ctx.types.pointer(type);
  default:
    return isLock(plain) ? type : pythonEquivalent(ctx, type); // then copying it is the mistake
  }
}

/// A builtin type that a number repeats.
bool isSequence(const Type *type) {
  auto *object = llvm::dyn_cast<ObjectType>(canonical(type));
  return object && llvm::is_contained({ObjectKind::Str, ObjectKind::Bytes, ObjectKind::ByteArray,
                                       ObjectKind::List, ObjectKind::Tuple},
                                      object->object);
}

class Inferrer {
public:
  Inferrer(Context &ctx, const PendingBody &body)
      : ctx_(ctx), body_(body), checker_(ctx, body), bindings_(ctx.bindings_of[body.function]) {}

  void run() {
    collect();
    if (!candidates_.empty()) {
      markOverflows();
      noteNumbers();
      inferCandidates();
      checkConstructors();
    }
    if (!ctx_.diagnostics.errorPlaces().empty())
      spreadErrors();
  }

private:
  void markOverflows() {
    OverflowMarker marker(ctx_, may_overflow_);
    for (const syntax::Stmt *stmt : body_.body)
      marker.visit(*stmt, false);
    if (body_.expression)
      marker.visit(*body_.expression, false);
  }

  /// Whether the function has code that runs without the GIL. By the words alone: whoever looks at
  /// what is noted for it looks at such code only.
  bool mayRunWithoutGil() const {
    if (body_.function && body_.function->type && body_.function->type->is_nogil)
      return true;
    bool found = false;
    for (const syntax::Stmt *stmt : body_.body)
      syntax::walk(*stmt, [&](const syntax::Node &node) {
        auto *name = llvm::dyn_cast<syntax::NameExpr>(&node);
        auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(&node);
        found |= (name && (name->name == "nogil" || name->name == "prange")) ||
                 (attribute &&
                  (attribute->attribute.name == "nogil" || attribute->attribute.name == "prange"));
        return !found;
      });
    return found;
  }

  /// What those would be whose values might not fit, if nobody minded: without the GIL there are no
  /// objects to fall back to, and what helps is a declaration.
  void noteNumbers() {
    if (is_aggressive_ || !mayRunWithoutGil() ||
        llvm::none_of(candidates_, [&](Symbol *symbol) { return may_overflow_.contains(symbol); }))
      return;
    is_aggressive_ = true;
    inferCandidates();
    is_aggressive_ = false;
    for (Symbol *symbol : candidates_) {
      if (!may_overflow_.contains(symbol) || !isInteger(symbol->type))
        continue;
      symbol->number = unqualified(symbol->type);
      symbol->is_loop_counter = llvm::all_of(values_[symbol], [](const Binding *binding) {
        return binding->kind == Binding::Kind::RangeBound;
      });
    }
  }

  void inferCandidates() {
    ctx_.is_quiet = true;
    for (Symbol *symbol : candidates_)
      symbol->type = ctx_.types.error(); // not known yet
    // From below upwards; what goes round in a circle for long becomes an object.
    constexpr int kRounds = 12;
    bool is_stable = false;
    for (int round = 0; round < kRounds && !is_stable; ++round)
      is_stable = !step();
    for (Symbol *symbol : candidates_)
      if (!is_stable || isError(symbol->type))
        symbol->type = ctx_.types.object();
    ctx_.is_quiet = false;
  }

  /// What is given a value of which nothing is known is no object for that reason.
  void spreadErrors() {
    ctx_.is_quiet = true;
    for (bool is_changed = true; is_changed;) {
      is_changed = false;
      for (const Binding &binding : bindings_) {
        Symbol *symbol = binding.symbol;
        if (symbol->is_declared || symbol->kind != SymbolKind::Local || isError(symbol->type))
          continue;
        const Type *value = valueOf(binding);
        if (!isError(value))
          continue;
        symbol->type = value;
        is_changed = true;
      }
    }
    ctx_.is_quiet = false;
  }

  void collect() {
    llvm::DenseSet<Symbol *> seen;
    const bool is_off = body_.place.directives && body_.place.directives->infer_types.has_value() &&
                        !*body_.place.directives->infer_types;
    if (is_off)
      return;
    is_aggressive_ = body_.place.directives && body_.place.directives->infer_types.value_or(false);
    for (const Binding &binding : bindings_) {
      Symbol *symbol = binding.symbol;
      // After a loop that did not run, the variable of a `prange` has any value.
      const bool is_prange = binding.kind == Binding::Kind::RangeBound && isPrange(binding.node);
      if (symbol->is_declared || symbol->kind != SymbolKind::Local ||
          (symbol->may_be_unbound && !is_prange && !symbol->is_captured && !isMade(symbol)))
        continue;
      if (seen.insert(symbol).second)
        candidates_.push_back(symbol);
      values_[symbol].push_back(&binding);
    }
  }

  /// `p = new T()`: a pointer, which is null before that; `t = T()`: made without arguments before.
  bool isMade(const Symbol *symbol) const {
    return llvm::any_of(bindings_, [&](const Binding &binding) {
      auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(binding.value);
      return binding.symbol == symbol && call &&
             (llvm::isa<syntax::NewExpr>(call->callee) || namesCppClass(*call->callee));
    });
  }

  bool namesCppClass(const syntax::Expr &callee) const {
    if (const auto *arguments = llvm::dyn_cast<syntax::IndexExpr>(&callee))
      return namesCppClass(*arguments->base);
    const Symbol *symbol = ctx_.info(callee).symbol;
    return symbol && symbol->kind == SymbolKind::Type && cppClass(symbol->type);
  }

  /// What nobody has declared begins as what has is.
  void checkConstructors() {
    for (Symbol *symbol : candidates_)
      if (!checker_.checkDefaultConstructor(symbol->type, symbol->span))
        symbol->type = ctx_.types.error();
  }

  bool isBuiltin(const syntax::Expr &callee) const {
    const Symbol *symbol = ctx_.info(callee).symbol;
    return symbol && symbol->kind == SymbolKind::Builtin;
  }

  const Type *valueOf(const Binding &binding) {
    if (binding.builtin && !isBuiltin(*binding.builtin))
      return ctx_.types.object();
    switch (binding.kind) {
    case Binding::Kind::Deleted: // step() looks at it
    case Binding::Kind::Opaque:
      return binding.type ? binding.type : ctx_.types.object();
    case Binding::Kind::Value: {
      const Type *type = checker_.type(*binding.value);
      if (isVoid(type)) // None
        return ctx_.types.object();
      const ExprInfo &info = ctx_.info(*binding.value);
      // A C function by its name, a cpdef one: an object to Python code.
      if (calledFunction(type) && info.symbol && info.symbol->is_cpdef)
        return ctx_.types.object();
      if (info.form == ExprForm::ExtensionMethod && calledFunction(type))
        return info.symbol->type; // as a value it takes the object, too
      return checker_.canBeReal(*binding.value) ? ctx_.types.softComplex() : type;
    }
    case Binding::Kind::RangeBound: {
      if (!isPrange(binding.node) &&
          !isBuiltin(*llvm::cast<syntax::CallExpr>(binding.node)->callee))
        return ctx_.types.object();
      const Type *type = checker_.type(*binding.value);
      if (isError(type) || isInteger(type))
        return canonical(type)->kind == TypeKind::Bint
                   ? static_cast<const Type *>(ctx_.types.integer(IntegerKind::Long))
                   : type;
      return ctx_.types.object();
    }
    case Binding::Kind::Element: {
      const Type *type = checker_.type(*binding.value);
      if (isError(type))
        return elementOfView(ctx_, type);
      if (auto *array = llvm::dyn_cast<ArrayType>(canonical(type)))
        return array->element;
      if (const Type *element = checker_.cppElement(type))
        return element;
      if (ctx_.info(*binding.value).form == ExprForm::PointerSlice) {
        auto &subscript = llvm::cast<syntax::IndexExpr>(*binding.value);
        return elementOf(ctx_.info(*subscript.base).type);
      }
      return ctx_.types.object();
    }
    case Binding::Kind::Component: {
      const Type *type = checker_.type(*binding.value);
      if (isError(type))
        return type;
      auto *tuple = llvm::dyn_cast<CTupleType>(canonical(type));
      return tuple && tuple->elements.size() == binding.count ? tuple->elements[binding.index]
                                                              : ctx_.types.object();
    }
    case Binding::Kind::AugAssign: {
      auto &node = llvm::cast<syntax::AugAssignStmt>(*binding.node);
      // As the binary operation; in the arithmetic of an integer the name is marked anyway.
      const Type *value = checker_.type(*node.value);
      const Type *own = binding.symbol->type;
      if (isError(own) || isError(value))
        return ctx_.types.error();
      if (checker_.canBeReal(*node.value))
        value = ctx_.types.softComplex();
      if (isArithmetic(own) && isArithmetic(value) &&
          isSoftComplex(commonArithmetic(ctx_.types, own, value)))
        return isOfComplexNumbers(node.op) ? static_cast<const Type *>(ctx_.types.softComplex())
                                           : ctx_.types.object();
      if (isObject(own) || isObject(value))
        return canonical(own)->kind == TypeKind::Object &&
                       ((isSame(own, value) && node.op == syntax::BinaryOp::Add) ||
                        (isSequence(own) && isInteger(value) && node.op == syntax::BinaryOp::Mul))
                   ? own
                   : ctx_.types.object();
      if (isPointer(own))
        return own;
      const bool is_bitwise = node.op == syntax::BinaryOp::And || node.op == syntax::BinaryOp::Or ||
                              node.op == syntax::BinaryOp::Xor;
      if (is_bitwise && canonical(own)->kind == TypeKind::Bint &&
          canonical(value)->kind == TypeKind::Bint)
        return own;
      if (isArithmetic(own) && isArithmetic(value)) {
        if (node.op == syntax::BinaryOp::TrueDiv && isInteger(own) && isInteger(value))
          return ctx_.types.floating(FloatKind::Double);
        if (node.op == syntax::BinaryOp::Pow)
          return ctx_.types.object();
        return commonArithmetic(ctx_.types, own, value);
      }
      return ctx_.types.object();
    }
    }
    return ctx_.types.object();
  }

  /// One round; true if something changed.
  bool step() {
    bool is_changed = false;
    for (Symbol *symbol : candidates_) {
      const Type *span = ctx_.types.error();
      bool has_object = false;
      bool has_none = false;
      bool is_deleted = false;
      for (const Binding *binding : values_[symbol]) {
        if (binding->kind == Binding::Kind::Value && isNone(binding->value)) {
          has_none = true;
          continue;
        }
        if (binding->kind == Binding::Kind::Deleted) {
          is_deleted = true;
          continue;
        }
        const Type *type = valueOf(*binding);
        if (isError(type))
          continue;
        has_object |= isObject(type);
        span = spanningType(ctx_, span, type);
      }
      if (is_deleted && !isError(span) && !isObject(span) &&
          !(isPointer(span) && cppClass(elementOf(span))))
        span = ctx_.types.object();
      // None beside an object type is one of its values; beside a C type it makes an object.
      if (has_none && !has_object)
        span = ctx_.types.object();
      if (auto *object = llvm::dyn_cast<ObjectType>(canonical(span));
          object && object->object == ObjectKind::Float && !has_none)
        span = ctx_.types.floating(FloatKind::Double);
      const Type *type = is_aggressive_ ? safe(ctx_, span, false)
                                        : safe(ctx_, span, may_overflow_.contains(symbol));
      // What functions inside do with a captured number is not looked at: it may outgrow a C type.
      // A pointer can be nothing else.
      if (symbol->is_captured && !isError(type) && !isObject(type) && !isPointer(type))
        type = ctx_.types.object();
      if (type != symbol->type) {
        symbol->type = type;
        is_changed = true;
      }
    }
    return is_changed;
  }

  Context &ctx_;
  const PendingBody &body_;
  Checker checker_;
  const std::vector<Binding> &bindings_;
  std::vector<Symbol *> candidates_;
  llvm::DenseMap<Symbol *, llvm::SmallVector<const Binding *, 4>> values_;
  llvm::DenseSet<Symbol *> may_overflow_;
  bool is_aggressive_ = false;
};

/// A function that shows its variables as a dict keeps them as objects: what is not bound yet must
/// not be in it.
bool showsItsLocals(Context &ctx, const PendingBody &body) {
  bool found = false;
  for (const syntax::Stmt *stmt : body.body)
    syntax::walk(*stmt, [&](const syntax::Node &node) {
      auto *call = llvm::dyn_cast<syntax::CallExpr>(&node);
      auto *callee = call ? llvm::dyn_cast<syntax::NameExpr>(call->callee) : nullptr;
      if (callee && looksAtLocals(*call, callee->name.str())) {
        Symbol *symbol = ctx.info(*callee).symbol;
        found |= symbol && symbol->kind == SymbolKind::Builtin;
      }
      return !found;
    });
  return found;
}

} // namespace

void inferTypes(Context &ctx, const PendingBody &body) {
  if (isClassScope(*body.scope) || showsItsLocals(ctx, body))
    return;
  Inferrer(ctx, body).run();
}

} // namespace nogilc::sema
