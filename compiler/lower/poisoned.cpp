#include "lower/poisoned.h"

#include "lower/conditions.h"
#include "lower/expressions.h"
#include "lower/gil_regions.h"
#include "lower/operands.h"
#include "lower/statements.h"
#include "syntax/visit.h"

namespace nogilc::lower {

using syntax::NodeCategory;
using syntax::NodeKind;

bool attempt(FunctionContext &fn, const syntax::Node &node, llvm::function_ref<void()> make) {
  LowerContext &context = fn.module;
  Scoped<llvm::SmallVector<Span, 2>> places(context.unsupported_places, {});
  ir::Block *const block = fn.block;
  const size_t first = block->size();
  const size_t exits = fn.exits.size();
  make();
  if (context.unsupported_places.empty())
    return true;
  fn.block = block;
  block->resize(first);
  fn.exits.resize(exits);
  context.poison(node);
  syntax::walk(node, [&](const syntax::Node &part) {
    const NodeCategory category = syntax::categoryOf(part.kind);
    if (category == NodeCategory::Stmt)
      return &part == &node;
    for (Span place : context.unsupported_places)
      if (part.span.begin <= place.begin && place.end <= part.span.end)
        context.poison(part);
    return true;
  });
  return false;
}

namespace {

class PoisonedLowering {
public:
  explicit PoisonedLowering(FunctionContext &fn) : fn_(fn), context_(fn.module) {}

  void lower(const syntax::Stmt &stmt);

private:
  bool isUnderstood(const syntax::Expr &expr) const {
    return !context_.isPoisoned(expr) && !types::mentionsError(typeOf(fn_, expr));
  }
  const Expr *unknown() const { return namedValue(context_, "ng_unknown", context_.bint()); }

  void evaluate(const syntax::Expr *expr);
  /// The same for what becomes a `target`, which may not be known.
  void evaluateAs(const syntax::Expr *expr, const Type *target);
  void need(const syntax::Node &node, Construct construct, llvm::StringRef subject = {});
  void needForItself(const syntax::Expr &expr);
  void needForConversion(const syntax::Expr &expr, const Type *target);
  void evaluateParts(const syntax::Node &node);
  void evaluateAll(llvm::ArrayRef<syntax::Expr *> exprs) {
    for (const syntax::Expr *expr : exprs)
      evaluate(expr);
  }
  void evaluateIndex(const syntax::IndexExpr &node);
  void evaluateCall(const syntax::CallExpr &call);
  /// Whether what an operator gives depends on something of which nothing is known.
  bool dependsOnUnknown(const syntax::Expr &expr) const {
    bool is_found = false;
    syntax::walk(expr, [&](const syntax::Node &part) {
      if (syntax::categoryOf(part.kind) != NodeCategory::Expr)
        return false;
      const Type *type = typeOf(fn_, part);
      is_found |= !type || (types::mentionsError(type) && !types::unsupportedView(type));
      return llvm::isa<syntax::UnaryExpr, syntax::BinaryExpr, syntax::BoolExpr, syntax::CompareExpr,
                       syntax::ConditionalExpr>(part);
    });
    return is_found;
  }
  std::optional<bool> branchOfObjects(const syntax::Expr &condition) const;
  /// `int(view[i])` of a C number.
  bool isCutNumber(const syntax::Expr &expr) const { return lower::isCutNumber(fn_, expr); }
  void evaluateCondition(const syntax::Expr &expr);
  void evaluateTarget(const syntax::Expr *target);
  void evaluateAssignment(const syntax::Expr &value, const syntax::Expr &target);
  void evaluateIterable(const syntax::Expr &iterable);

  /// What may run or not.
  void perhaps(llvm::ArrayRef<syntax::Stmt *> body) {
    if (!body.empty())
      lowerBodyInto(fn_, branch(fn_, unknown())->body, body);
  }
  void loopOver(llvm::ArrayRef<syntax::Stmt *> body, llvm::ArrayRef<syntax::Stmt *> else_body,
                llvm::function_ref<void()> head);
  void lowerFor(const syntax::ForStmt &stmt);
  void lowerTry(const syntax::TryStmt &stmt);
  void lowerItems(const syntax::WithStmt &stmt, size_t number);
  void lowerIf(const syntax::IfStmt &stmt, size_t number);
  void lowerVariables(const syntax::CVarDecl &decl);

