// What the statements of a function do on a path: calls, objects that are made and destroyed,
// assignments. See flow_path.h.
#include "headers/flow_path.h"

#include "types/cpython_api.h"

#include <clang/AST/DeclCXX.h>
#include <clang/AST/ExprCXX.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Config/llvm-config.h>

namespace nogilc::headers {

namespace {

std::string quoted(const llvm::Twine &text) { return ("`" + text + "`").str(); }

/// The part of a call that names what is called.
clang::SourceRange calleeRange(const clang::CallExpr &call) {
  if (const auto *operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call))
    return operation->getOperatorLoc();
  const clang::Expr *callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto *member = llvm::dyn_cast<clang::MemberExpr>(callee))
    return {member->getMemberLoc(), member->getEndLoc()};
  return callee->getSourceRange();
}

bool mayBeOverridden(const clang::CXXMethodDecl &method) {
  return method.isVirtual() && !method.hasAttr<clang::FinalAttr>() &&
         !method.getParent()->hasAttr<clang::FinalAttr>();
}

/// Whether a call of a method may end in one that overrides it.
bool isVirtualCall(const clang::CallExpr &call) {
  const auto *member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call);
  const clang::CXXMethodDecl *method = member_call ? member_call->getMethodDecl() : nullptr;
  if (!method || !mayBeOverridden(*method))
    return false;
  const auto *member = llvm::dyn_cast<clang::MemberExpr>(call.getCallee()->IgnoreParens());
  return !member || !member->hasQualifier();
}

const clang::Expr *objectArgument(const clang::CallExpr &call) {
  if (const auto *member_call = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    return member_call->getImplicitObjectArgument();
  const auto *operation = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  return operation && operation->getNumArgs() > 0 ? operation->getArg(0) : nullptr;
}

bool isLambda(const clang::FunctionDecl &function) {
  const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  return method && method->getParent()->isLambda();
}

/// Whether an object is a parameter of the function, or a part of its own object.
bool isParameterOf(const clang::Expr *object, const clang::FunctionDecl &function) {
  const clang::ValueDecl *variable = objectOf(object);
  return variable &&
         (llvm::isa<clang::FieldDecl>(variable) ||
          (llvm::isa<clang::ParmVarDecl>(variable) && variable->getDeclContext() == &function));
}

/// Whether a constructor of a shared pointer takes a function that ends the object.
bool takesDeleter(const clang::FunctionDecl &constructor) {
  if (constructor.getNumParams() < 2)
    return false;
  const clang::QualType first = constructor.getParamDecl(0)->getType();
  return first->isPointerType() || first->isNullPtrType();
}

/// The class of what a `std::shared_ptr` destroys through a pointer that no longer tells the class.
/// Null if the source makes such pointers with deleters, which may take the GIL first.
const clang::CXXRecordDecl *sharedObject(const clang::CXXRecordDecl &pointer) {
  const auto *special = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&pointer);
  // The one of libstdc++ leaves its work to a base.
  if (!special || !special->isInStdNamespace() ||
      (special->getName() != "__shared_ptr" &&
       (special->getName() != "shared_ptr" || special->getNumBases() != 0)))
    return nullptr;
  for (const clang::Decl *member : special->decls())
    if (const auto *pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(member);
        pattern && llvm::isa<clang::CXXConstructorDecl>(pattern->getTemplatedDecl()))
      for (const clang::FunctionDecl *constructor : pattern->specializations())
        if (takesDeleter(*constructor))
          return nullptr;
  const clang::CXXRecordDecl *record =
      special->getTemplateArgs()[0].getAsType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  return record && record->hasDefinition() ? record->getDefinition() : nullptr;
}

bool isFunctionPointer(clang::QualType type) {
  return type->isFunctionPointerType() || type->isFunctionReferenceType();
}

/// A parameter of the function itself that is called: its number.
std::optional<unsigned> calledParameter(const clang::CallExpr &call,
                                        const clang::FunctionDecl &function) {
  const clang::Expr *callee = call.getCallee()->IgnoreParenImpCasts();
  if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(callee);
      unary && unary->getOpcode() == clang::UO_Deref)
    callee = unary->getSubExpr()->IgnoreParenImpCasts();
  const auto *reference = llvm::dyn_cast<clang::DeclRefExpr>(callee);
  const auto *parameter =
      reference ? llvm::dyn_cast<clang::ParmVarDecl>(reference->getDecl()) : nullptr;
  if (!parameter || parameter->getDeclContext() != &function)
    return std::nullopt;
  return parameter->getFunctionScopeIndex();
}

} // namespace

