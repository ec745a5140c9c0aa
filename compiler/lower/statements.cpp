#include "lower/statements.h"

#include "lower/annotations.h"
#include "lower/arithmetic.h"
#include "lower/arrays.h"
#include "lower/c_types.h"
#include "lower/classes.h"
#include "lower/conditions.h"
#include "lower/convert.h"
#include "lower/cpp_objects.h"
#include "lower/defaults.h"
#include "lower/exceptions.h"
#include "lower/expressions.h"
#include "lower/extension_types.h"
#include "lower/generators.h"
#include "lower/gil_regions.h"
#include "lower/imports.h"
#include "lower/local_names.h"
#include "lower/loops.h"
#include "lower/match_statement.h"
#include "lower/names.h"
#include "lower/operands.h"
#include "lower/poisoned.h"
#include "lower/python_functions.h"
#include "lower/targets.h"
#include "lower/unpacking.h"
#include "lower/with_statement.h"
#include "sema/special_methods.h"
#include "syntax/visit.h"

namespace nogilc::lower {

/// A value that goes where a `type` is. An object of C++ may take others as they are.
static Value lowerAssigned(FunctionContext &fn, const syntax::Expr &expr, const Type *type) {
  return isCppObject(type) && !llvm::isa<syntax::StringLiteral>(expr)
             ? lowerExpr(fn, expr)
             : lowerTo(fn, expr, types::unqualified(type));
}

namespace {

// ---------------------------------------------------------------------------------------------
// Assignments
// ---------------------------------------------------------------------------------------------

void lowerAssign(FunctionContext &fn, const syntax::AssignStmt &stmt) {
  if (stmt.targets.size() == 1) {
    if (lowerParallelAssignment(fn, *stmt.targets[0], *stmt.value))
      return;
    const Type *type = targetType(fn, *stmt.targets[0]);
    if (type && llvm::isa<types::ArrayType>(types::canonical(type)) &&
        isCDisplay(fn, *stmt.value)) {
      fillArray(fn, lowerPlace(fn, *stmt.targets[0]).place, *stmt.value);
      return;
    }
    // An array or a slice takes its value in other ways than by conversion.
    const bool is_elements =
        type && (llvm::isa<types::ArrayType>(types::canonical(type)) ||
                 infoOf(fn, *stmt.targets[0]).form == sema::ExprForm::PointerSlice);
    Value value = type && !types::isError(type) && !is_elements
                      ? lowerAssigned(fn, *stmt.value, type)
                      : lowerExpr(fn, *stmt.value);
    assign(fn, *stmt.targets[0], value);
    return;
  }
  Value value = lowerExpr(fn, *stmt.value);
  if (value.kind == ValueKind::C && value.expr->kind != ir::ExprKind::Literal)
    value = evaluate(fn, value.expr);
  // Each target has a reference of its own.
  if (value.kind == ValueKind::Owned)
    value.kind = ValueKind::Borrowed;
  else if (value.kind == ValueKind::Borrowed && value.expr->kind == ir::ExprKind::VariableRef) {
    value = own(fn, value, {Construct::HoldObject, {}});
    value.kind = ValueKind::Borrowed;
  }
  for (const syntax::Expr *target : stmt.targets) {
    // A literal becomes what each target wants.
    const Type *type = targetType(fn, *target);
    if (type && llvm::isa<syntax::IntLiteral, syntax::FloatLiteral, syntax::StringLiteral,
                          syntax::ConstantExpr>(stmt.value))
      assign(fn, *target, lowerAssigned(fn, *stmt.value, type));
    else
      assign(fn, *target, value);
  }
}

void lowerAugAssign(FunctionContext &fn, const syntax::AugAssignStmt &stmt) {
  LowerContext &context = fn.module;
  if (const sema::ExprInfo &operation = infoOf(fn, stmt);
      operation.form == sema::ExprForm::CppOperator) {
    const Value made = lowerCppOperator(fn, operation, {stmt.target, stmt.value});
    if (!operation.text.ends_with("=")) // `a = a + b`
      assign(fn, *stmt.target, made);
    return;
  }
  Place place = lowerPlace(fn, *stmt.target);
  if (place.kind == Place::Kind::Discard)
    return;
  Operands operands(fn);
  // What finds the target again must outlast the right side.
  const bool is_place = place.kind == Place::Kind::CPlace;
  const bool is_c =
      is_place || (place.kind == Place::Kind::Property && !types::isObject(place.type));
  const bool is_computed = is_place && place.place->kind != ir::ExprKind::VariableRef;
  if (is_computed)
    operands.add(cValue(
        unary(context, "&", place.place, context.types.pointer(types::unqualified(place.type)))));
  for (const Value *part : {&place.base, &place.index, &place.start, &place.stop})
    if (part->expr)
      operands.add(*part);
  At at(fn, stmt.span);
  operands.add(readPlace(fn, place));
  const sema::ExprInfo &info = infoOf(fn, stmt);
  // `x += 1` on an object: the literal takes the fast path.
  Value right;
  const Value left = operands[operands.size() - 1];
  if (left.isObject() && llvm::isa<syntax::IntLiteral>(stmt.value)) {
    Value number = lowerTo(fn, *stmt.value, context.longType());
    int64_t ignored = 0;
    if (number.expr->kind == ir::ExprKind::Literal &&
        !number.expr->text.rtrim("ULul").getAsInteger(0, ignored))
      right = cValue(literal(context, number.expr->text, context.longType()));
  }
  if (!right)
    right = lowerExpr(fn, *stmt.value);
  if (is_c && right.isObject() && types::isArithmetic(place.type)) {
    // A C target computes in C where the operator keeps its type.
    right = convert(fn, right, info.operand_type ? info.operand_type : place.type);
  }
  operands.add(right);
  operands.settle();
  size_t at_operand = 0;
  if (is_computed && operands[at_operand++].expr->kind == ir::ExprKind::VariableRef)
    place.place = unary(context, "*", operands[0].expr, place.type);
  for (Value *part : {&place.base, &place.index, &place.start, &place.stop})
    if (part->expr)
      *part = operands[at_operand++];
  const Value &old = operands[operands.size() - 2];
  const Value &operand = operands[operands.size() - 1];
  const Type *operand_type = info.operand_type;
  if (!operand_type && is_c && stmt.op == syntax::BinaryOp::TrueDiv && types::isInteger(old.type) &&
      types::isInteger(operand.type) && context.syntax.language_level >= 3)
    operand_type = context.doubleType();
  Value result = augmented(fn, stmt.op, old, operand, operand_type, nullptr);
  // `i /= 2` on a C integer: the quotient is cut back, as in an assignment with a cast.
  if (is_c && types::isInteger(place.type) && types::isFloat(result.type))
    result = cValue(cast(context, result.expr, types::unqualified(place.type)));
  writePlace(fn, place, result);
}

// ---------------------------------------------------------------------------------------------
// raise, assert, print
// ---------------------------------------------------------------------------------------------

void lowerRaise(FunctionContext &fn, const syntax::RaiseStmt &stmt) {
  const Reason reason{Construct::Raise, {}};
  if (!stmt.exception) {
    callRuntime(fn, RuntimeEntry::raise_again, {}, {Construct::Reraise, {}});
    return;
  }
  // Code that runs without the GIL takes it to raise: the exception's expression included.
  withGilHeld(fn, reason, [&] {
    Operands operands(fn);
    operands.add(lowerObject(fn, *stmt.exception));
    for (const syntax::Expr *part : {stmt.argument, stmt.traceback, stmt.cause})
      if (part)
        operands.add(lowerObject(fn, *part));
    operands.settle();
    llvm::SmallVector<const Expr *, 8> parts = operands.exprs();
    if (stmt.argument)
      parts.resize(3, nullObject(fn.module));
    callRuntime(fn,
                stmt.argument ? RuntimeEntry::raise_parts
                : stmt.cause  ? RuntimeEntry::raise_from
                              : RuntimeEntry::raise_object,
                parts, reason);
  });
}

void lowerAssert(FunctionContext &fn, const syntax::AssertStmt &stmt) {
  LowerContext &context = fn.module;
  const size_t first = fn.block->size();
  const Expr *condition = lowerCondition(fn, *stmt.condition);
  if (fn.block->size() != first) {
    condition = evaluate(fn, condition).expr;
    dropTemporaries(fn, first);
  }
  Inst *failed = branch(fn, negation(context, condition));
  InBlock in(fn, failed->body);
  const Reason reason{Construct::Assert, {}};
  withGilHeld(fn, reason, [&] {
    Value message = stmt.message ? lowerObject(fn, *stmt.message) : borrowed(nullObject(context));
    callRuntime(fn, RuntimeEntry::raise_assertion, {message.expr}, reason);
  });
}

void lowerPrint(FunctionContext &fn, const syntax::PrintStmt &stmt) {
  LowerContext &context = fn.module;
  const Reason reason{Construct::Print, {}};
  withGilHeld(fn, reason, [&] {
    Operands operands(fn);
    operands.add(readBuiltin(fn, "print"));
    if (stmt.stream)
      operands.add(lowerObject(fn, *stmt.stream));
    for (const syntax::Expr *value : stmt.values)
      operands.add(lowerObject(fn, *value));
    operands.settle();
    llvm::SmallVector<const Expr *, 8> args = operands.exprs();
    llvm::SmallVector<const ir::Constant *, 2> names;
    llvm::SmallVector<const Expr *, 2> keyword_values;
    if (!stmt.has_newline) {
      names.push_back(context.internedName("end"));
      keyword_values.push_back(
          constantRef(context, context.constant(ir::Constant::Kind::Str, " ")));
    }
    if (stmt.stream) {
      names.push_back(context.internedName("file"));
      keyword_values.push_back(args[1]);
      args.erase(args.begin() + 1);
    }
    if (names.empty()) {
      callRuntime(fn, RuntimeEntry::call, args, reason);
      return;
    }
    args.insert(args.begin() + 1, constantRef(context, context.tupleConstant(names)));
    args.append(keyword_values);
    callRuntime(fn, RuntimeEntry::call_kw, args, reason);
  });
}

// ---------------------------------------------------------------------------------------------
// if, return, declarations
// ---------------------------------------------------------------------------------------------

/// What a condition is known to be; nothing where that depends on the run.
std::optional<bool> knownTruth(FunctionContext &fn, const syntax::Expr &condition) {
  const sema::ConstantValue *constant = infoOf(fn, condition).constant;
  if (!constant)
    return std::nullopt;
  if (const bool *truth = std::get_if<bool>(&constant->value))
    return *truth;
  if (const auto *number = std::get_if<llvm::APSInt>(&constant->value))
    return !number->isZero();
  return std::nullopt;
}

bool hasYieldIn(const syntax::IfStmt &stmt) {
  return llvm::any_of(stmt.clauses, [](const auto *clause) { return containsYield(*clause); }) ||
         llvm::any_of(stmt.else_body, [](const auto *inner) { return containsYield(*inner); });
}

void lowerIf(FunctionContext &fn, const syntax::IfStmt &stmt, size_t number) {
  const syntax::IfClause &clause = *stmt.clauses[number];
  At at(fn, clause.span);
  // `if cython.compiled: … else: …`: the other branch is none of this program. (A generator is one
  // even for a `yield` that is never reached.)
  if (const auto truth = knownTruth(fn, *clause.condition); truth && !hasYieldIn(stmt)) {
    if (*truth)
      lowerBody(fn, clause.body);
    else if (number + 1 == stmt.clauses.size())
      lowerBody(fn, stmt.else_body);
    else
      lowerIf(fn, stmt, number + 1);
    return;
  }
  const size_t first = fn.block->size();
  const Expr *condition = lowerCondition(fn, *clause.condition);
  const bool owns_something = std::any_of(
      fn.block->begin() + static_cast<ptrdiff_t>(first), fn.block->end(),
      [](const Inst *inst) { return inst->result && inst->result->holding == ir::Holding::Owned; });
  if (owns_something) {
    if (condition->kind != ir::ExprKind::VariableRef)
      condition = evaluate(fn, condition).expr;
    dropTemporaries(fn, first);
  }
  const bool is_last = number + 1 == stmt.clauses.size();
  const bool has_else = !is_last || !stmt.else_body.empty();
  Inst *choice = branch(fn, condition, has_else);
  lowerBodyInto(fn, choice->body, clause.body);
  if (!has_else)
    return;
  InBlock in(fn, choice->else_body);
  if (is_last)
    lowerBody(fn, stmt.else_body);
  else
    lowerIf(fn, stmt, number + 1);
}

void lowerReturn(FunctionContext &fn, const syntax::ReturnStmt &stmt) {
  LowerContext &context = fn.module;
  // `__setitem__` and its kin say only that they did not raise.
  const bool is_status =
      fn.info && fn.info->kind == sema::FunctionKind::Def && fn.info->type &&
      (fn.info->is_accessor ? !types::isObject(fn.info->type->result)
                            : fn.info->special && sema::returnsStatus(fn.info->special->shape));
  if (is_status && stmt.value) {
    lowerDiscarded(fn, *stmt.value);
    jumpReturn(fn, cValue(literal(context, "0", fn.return_type)));
    return;
  }
  if (!fn.return_type) {
    if (stmt.value)
      lowerDiscarded(fn, *stmt.value);
    jumpReturn(fn, {});
    return;
  }
  Value value;
  if (stmt.value)
    value = lowerTo(fn, *stmt.value, fn.return_type);
  else if (types::isObject(fn.return_type))
    value = borrowed(none(context));
  else
    value = cValue(literal(context, "0", fn.return_type));
  if (!value.expr) // of a void call
    value = types::isObject(fn.return_type) ? borrowed(none(context))
                                            : cValue(literal(context, "0", fn.return_type));
  jumpReturn(fn, value);
}

void lowerVariables(FunctionContext &fn, const syntax::CVarDecl &decl) {
  for (const syntax::Declarator *declarator : decl.declarators)
    lowerInitialValue(fn, declaredName(*declarator));
}

/// A C function where its definition stands: its defaults and, of a cpdef function (or a pure-mode
/// `ccall`), its Python name.
void defineCFunction(FunctionContext &fn, const syntax::Stmt &stmt) {
  const sema::FunctionInfo *info = fn.module.analysis.stmt(stmt).function;
  if (!info)
    return;
  computeDefaults(fn, *info);
  if (info->kind != sema::FunctionKind::CpDef)
    return;
  if (info->cls) {
    bindCpdefMethod(fn, *info);
    return;
  }
  Place global;
  global.kind = Place::Kind::Global;
  global.name = info->name;
  defineFunction(fn, *info, global);
}

/// One overload a kind of statement.
struct Lowering {
  FunctionContext &fn;