  FunctionContext &fn_;
  LowerContext &context_;
};

// ---------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------

void PoisonedLowering::need(const syntax::Node &node, Construct construct,
                            llvm::StringRef subject) {
  At at(fn_, node.span);
  append(fn_, InstKind::NeedGil, {construct, context_.string(subject)});
}

/// The largest parts that can be understood, for what they do, and what is plain of the rest.
void PoisonedLowering::evaluate(const syntax::Expr *expr) {
  if (!expr || expr->kind == NodeKind::ErrorExpr)
    return;
  // A slice alone would be an object; of a memoryview or C array it is none.
  const bool is_slice = expr->kind == NodeKind::SliceExpr;
  if (!is_slice && isUnderstood(*expr) && attempt(fn_, *expr, [&] { (void)lowerExpr(fn_, *expr); }))
    return;
  needForItself(*expr);
  switch (expr->kind) {
  case NodeKind::LambdaExpr: // its body is a function of its own
  case NodeKind::TypeNameExpr:
  case NodeKind::SizeofExpr:
    return;
  case NodeKind::ComprehensionExpr: {
    const auto &node = llvm::cast<syntax::ComprehensionExpr>(*expr);
    if (!node.clauses.empty()) // the rest needs the names that the first clause binds
      evaluateIterable(*node.clauses.front()->iterable);
    return;
  }
  case NodeKind::IndexExpr: {
    const auto &node = llvm::cast<syntax::IndexExpr>(*expr);
    evaluate(node.base);
    return evaluateIndex(node);
  }
  case NodeKind::NamedExpr: {
    const auto &node = llvm::cast<syntax::NamedExpr>(*expr);
    return evaluateAs(node.value, typeOf(fn_, *node.target));
  }
  case NodeKind::CastExpr: {
    const auto &node = llvm::cast<syntax::CastExpr>(*expr);
    // From a pointer to an object and back is a matter of the pointer.
    const bool is_address = types::isObject(typeOf(fn_, *node.operand))
                                ? !types::isArithmetic(typeOf(fn_, node))
                                : types::isPointer(typeOf(fn_, *node.operand)) &&
                                      !types::unsupportedView(typeOf(fn_, node));
    return is_address ? evaluate(node.operand) : evaluateAs(node.operand, typeOf(fn_, node));
  }
  case NodeKind::CallExpr:
    return evaluateCall(llvm::cast<syntax::CallExpr>(*expr));
  default:
    return evaluateParts(*expr);
  }
}

/// What the expression needs the GIL for whatever its operands are.
void PoisonedLowering::needForItself(const syntax::Expr &expr) {
  const sema::ExprInfo &info = infoOf(fn_, expr);
  const bool is_object = info.type && types::isObject(info.type);
  switch (expr.kind) {
  case NodeKind::TupleExpr:
    return is_object ? need(expr, Construct::BuildTuple) : void();
  case NodeKind::ListExpr:
    return is_object ? need(expr, Construct::BuildList) : void();
  case NodeKind::SetExpr:
    return is_object ? need(expr, Construct::BuildSet) : void();
  case NodeKind::DictExpr:
    return is_object ? need(expr, Construct::BuildDict) : void();
  case NodeKind::FormattedValue:
  case NodeKind::BackquoteExpr:
    return need(expr, Construct::BuildString);
  case NodeKind::LambdaExpr:
    return need(expr, Construct::Lambda);
  case NodeKind::ComprehensionExpr:
    return need(expr, llvm::cast<syntax::ComprehensionExpr>(expr).result ==
                              syntax::ComprehensionKind::Generator
                          ? Construct::GeneratorExpression
                          : Construct::Comprehension);
  default:
    break;
  }
  switch (info.form) {
  case sema::ExprForm::PythonAttribute:
    return need(expr, Construct::GetAttribute,
                llvm::cast<syntax::AttributeExpr>(expr).attribute.name.str());
  case sema::ExprForm::PythonIndex:
  case sema::ExprForm::PythonIndexC:
    return is_object ? need(expr, Construct::GetItem) : void();
  case sema::ExprForm::PythonSlice:
    return need(expr, Construct::Slice);
  case sema::ExprForm::ObjectArithmetic:
    return need(expr, Construct::Operator);
  default:
    return;
  }
}

void PoisonedLowering::needForConversion(const syntax::Expr &expr, const Type *target) {
  const Type *from = typeOf(fn_, expr);
  const bool is_literal =
      llvm::isa<syntax::ConstantExpr, syntax::StringLiteral, syntax::IntLiteral>(expr);
  if (is_literal || !from || !target || isCutNumber(expr) || dependsOnUnknown(expr))
    return;
  const types::MemoryViewType *from_view = types::unsupportedView(from);
  const types::MemoryViewType *to_view = types::unsupportedView(target);
  if ((types::isError(from) && !from_view) || (types::isError(target) && !to_view))
    return;
  const Type *written = to_view ? to_view : target;
  if (types::isObject(from) && !types::isObject(target) && !types::isVoid(target))
    need(expr, Construct::FromPython, types::spelling(written));
  else if (types::isObject(target) && (from_view || types::isArithmetic(from)))
    need(expr, Construct::ToPython, types::spelling(from_view ? from_view : from));
  else if (to_view && types::elementOf(from)) // the memory gets an owner
    need(expr, Construct::ToPython, types::spelling(from));
}

void PoisonedLowering::evaluateAs(const syntax::Expr *expr, const Type *target) {
  if (!expr)
    return;
  const bool is_known = target && !types::mentionsError(target);
  if (is_known && isUnderstood(*expr) && !llvm::isa<syntax::StarredExpr>(*expr) &&
      attempt(fn_, *expr, [&] { (void)lowerTo(fn_, *expr, target); }))
    return;
  // A display of what may be a C compound.
  const bool is_display = llvm::isa<syntax::TupleExpr, syntax::ListExpr, syntax::DictExpr>(*expr);
  if (is_display && target && !types::isObject(target))
    return evaluateParts(*expr);
  evaluate(expr);
  needForConversion(*expr, target);
}

/// `view[i, j]`: no tuple, of what has such an index.
void PoisonedLowering::evaluateIndex(const syntax::IndexExpr &node) {
  const bool is_view = types::unsupportedView(typeOf(fn_, *node.base));
  const auto evaluateOne = [&](const syntax::Expr *subscript) {
    if (is_view && !llvm::isa<syntax::SliceExpr>(subscript))
      evaluateAs(subscript, context_.ssize());
    else
      evaluate(subscript);
  };
  if (const auto *several = llvm::dyn_cast<syntax::TupleExpr>(node.index))
    llvm::for_each(several->elements, evaluateOne);
  else
    evaluateOne(node.index);
  if (is_view && types::isObject(typeOf(fn_, node)))
    need(node, Construct::GetItem);
}

void PoisonedLowering::evaluateParts(const syntax::Node &node) {
  syntax::forEachChild(node, [&](const syntax::Node &child) {
    if (syntax::categoryOf(child.kind) == NodeCategory::Expr)
      evaluate(static_cast<const syntax::Expr *>(&child));
    else if (llvm::isa<syntax::Keyword, syntax::DictItem>(child))
      evaluateParts(child);
  });
}

/// A function whose arguments or signature have an error may still be one that needs the GIL.
void PoisonedLowering::evaluateCall(const syntax::CallExpr &call) {
  const sema::ExprInfo &info = infoOf(fn_, call);
  const sema::Symbol *symbol = infoOf(fn_, *call.callee).symbol;
  const bool is_named = symbol && symbol->kind == sema::SymbolKind::CFunction && symbol->type;
  // Of a method it has no parameter for `self`.
  const types::FunctionType *type = types::calledFunction(typeOf(fn_, *call.callee));
  if (!type && is_named)
    type = types::calledFunction(symbol->type);
  const bool is_python = info.form == sema::ExprForm::PythonCall;
  const bool is_builtin = symbol && symbol->kind == sema::SymbolKind::Builtin;
  const auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(call.callee);
  if (isCutNumber(call)) {
    // a C conversion, as long as a C number is wanted
  } else if (is_python && is_builtin)
    need(call, Construct::CallBuiltin, symbol->name.str());
  else if (is_python && attribute)
    need(call, Construct::CallMethod, attribute->attribute.name.str());
  else if (is_python)
    need(call, Construct::CallPython, symbol ? symbol->name.str() : llvm::StringRef());
  else if (info.form == sema::ExprForm::BuiltinCall && info.text == "isinstance")
    need(call, Construct::CallBuiltin, info.text);
  if (attribute && (is_python || type))
    evaluate(attribute->base);
  else if (!type && (is_python ? !is_builtin : info.form == sema::ExprForm::Plain && !is_builtin))
    evaluate(call.callee);
  for (size_t i = 0; i != call.args.size(); ++i)
    if (type && i < type->parameters.size())
      evaluateAs(call.args[i], type->parameters[i]);
    else
      evaluate(call.args[i]);
  for (const syntax::Keyword *keyword : call.keywords)
    evaluate(keyword->value);
  if (!type)
    return;
  At at(fn_, call.span);
  const llvm::StringRef name = symbol ? symbol->name.str() : llvm::StringRef();
  Inst *inst = append(fn_, InstKind::CallFunction, {Construct::CallC, context_.string(name)});
  inst->callee = namedValue(context_,
                            is_named && !symbol->cname.empty() ? llvm::StringRef(symbol->cname)
                                                               : llvm::StringRef("ng_unknown"),
                            is_named ? symbol->type : static_cast<const Type *>(type));
  inst->callee_type = type;
  inst->callee_function =
      is_named && symbol->function ? context_.functions.lookup(symbol->function) : nullptr;
}

void PoisonedLowering::evaluateCondition(const syntax::Expr &expr) {
  At at(fn_, expr.span);
  if (!isUnderstood(expr) || !attempt(fn_, expr, [&] { (void)lowerCondition(fn_, expr); }))
    evaluate(&expr);
}

/// `target = value`; of displays on both sides each for itself.
void PoisonedLowering::evaluateAssignment(const syntax::Expr &value, const syntax::Expr &target) {
  const auto *values = llvm::dyn_cast<syntax::TupleExpr>(&value);
  const auto *targets = llvm::dyn_cast<syntax::TupleExpr>(&target);
  if (values && targets && values->elements.size() == targets->elements.size()) {
    for (size_t i = 0; i != values->elements.size(); ++i)
      evaluateAssignment(*values->elements[i], *targets->elements[i]);
    return;
  }
  evaluateAs(&value, targets ? nullptr : typeOf(fn_, target));
  evaluateTarget(&target);
}

/// What finds the place; a name is not read.
void PoisonedLowering::evaluateTarget(const syntax::Expr *target) {
  if (!target)
    return;
  const sema::ExprInfo &info = infoOf(fn_, *target);
  const bool is_object = info.type && types::isObject(info.type);
  switch (target->kind) {
  case NodeKind::NameExpr:
    return is_object ? need(*target, Construct::AssignObject,
                            llvm::cast<syntax::NameExpr>(*target).name.str())
                     : void();
  case NodeKind::TupleExpr:
  case NodeKind::ListExpr:
  case NodeKind::StarredExpr:
    syntax::forEachChild(*target, [&](const syntax::Node &child) {
      if (syntax::categoryOf(child.kind) == NodeCategory::Expr)
        evaluateTarget(static_cast<const syntax::Expr *>(&child));
    });
    return;
  case NodeKind::IndexExpr: {
    const auto &node = llvm::cast<syntax::IndexExpr>(*target);
    evaluate(node.base);
    evaluateIndex(node);
    if (is_object &&
        (info.form == sema::ExprForm::PythonIndex || info.form == sema::ExprForm::PythonIndexC ||
         info.form == sema::ExprForm::PythonSlice))
      need(node, Construct::SetItem);
    return;
  }
  case NodeKind::AttributeExpr: {
    const auto &node = llvm::cast<syntax::AttributeExpr>(*target);
    evaluate(node.base);
    if (is_object)
      need(node,
           info.form == sema::ExprForm::PythonAttribute ? Construct::SetAttribute
                                                        : Construct::AssignObject,
           node.attribute.name.str());
    return;
  }
  default:
    return evaluateParts(*target);
  }
}

/// `range(n)` and the like need no object where the loop runs in C.
void PoisonedLowering::evaluateIterable(const syntax::Expr &iterable) {
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(&iterable);
  const sema::Symbol *symbol = call ? infoOf(fn_, *call->callee).symbol : nullptr;
  if (symbol && symbol->kind == sema::SymbolKind::Builtin)
    evaluateAll(call->args);
  else
    evaluate(&iterable);
}

// ---------------------------------------------------------------------------------------------
// Compound statements
// ---------------------------------------------------------------------------------------------

void PoisonedLowering::loopOver(llvm::ArrayRef<syntax::Stmt *> body,
                                llvm::ArrayRef<syntax::Stmt *> else_body,
                                llvm::function_ref<void()> head) {
  Inst *each = loop(fn_, unknown());
  {
    InBlock in(fn_, each->body);
    head();
    fn_.exits.emplace_back();
    lowerBody(fn_, body);
    fn_.exits.pop_back();
  }
  perhaps(else_body);
}

void PoisonedLowering::lowerFor(const syntax::ForStmt &stmt) {
  evaluateIterable(*stmt.iterable);
  const auto run = [&] {
    loopOver(stmt.body, stmt.else_body, [&] { evaluateTarget(stmt.target); });
  };
  // `prange(…, nogil=True)` is not supported yet, but it is known what it does about the GIL.
  const auto *call = llvm::dyn_cast<syntax::CallExpr>(stmt.iterable);
  const bool is_prange = call && infoOf(fn_, *call).text == "parallel.prange";
  const bool is_nogil =
      is_prange && llvm::any_of(call->keywords, [](const syntax::Keyword *keyword) {
        const auto *value = llvm::dyn_cast<syntax::ConstantExpr>(keyword->value);
        return keyword->name.name == "nogil" && value && value->value == syntax::Constant::True;
      });
  if (is_nogil) {
    At at(fn_, stmt.iterable->span);
    withGilReleased(fn_, run);
  } else {
    run();
  }
}

void PoisonedLowering::lowerTry(const syntax::TryStmt &stmt) {
  if (!stmt.handlers.empty())
    append(fn_, InstKind::NeedGil, {Construct::Except, {}});
  perhaps(stmt.body);
  for (const syntax::ExceptHandler *handler : stmt.handlers) {
    Inst *handling = branch(fn_, unknown());
    InBlock in(fn_, handling->body);
    evaluate(handler->type);
    evaluateTarget(handler->target);
    Scoped depth(fn_.except_depth, fn_.except_depth + 1);
    lowerBody(fn_, handler->body);
  }
  perhaps(stmt.else_body);
  perhaps(stmt.finally_body);
}

void PoisonedLowering::lowerItems(const syntax::WithStmt &stmt, size_t number) {
  if (number == stmt.items.size()) {
    lowerBody(fn_, stmt.body);
    return;
  }
  const syntax::WithItem &item = *stmt.items[number];
  const sema::WithForm form = context_.analysis.stmt(item).with_form;
  if (form == sema::WithForm::CriticalSection) {
    At at(fn_, item.span);
    append(fn_, InstKind::NeedGil, {Construct::CriticalSection, {}});
  }
  if (form != sema::WithForm::ContextManager) {
    lowerGilItem(fn_, item, [&] { lowerItems(stmt, number + 1); });
    return;
  }
  At at(fn_, item.span);
  evaluate(item.context);
  if (isUnderstood(*item.context)) // of a type that is not known it may be one without Python
    append(fn_, InstKind::NeedGil, {Construct::With, {}});
  evaluateTarget(item.target);
  lowerItems(stmt, number + 1);
}

/// Which branch of an `if T is object` is for objects alone, where T is a fused type: the one where
/// it is true, or where it is false; nothing for other conditions.
std::optional<bool> PoisonedLowering::branchOfObjects(const syntax::Expr &condition) const {
  if (const auto *both = llvm::dyn_cast<syntax::BoolExpr>(&condition)) {
    const bool is_and = both->op == syntax::BoolOp::And;
    return llvm::any_of(both->operands,
                        [&](const syntax::Expr *operand) {
                          return branchOfObjects(*operand) == std::optional(is_and);
                        })
               ? std::optional(is_and)
               : std::nullopt;
  }
  const auto *compare = llvm::dyn_cast<syntax::CompareExpr>(&condition);
  if (!compare || compare->ops.size() != 1)
    return std::nullopt;
  const syntax::CompareOp op = compare->ops[0];
  const auto *type = llvm::dyn_cast<syntax::NameExpr>(compare->operands[0]);
  const bool is_test = (op == syntax::CompareOp::Is || op == syntax::CompareOp::IsNot) && type &&
                       type->name == "object" && !isUnderstood(*compare->first);
  return is_test ? std::optional(op == syntax::CompareOp::Is) : std::nullopt;
}

void PoisonedLowering::lowerIf(const syntax::IfStmt &stmt, size_t number) {
  if (number == stmt.clauses.size()) {
    lowerBody(fn_, stmt.else_body);
    return;
  }
  const syntax::IfClause &clause = *stmt.clauses[number];
  evaluateCondition(*clause.condition);
  Inst *choice = branch(fn_, unknown(), /*with_else=*/true);
  // Where T is an object, the region around may be none: `with nogil(T is not object)`.
  const auto of_objects = fn_.isGilHeld() ? std::nullopt : branchOfObjects(*clause.condition);
  if (of_objects != true)
    lowerBodyInto(fn_, choice->body, clause.body);
  InBlock in(fn_, choice->else_body);
  if (of_objects != false)
    lowerIf(stmt, number + 1);
}

void PoisonedLowering::lowerVariables(const syntax::CVarDecl &decl) {
  for (const syntax::Declarator *declarator : decl.declarators) {
    const syntax::NameDeclarator &name = declaredName(*declarator);
    const bool is_whole = !context_.isPoisoned(*declarator) && !context_.isPoisoned(name);
    if (!is_whole || !attempt(fn_, *declarator, [&] { lowerInitialValue(fn_, name); })) {
      const sema::Symbol *symbol = context_.analysis.binding(name);
      evaluateAs(name.initializer, symbol ? symbol->type : nullptr);
    }
  }
}

// ---------------------------------------------------------------------------------------------
// Statements
// ---------------------------------------------------------------------------------------------

void PoisonedLowering::lower(const syntax::Stmt &stmt) {
  using namespace syntax;
  switch (stmt.kind) {
  case NodeKind::AssignStmt: {
    const auto &node = llvm::cast<AssignStmt>(stmt);
    if (node.targets.empty())
      return evaluate(node.value);
    evaluateAssignment(*node.value, *node.targets.front());
    for (const syntax::Expr *target :
         llvm::ArrayRef(node.targets.begin(), node.targets.end()).drop_front())
      evaluateTarget(target);
    return;
  }
  case NodeKind::AugAssignStmt: {
    const auto &node = llvm::cast<AugAssignStmt>(stmt);
    evaluateTarget(node.target);
    evaluate(node.value);
    if (infoOf(fn_, node).form == sema::ExprForm::ObjectArithmetic)
      need(node, Construct::Operator);
    return;
  }
  case NodeKind::AnnAssignStmt: {
    const auto &node = llvm::cast<AnnAssignStmt>(stmt);
    if (!node.value)
      return;
    return evaluateAssignment(*node.value, *node.target);
  }
  case NodeKind::DelStmt:
    for (const syntax::Expr *target : llvm::cast<DelStmt>(stmt).targets)
      evaluateTarget(target);
    return;
  case NodeKind::ReturnStmt: {
    const auto *type = fn_.info ? fn_.info->type : nullptr;
    const bool gives_view = type && types::unsupportedView(type->result);
    evaluateAs(llvm::cast<ReturnStmt>(stmt).value, gives_view ? type->result : fn_.return_type);
    Scoped<const Type *> no_value(fn_.return_type, nullptr);
    jumpReturn(fn_, {});
    return;
  }
  case NodeKind::RaiseStmt:
    // As what is understood: with the GIL held, whatever the state is here.
    withGilHeld(fn_, {Construct::Raise, {}}, [&] { evaluateParts(stmt); });
    jump(fn_, fn_.error);
    return;
  case NodeKind::AssertStmt: {
    const auto &node = llvm::cast<AssertStmt>(stmt);
    evaluateCondition(*node.condition);
    withGilHeld(fn_, {Construct::Assert, {}}, [&] { evaluate(node.message); });
    return;
  }
  case NodeKind::PrintStmt:
    withGilHeld(fn_, {Construct::Print, {}}, [&] { evaluateParts(stmt); });
    return;
  case NodeKind::ExprStmt:
  case NodeKind::ExecStmt:
    return evaluateParts(stmt);
  case NodeKind::CVarDecl:
    return lowerVariables(llvm::cast<CVarDecl>(stmt));
  case NodeKind::IfStmt:
    return lowerIf(llvm::cast<IfStmt>(stmt), 0);
  case NodeKind::WhileStmt: {
    const auto &node = llvm::cast<WhileStmt>(stmt);
    return loopOver(node.body, node.else_body, [&] { evaluateCondition(*node.condition); });
  }
  case NodeKind::ForStmt:
    return lowerFor(llvm::cast<ForStmt>(stmt));
  case NodeKind::ForFromStmt: {
    const auto &node = llvm::cast<ForFromStmt>(stmt);
    evaluate(node.start);
    evaluate(node.stop);
    evaluate(node.step);
    return loopOver(node.body, node.else_body, [&] { evaluateTarget(node.target); });
  }
  case NodeKind::TryStmt:
    return lowerTry(llvm::cast<TryStmt>(stmt));
  case NodeKind::WithStmt:
    return lowerItems(llvm::cast<WithStmt>(stmt), 0);
  case NodeKind::MatchStmt: {
    const auto &node = llvm::cast<MatchStmt>(stmt);
    evaluate(node.subject);
    for (const MatchCase *match_case : node.cases) {
      Inst *choice = branch(fn_, unknown());
      InBlock in(fn_, choice->body);
      if (match_case->guard)
        evaluateCondition(*match_case->guard);
      lowerBody(fn_, match_case->body);
    }
    return;
  }
  case NodeKind::FunctionDef: {
    const auto &node = llvm::cast<FunctionDef>(stmt);
    evaluateAll(node.decorators);
    for (const Parameter *parameter : node.parameters->parameters)
      evaluate(parameter->default_value);
    return;
  }
  case NodeKind::ClassDef: {
    const auto &node = llvm::cast<ClassDef>(stmt);
    evaluateAll(node.decorators);
    evaluateAll(node.bases);
    for (const Keyword *keyword : node.keywords)
      evaluate(keyword->value);
    return;
  }
  default: // declarations, and what has no parts that run
    return;
  }
}

} // namespace

void lowerPoisoned(FunctionContext &fn, const syntax::Stmt &stmt) {
  fn.function.is_partial = true;
  append(fn, InstKind::Unknown);
  Scoped quiet(fn.module.is_quiet, true);
  PoisonedLowering(fn).lower(stmt);
}

} // namespace nogilc::lower