Paths Flow::apply(const clang::CFGElement &element, const Paths &paths) {
  Paths result;
  const auto add = [&](Path path) {
    const auto [at, is_new] = result.try_emplace(std::move(path.state), path.facts);
    if (!is_new)
      at->second.intersect(path.facts);
  };
  for (const auto &[state, facts] : paths) {
    Path path{state, facts};
    const auto of_statement = element.getAs<clang::CFGStmt>();
    current_ = of_statement ? of_statement->getStmt() : nullptr;
    if (of_statement) {
      statement(*of_statement->getStmt(), path);
    } else if (const auto automatic = element.getAs<clang::CFGAutomaticObjDtor>()) {
      const clang::VarDecl *variable = automatic->getVarDecl();
      destroy(automatic->getDestructorDecl(program_.context), variable, variable->getLocation(),
              "the destructor of " + quoted(variable->getName()), path);
    } else if (const auto deleted = element.getAs<clang::CFGDeleteDtor>()) {
      const clang::CXXDeleteExpr *expr = deleted->getDeleteExpr();
      destroy(deleted->getDestructorDecl(program_.context), objectOf(expr->getArgument()),
              expr->getBeginLoc(), "the destructor that `delete` calls", path, true);
    } else if (const auto base = element.getAs<clang::CFGBaseDtor>()) {
      // Clang does not say the destructor of this kind of element.
      const auto *record = base->getBaseSpecifier()->getType()->getAsCXXRecordDecl();
      destroy(record ? record->getDestructor() : nullptr, nullptr, function_.getLocation(),
              "the destructor of its base", path);
    } else if (const auto member = element.getAs<clang::CFGMemberDtor>();
               member && !member->getFieldDecl()->getParent()->isUnion()) {
      destroy(member->getDestructorDecl(program_.context), member->getFieldDecl(),
              function_.getLocation(),
              "the destructor of " + quoted(member->getFieldDecl()->getName()), path);
    } else if (const auto temporary = element.getAs<clang::CFGTemporaryDtor>()) {
      destroy(
          temporary->getDestructorDecl(program_.context), nullptr,
          temporary->getBindTemporaryExpr()->getSourceRange(),
          "the destructor of a temporary " +
              quoted(temporary->getBindTemporaryExpr()->getType().getUnqualifiedType().getAsString(
                  program_.context.getPrintingPolicy())),
          path);
    }
#if LLVM_VERSION_MAJOR >= 19
    else if (const auto cleanup = element.getAs<clang::CFGCleanupFunction>())
      cleanUp(*cleanup->getFunctionDecl(), *cleanup->getVarDecl(), path);
#endif
    for (Path &other : others_)
      add(std::move(other));
    others_.clear();
    add(std::move(path));
  }
  return result;
}

void Flow::statement(const clang::Stmt &statement, Path &path) {
  if (const auto *called = llvm::dyn_cast<clang::CallExpr>(&statement))
    return call(*called, path);
  if (const auto *made = llvm::dyn_cast<clang::CXXConstructExpr>(&statement))
    return construct(*made, path);
  if (const auto *returned = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    path.facts.returned = returned;
    return;
  }
  if (const auto *declaration = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const clang::Decl *declared : declaration->decls())
      if (const auto *variable = llvm::dyn_cast<clang::VarDecl>(declared))
        declare(*variable, path);
    return;
  }
  const clang::Expr *written = nullptr;
  if (const auto *binary = llvm::dyn_cast<clang::BinaryOperator>(&statement);
      binary && binary->isAssignmentOp()) {
    written = binary->getLHS();
    assign(written, binary->getOpcode() == clang::BO_Assign ? binary->getRHS() : nullptr, path);
  } else if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(&statement);
             unary && unary->isIncrementDecrementOp()) {
    written = unary->getSubExpr();
    assign(written, nullptr, path);
  }
  const auto *target =
      written ? llvm::dyn_cast<clang::MemberExpr>(written->IgnoreParenCasts()) : nullptr;
  if (target && target->getMemberDecl()->getIdentifier() &&
      target->getMemberDecl()->getName() == "ob_refcnt")
    need(target->getMemberLoc(), "writing `ob_refcnt`",
         "reference counts are not atomic, and the object may be freed", path);
  // What a macro of the API does without calling anything.
  const auto *member = llvm::dyn_cast<clang::MemberExpr>(&statement);
  if (member && member->isArrow())
    useVariable(member->getBase(), path);
  if (member && member->getExprLoc().isMacroID())
    if (const std::optional<ApiUse> use = program_.api.macro(member->getMemberLoc()))
      need(member->getMemberLoc(), use->what, use->reason, path);
}