  void unsupported(const syntax::Stmt &stmt, llvm::StringRef construct) {
    fn.module.unsupported(stmt.span, construct);
  }

  void operator()(const syntax::ExprStmt &stmt) {
    if (fn.module.analysis.stmt(stmt).is_declaration_only)
      return;                                          // `cython.declare(x=cython.int)`
    if (!llvm::isa<syntax::StringLiteral>(stmt.value)) // a docstring
      lowerDiscarded(fn, *stmt.value);
  }
  void operator()(const syntax::AssignStmt &stmt) {
    if (!fn.module.analysis.stmt(stmt).is_declaration_only) // `x = cython.declare(cython.int)`
      lowerAssign(fn, stmt);
  }
  void operator()(const syntax::AugAssignStmt &stmt) { lowerAugAssign(fn, stmt); }
  void operator()(const syntax::AnnAssignStmt &stmt) { lowerAnnAssign(fn, stmt); }
  void operator()(const syntax::ReturnStmt &stmt) { lowerReturn(fn, stmt); }
  void operator()(const syntax::RaiseStmt &stmt) { lowerRaise(fn, stmt); }
  void operator()(const syntax::AssertStmt &stmt) { lowerAssert(fn, stmt); }
  void operator()(const syntax::DelStmt &stmt) {
    for (const syntax::Expr *target : stmt.targets) {
      const Type *pointer = typeOf(fn, *target);
      if (pointer && types::isPointer(pointer))
        deleteCppObject(fn, lowerExpr(fn, *target).expr);
      else
        deletePlace(fn, lowerPlace(fn, *target));
    }
  }
  void operator()(const syntax::PassStmt &) {}
  void operator()(const syntax::BreakStmt &) { jumpBreak(fn); }
  void operator()(const syntax::ContinueStmt &) { jumpContinue(fn); }
  void operator()(const syntax::GlobalStmt &) {}
  void operator()(const syntax::NonlocalStmt &) {}
  void operator()(const syntax::ImportStmt &stmt) {
    if (!stmt.is_cimport)
      lowerImport(fn, stmt);
  }
  void operator()(const syntax::ImportFromStmt &stmt) {
    if (stmt.is_cimport)
      return;
    if (stmt.is_star && !fn.module.analysis.module_variables.empty()) {
      unsupported(stmt, "`import *` in a module with C variables, which it would set");
      return;
    }
    lowerImportFrom(fn, stmt);
  }
  void operator()(const syntax::TypeAliasStmt &stmt) { unsupported(stmt, "a `type` statement"); }
  void operator()(const syntax::PrintStmt &stmt) { lowerPrint(fn, stmt); }
  void operator()(const syntax::ExecStmt &stmt) { lowerExec(fn, stmt); }
  void operator()(const syntax::IfStmt &stmt) { lowerIf(fn, stmt, 0); }
  void operator()(const syntax::WhileStmt &stmt) { lowerWhile(fn, stmt); }
  void operator()(const syntax::ForStmt &stmt) { lowerFor(fn, stmt); }
  void operator()(const syntax::ForFromStmt &stmt) { lowerForFrom(fn, stmt); }
  void operator()(const syntax::TryStmt &stmt) { lowerTry(fn, stmt); }
  void operator()(const syntax::WithStmt &stmt) { lowerWith(fn, stmt); }
  void operator()(const syntax::MatchStmt &stmt) { lowerMatch(fn, stmt); }
  void operator()(const syntax::FunctionDef &stmt) {
    const sema::FunctionInfo *info = fn.module.analysis.stmt(stmt).function;
    if (info && info->cls && (info->special || info->is_accessor))
      bindSpecialMethod(fn, *info);
    else if (info && info->type) // pure mode: a C function
      defineCFunction(fn, stmt);
    else
      lowerFunctionDef(fn, stmt);
  }
  void operator()(const syntax::ClassDef &stmt) {
    const sema::ClassInfo *cls = fn.module.analysis.stmt(stmt).cls;
    if (cls && cls->type) // pure mode: an extension type
      lowerExtensionClass(fn, llvm::cast<syntax::CClassDef>(*cls->node));
    else
      lowerClassDef(fn, stmt);
  }
  void operator()(const syntax::CVarDecl &stmt) { lowerVariables(fn, stmt); }
  void operator()(const syntax::CFunctionDef &stmt) { defineCFunction(fn, stmt); }
  void operator()(const syntax::CTypedef &) {}
  void operator()(const syntax::CStructDef &) {}
  void operator()(const syntax::CEnumDef &) {} // their Python classes are there from the start
  void operator()(const syntax::CFusedDef &) {}
  void operator()(const syntax::CClassDef &stmt) { lowerExtensionClass(fn, stmt); }
  void operator()(const syntax::CppClassDef &) {}
  void operator()(const syntax::PropertyDef &) {} // made with the type
  void operator()(const syntax::ExternBlock &) {}
  void operator()(const syntax::DeclBlock &stmt) { lowerBody(fn, stmt.body); }
  void operator()(const syntax::IncludeStmt &stmt) {
    if (const syntax::Module *included = fn.module.analysis.stmt(stmt).included)
      lowerBody(fn, included->body);
  }
  void operator()(const syntax::CompileTimeDef &) {}
  void operator()(const syntax::CompileTimeIf &stmt) {
    for (const syntax::IfClause *clause : stmt.clauses)
      if (fn.module.analysis.stmt(*clause).taken.value_or(false)) {
        lowerBody(fn, clause->body);
        return;
      }
    lowerBody(fn, stmt.else_body);
  }
  void operator()(const syntax::ErrorStmt &) {}
};

bool isDeclarationGroup(const syntax::Stmt &stmt) {
  return llvm::isa<syntax::DeclBlock, syntax::IncludeStmt, syntax::CompileTimeIf>(stmt);
}

/// Owned temporaries die with their statement: if it made any, it gets a block of its own. In a
/// generator no temporary at all may be in scope at a later `yield`.
void encloseTemporaries(FunctionContext &fn, size_t first) {
  ir::Block &block = *fn.block;
  const bool is_generator = fn.function.role == ir::FunctionRole::Generator;
  const bool owns_something = std::any_of(
      block.begin() + static_cast<ptrdiff_t>(first), block.end(), [&](const Inst *inst) {
        return inst->kind != InstKind::ExceptScope && inst->result && inst->result_declares &&
               inst->result->storage == ir::Storage::Temporary &&
               (is_generator || inst->result->holding == ir::Holding::Owned);
      });
  if (!owns_something)
    return;
  ir::Block inner(block.begin() + static_cast<ptrdiff_t>(first), block.end());
  block.resize(first);
  Inst *enclosed = labeled(fn, fn.newLabel());
  *enclosed->body = std::move(inner);
}

} // namespace

const syntax::NameDeclarator &declaredName(const syntax::Declarator &outer) {
  const syntax::Declarator *declarator = &outer;
  while (!llvm::isa<syntax::NameDeclarator>(declarator)) {
    if (const auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(declarator))
      declarator = pointer->inner;
    else if (const auto *referred = llvm::dyn_cast<syntax::ReferenceDeclarator>(declarator))
      declarator = referred->inner;
    else if (const auto *array = llvm::dyn_cast<syntax::ArrayDeclarator>(declarator))
      declarator = array->inner;
    else
      declarator = llvm::cast<syntax::FunctionDeclarator>(declarator)->inner;
  }
  return llvm::cast<syntax::NameDeclarator>(*declarator);
}

void lowerInitialValue(FunctionContext &fn, const syntax::NameDeclarator &name) {
  const sema::Symbol *symbol = fn.module.analysis.binding(name);
  if (!name.initializer || !symbol)
    return;
  At at(fn, name.span);
  if (llvm::isa<types::ArrayType>(types::canonical(symbol->type))) {
    initializePlace(fn, reference(fn.module, fn.variableOf(symbol)), *name.initializer);
    return;
  }
  assignSymbol(fn, symbol, lowerAssigned(fn, *name.initializer, symbol->type));
}

/// Has no body, and may stand in a block of its own.
static bool isSimple(const syntax::Stmt &stmt) {
  return llvm::isa<syntax::AssignStmt, syntax::AugAssignStmt, syntax::AnnAssignStmt,
                   syntax::ExprStmt, syntax::DelStmt, syntax::ReturnStmt, syntax::ImportStmt,
                   syntax::ImportFromStmt>(stmt);
}

void lowerStmt(FunctionContext &fn, const syntax::Stmt &stmt) {
  At at(fn, stmt.span);
  Scoped statement(fn.statement, stmt.id);
  Scoped loud(fn.module.is_quiet, false);
  if (!fn.isGilHeld() && isSimple(stmt))
    fn.module.module.simple_statements[stmt.id] = stmt.span;
  if (isDeclarationGroup(stmt)) {
    syntax::dispatch(stmt, Lowering{fn});
    return;
  }
  const size_t first = fn.block->size();
  // What a function returns is no part of the statement.
  const bool returns_view = llvm::isa<syntax::ReturnStmt>(stmt) && fn.info && fn.info->type &&
                            types::unsupportedView(fn.info->type->result);
  const bool is_understood = !returns_view && !fn.module.isPoisoned(stmt) && attempt(fn, stmt, [&] {
    StatementTemporaries temporaries(fn, stmt);
    syntax::dispatch(stmt, Lowering{fn});
  });
  if (!is_understood) {
    StatementTemporaries temporaries(fn, stmt);
    lowerPoisoned(fn, stmt);
  }
  encloseTemporaries(fn, first);
}

void lowerBody(FunctionContext &fn, llvm::ArrayRef<syntax::Stmt *> body) {
  for (const syntax::Stmt *stmt : body) {
    // What stands behind a return or raise is never reached.
    if (isTerminated(*fn.block)) {
      if (!fn.directives || fn.directives->remove_unreachable)
        return;
      Inst *never = branch(fn, boolLiteral(fn.module, false));
      lowerBodyInto(fn, never->body, body.drop_while([&](const auto *at) { return at != stmt; }));
      return;
    }
    lowerStmt(fn, *stmt);
  }
}

void lowerBodyInto(FunctionContext &fn, ir::Block *block, llvm::ArrayRef<syntax::Stmt *> body) {
  InBlock in(fn, block);
  lowerBody(fn, body);
}

// ---------------------------------------------------------------------------------------------
// The ways out
// ---------------------------------------------------------------------------------------------

namespace {

void jumpOutOfLoop(FunctionContext &fn, bool is_break) {
  for (size_t i = fn.exits.size(); i-- != 0;) {
    Exit &exit = fn.exits[i];
    if (exit.kind == Exit::Kind::Interceptor) {
      ir::Label *&label = is_break ? exit.on_break : exit.on_continue;
      if (!label)
        label = fn.newLabel();
      jump(fn, label);
      return;
    }
    exit.break_used |= is_break;
    ir::Label *label = is_break ? exit.break_label : exit.continue_label;
    if (label)
      jump(fn, label);
    else
      append(fn, is_break ? InstKind::Break : InstKind::Continue);
    return;
  }
  // Outside a loop: sema has reported it.
}

Exit *innermostInterceptor(FunctionContext &fn) {
  for (size_t i = fn.exits.size(); i-- != 0;)
    if (fn.exits[i].kind == Exit::Kind::Interceptor)
      return &fn.exits[i];
  return nullptr;
}

void keepReturnValue(FunctionContext &fn, const Value &value) {
  if (!fn.return_type)
    return;
  const bool is_object = types::isObject(fn.return_type);
  if (!fn.return_slot)
    fn.return_slot = fn.newLocal(types::unqualified(fn.return_type),
                                 is_object ? ir::Holding::Owned : ir::Holding::Value, "result");
  fn.return_slot->is_made_later = isCppObject(fn.return_type);
  const Expr *slot = reference(fn.module, fn.return_slot);
  if (is_object)
    storeObject(fn, slot, value, {Construct::ReturnObject, {}});
  else if (isCppObject(fn.return_type))
    assignCppObject(fn, slot, value);
  else
    store(fn, slot, value.expr);
}

void returnNow(FunctionContext &fn, const Value &value) {
  const Reason reason{Construct::ReturnObject, {}};
  if (!fn.return_type || !value.expr) {
    append(fn, InstKind::Return);
    return;
  }
  switch (value.kind) {
  case ValueKind::Owned:
    append(fn, InstKind::ReturnMoved, reason)->value = reference(fn.module, value.owner);
    return;
  case ValueKind::Borrowed:
    append(fn, InstKind::ReturnRef, reason)->value = value.expr;
    return;
  case ValueKind::C:
  case ValueKind::Nothing: {
    const Value given = isCppObject(fn.return_type) ? copied(fn, value) : value;
    append(fn, InstKind::Return)->value = given.expr;
    return;
  }
  }
}

} // namespace

void jumpBreak(FunctionContext &fn) { jumpOutOfLoop(fn, /*is_break=*/true); }
void jumpContinue(FunctionContext &fn) { jumpOutOfLoop(fn, /*is_break=*/false); }

void jumpReturn(FunctionContext &fn, const Value &value) {
  if (Exit *interceptor = innermostInterceptor(fn)) {
    keepReturnValue(fn, value);
    if (!interceptor->on_return)
      interceptor->on_return = fn.newLabel();
    jump(fn, interceptor->on_return);
    return;
  }
  if (fn.return_label) {
    keepReturnValue(fn, value);
    jump(fn, fn.return_label);
    return;
  }
  returnNow(fn, value);
}

void resumeReturn(FunctionContext &fn) {
  if (Exit *interceptor = innermostInterceptor(fn)) {
    if (!interceptor->on_return)
      interceptor->on_return = fn.newLabel();
    jump(fn, interceptor->on_return);
    return;
  }
  if (fn.return_label) {
    jump(fn, fn.return_label);
    return;
  }
  if (!fn.return_type || !fn.return_slot) {
    append(fn, InstKind::Return);
    return;
  }
  const Expr *slot = reference(fn.module, fn.return_slot);
  if (types::isObject(fn.return_type))
    returnNow(fn, {ValueKind::Owned, slot, fn.return_type, fn.return_slot});
  else
    returnNow(fn, {ValueKind::C, slot, slot->type, fn.return_slot});
}

} // namespace nogilc::lower