void Flow::useVariable(const clang::Expr *expr, const Path &path) {
  if (!is_reporting_ || path.state.status == Status::Released)
    return;
  const clang::VarDecl *variable = variablePath(expr).local();
  const auto found = path.facts.borrowed.find(variable);
  if (!variable || found == path.facts.borrowed.end() || found->second.released.isInvalid())
    return;
  const Borrowed &borrowed = found->second;
  const llvm::StringRef name = program_.api.nameOf(*llvm::cast<clang::Expr>(borrowed.from));
  report("c-borrowed-across-release", expr->getSourceRange(),
         {variable->getNameAsString(), "`" + name.str() + "()`"})
      .remarks = {
      {program_.places.place(borrowed.from->getSourceRange()), "it is borrowed here", true},
      {program_.places.place(borrowed.released), "the GIL is released here", true}};
}

void Flow::declare(const clang::VarDecl &variable, Path &path) {
  path.facts.conditions.forget(&variable);
  if (!variable.getInit() || !variable.getType()->isScalarType())
    return;
  // The variable as an expression, for what is known of it.
  assign(clang::DeclRefExpr::Create(program_.context, {}, {},
                                    const_cast<clang::VarDecl *>(&variable), false,
                                    clang::SourceLocation(), variable.getType(), clang::VK_LValue),
         variable.getInit(), path);
}

/// The part of `release ? PyEval_SaveThread() : NULL` that gave the value on this path.
const clang::Expr *Flow::taken(const clang::Expr &value, const Path &path) const {
  const auto *choice = llvm::dyn_cast<clang::ConditionalOperator>(value.IgnoreParenCasts());
  if (!choice)
    return &value;
  const auto hasReleased = [&](const clang::Expr *branch) {
    return llvm::any_of(path.state.frames, [&](const Frame &frame) {
      return frame.statement == branch->IgnoreParenCasts();
    });
  };
  const auto mayRelease = [&](const clang::Expr *branch) {
    const auto *call = llvm::dyn_cast<clang::CallExpr>(branch->IgnoreParenCasts());
    const clang::FunctionDecl *callee = call ? call->getDirectCallee() : nullptr;
    return callee && transitionOf(*callee) == Transition::Save;
  };
  const clang::Expr *first = choice->getTrueExpr(), *second = choice->getFalseExpr();
  if (!mayRelease(first))
    std::swap(first, second);
  if (!mayRelease(first))
    return &value;
  return hasReleased(first) ? first : second;
}

void Flow::assign(const clang::Expr *target, const clang::Expr *value, Path &path) {
  const VariablePath into = variablePath(target);
  path.facts.used_up.erase(into);
  if (!into.parts.empty() && into.parts.back())
    path.facts.conditions.forget(into.parts.back());
  else if (into.root())
    path.facts.conditions.forget(into.root());
  if (const clang::VarDecl *variable = into.local()) {
    path.facts.borrowed.erase(variable);
    if (value && givesBorrowedItem(program_.api.nameOf(*value)))
      path.facts.borrowed[variable] = {value, {}};
  }
  const auto *target_variable = into.local();
  if (target_variable)
    path.facts.results.erase(target_variable);
  if (!value)
    return;
  if (const auto known = path.facts.results.find(value->IgnoreParenCasts());
      target_variable && known != path.facts.results.end())
    path.facts.results[target_variable] = known->second;
  // A copy of a handle stands for it, too.
  if (const VariablePath from = variablePath(value); from.is_known)
    for (Frame &frame : path.state.frames)
      if (frame.handle == from)
        frame.handle.is_known = false;
  const std::optional<Condition> condition = program_.conditions.of(target);
  if (!condition)
    return;
  value = taken(*value, path);
  const auto *called = llvm::dyn_cast<clang::CallExpr>(value->IgnoreParenCasts());
  const clang::FunctionDecl *callee = called ? called->getDirectCallee() : nullptr;
  if (callee && transitionOf(*callee) == Transition::Save)
    path.facts.conditions.set(*condition, true);
  else if (const std::optional<bool> constant = program_.conditions.constant(value))
    path.facts.conditions.set(*condition, *constant);
}

void Flow::call(const clang::CallExpr &call, Path &path) {
  // A variable whose address is passed may have any value afterwards.
  for (const clang::Expr *argument : call.arguments())
    if (const auto *unary = llvm::dyn_cast<clang::UnaryOperator>(argument->IgnoreParenCasts());
        unary && unary->getOpcode() == clang::UO_AddrOf)
      if (const clang::ValueDecl *variable = objectOf(unary->getSubExpr()))
        path.facts.conditions.forget(variable);

  const clang::FunctionDecl *callee = program_.targets.calleeOf(call);
  const bool takes_reference = takesReference(program_.api.nameOf(call));
  for (const clang::Expr *argument : call.arguments()) {
    useVariable(argument, path);
    if (takes_reference)
      if (const clang::VarDecl *variable = variablePath(argument).local())
        path.facts.borrowed.erase(variable);
  }
  startThreads(call, callee);
  if (callee)
    if (const Transition change = transitionOf(*callee); change != Transition::None)
      return transition(change, call, path);
  const clang::SourceRange place = calleeRange(call);
  if (const std::optional<ApiUse> use = program_.api.call(call, callee))
    return need(place, use->what, use->reason, path);
  if (!callee) {
    if (const std::optional<unsigned> parameter = calledParameter(call, function_)) {
      cfacts::Use use;
      use.kind = cfacts::Use::Kind::Callback;
      use.parameter = *parameter;
      use.what = "a call of its argument";
      useFunction(std::move(use), place, path);
    }
    return;
  }
  if (program_.api.isKnown(*callee) || callee->getBuiltinID() != 0)
    return;
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
      method && isGuard(*method->getParent()))
    return;
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Call;
  use.callee = program_.places.key(*callee);
  use.is_virtual = isVirtualCall(call);
  use.what = quoted(program_.places.name(*callee) + "()");
  if (isLambda(*callee)) {
    use.what = "the lambda";
    use.is_given = isParameterOf(objectArgument(call), function_);
  }
  const std::string key = use.callee, what = use.what;
  useFunction(std::move(use), place, path);
  passArguments(call, *callee, path);

  cfacts::Effect effect = cfacts::Effect::None;
  unsigned results = 0, other_results = 0;
  if (const Summary *summary = program_.summary(*callee)) {
    effect = summary->effect;
    results = summary->effect_results;
    other_results = summary->other_results;
  } else if (const auto known = program_.effects.find(key); known != program_.effects.end())
    effect = known->second;
  // `auto guard = make_guard()`: the guard's destructor undoes it.
  const clang::ValueDecl *made_for = text_.madeFor(call);
  applyEffect(effect, made_for ? made_for : objectOf(objectArgument(call)), made_for != nullptr,
              &call, place, what, path, results != 0);
  if (results != 0) {
    path.facts.results[&call] = results;
    for (Path &other : others_)
      other.facts.results[&call] = other_results;
  }
}

void Flow::passArguments(const clang::CallExpr &call, const clang::FunctionDecl &callee,
                         Path &path) {
  const std::optional<unsigned> called = calledArgument(callee);
  for (unsigned i = 0; i < call.getNumArgs() && i < callee.getNumParams(); ++i) {
    if (called != i && !isFunctionPointer(callee.getParamDecl(i)->getType()))
      continue;
    const clang::FunctionDecl *target = program_.targets.of(call.getArg(i));
    if (!target)
      continue;
    cfacts::Use use;
    const std::string name = program_.places.name(*target);
    if (called == i) {
      use.kind = cfacts::Use::Kind::Call;
      use.callee = program_.places.key(*target);
      use.what = quoted(name + "()");
      if (program_.api.isKnown(*target)) {
        const types::CpythonFunction function = types::cpythonFunction(target->getName(), true);
        if (function.gil == types::CpythonGil::Needs)
          need(call.getArg(i)->getSourceRange(), use.what, function.reason.str(), path);
        continue;
      }
    } else {
      use.kind = cfacts::Use::Kind::Argument;
      use.callee = program_.places.key(callee);
      use.argument = program_.places.key(*target);
      use.parameter = i;
      use.what = quoted(name);
    }
    program_.summary(*target);
    useFunction(std::move(use), call.getArg(i)->getSourceRange(), path);
  }
}

void Flow::enterOnThread(const clang::Expr *callable, clang::SourceRange place, std::string how) {
  const clang::FunctionDecl *target = program_.targets.of(callable);
  if (!target)
    return;
  program_.summary(*target);
  program_.entries.push_back(
      {program_.places.key(*target), program_.places.place(place), std::move(how)});
}

void Flow::startThreads(const clang::CallExpr &call, const clang::FunctionDecl *callee) {
  if (!is_reporting_ || !callee)
    return;
  const clang::SourceRange place = calleeRange(call);
  if (const std::optional<unsigned> argument = threadArgument(*callee);
      argument && *argument < call.getNumArgs())
    enterOnThread(call.getArg(*argument), place,
                  quoted(program_.places.name(*callee) + "()") +
                      " calls it on a thread of its own");
  // `threads.emplace_back(f, x)`
  if (const auto *method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
      method && method->getIdentifier() && method->getName() == "emplace_back" &&
      call.getNumArgs() > 0)
    if (const auto *special =
            llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(method->getParent());
        special && special->getTemplateArgs().size() > 0 &&
        special->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type)
      if (const clang::CXXRecordDecl *element =
              special->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
          element && isThreadClass(*element))
        enterOnThread(call.getArg(0), place,
                      quoted(element->getQualifiedNameAsString()) +
                          " calls it on a thread of its own");
  for (const clang::Expr *guard : call.arguments())
    if (isReleasingCallGuard(guard->getType()))
      for (const clang::Expr *argument : call.arguments())
        if (argument != guard)
          enterOnThread(argument, guard->getSourceRange(),
                        "this guard releases the GIL around its calls");
}

void Flow::construct(const clang::CXXConstructExpr &construct, Path &path) {
  const clang::CXXConstructorDecl &constructor = *construct.getConstructor();
  const clang::ValueDecl *owner = text_.madeFor(construct);
  const clang::CXXRecordDecl &record = *constructor.getParent();
  if (is_reporting_ && isThreadClass(record) && construct.getNumArgs() > 0)
    enterOnThread(construct.getArg(0), construct.getLocation(),
                  quoted(record.getQualifiedNameAsString()) + " calls it on a thread of its own");
  if (const Transition change = transitionOf(constructor); change != Transition::None) {
    Frame frame;
    frame.owner = owner;
    frame.is_scoped = true;
    frame.place = construct.getSourceRange();
    frame.statement = &construct;
    if (change == Transition::ScopedAcquire) {
      frame.kind = Frame::Kind::Ensure;
      return ensure(std::move(frame), path);
    }
    return release(std::move(frame), change == Transition::ScopedReleaseIf,
                   quoted(record.getName()), path);
  }
  if (constructor.isTrivial() || construct.isElidable())
    return;
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Call;
  use.callee = program_.places.key(constructor);
  use.what =
      (constructor.isCopyConstructor() ? "copying a " : "making a ") + quoted(record.getName());
  useFunction(std::move(use), construct.getLocation(), path);
  if (const Summary *summary = program_.summary(constructor))
    applyEffect(summary->effect, owner, true, &construct, construct.getSourceRange(),
                "making a " + quoted(record.getName()), path);
}

void Flow::cleanUp(const clang::FunctionDecl &function, const clang::VarDecl &variable,
                   Path &path) {
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Call;
  use.callee = program_.places.key(function);
  use.what = quoted(program_.places.name(function) + "()") + ", the cleanup of " +
             quoted(variable.getName()) + ",";
  const std::string what = use.what;
  useFunction(std::move(use), variable.getLocation(), path);
  if (const Summary *summary = program_.summary(function))
    applyEffect(summary->effect, &variable, false, nullptr, variable.getLocation(), what, path);
}

void Flow::destroy(const clang::CXXDestructorDecl *destructor, const clang::ValueDecl *owner,
                   clang::SourceRange place, const std::string &what, Path &path, bool is_dynamic) {
  if (!destructor || destructor->isTrivial())
    return;
  if (isGuard(*destructor->getParent()))
    return endScope(*destructor->getParent(), owner, place, what, path);
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Call;
  use.callee = program_.places.key(*destructor);
  use.what = what;
  use.is_virtual = is_dynamic && mayBeOverridden(*destructor);
  useFunction(std::move(use), place, path);
  if (const Summary *summary = program_.summary(*destructor))
    applyEffect(summary->effect, owner, false, nullptr, place, what, path);
  if (const clang::CXXRecordDecl *shared = sharedObject(*destructor->getParent()))
    dropShared(*shared, place, path);
}

void Flow::dropShared(const clang::CXXRecordDecl &record, clang::SourceRange place,
                      const Path &path) {
  const clang::CXXDestructorDecl *destructor = record.getDestructor();
  if (!destructor || destructor->isTrivial() || isGuard(record))
    return;
  program_.summary(*destructor);
  cfacts::Use use;
  use.kind = cfacts::Use::Kind::Call;
  use.callee = program_.places.key(*destructor);
  use.what = "the destructor of the shared " + quoted(record.getName());
  use.is_virtual = mayBeOverridden(*destructor);
  useFunction(std::move(use), place, path);
}

} // namespace nogilc::headers
