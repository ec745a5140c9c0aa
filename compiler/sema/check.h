// The checker: gives every expression of a body its type and form, and every statement its facts.
// In quiet mode it serves inference, where the error type stands for "not known yet". Its members
// are spread over check_*.cpp by topic.
#pragma once

#include "sema/context.h"

#include <array>

namespace nogilc::sema {

/// Whether a call of the builtin `name` looks at the local variables of its caller: `locals()`,
/// `vars()`, `dir()`, `eval(code)`, `exec(code)`.
bool looksAtLocals(const syntax::CallExpr &call, llvm::StringRef name);

/// The operator in the language's words.
llvm::StringRef binaryText(syntax::BinaryOp op);

/// The elements of a list or tuple display that can be taken one by one, `repeat` times.
struct CDisplay {
  List<syntax::Expr *> elements;
  uint64_t repeat = 1;
};

class Checker {
  using FunctionType = types::FunctionType;

public:
  Checker(Context &ctx, const PendingBody &body);

  /// Checks the whole body.
  void run(const PendingBody &body);

  /// The type of the value of `expr`; fills in its ExprInfo.
  const Type *type(const syntax::Expr &expr);
  /// Reports a C++ object that cannot come into being without arguments; false then.
  bool checkDefaultConstructor(const Type *type, Span span);
  /// Whether it is an object only for the complex result that a `x ** 0.5` in it may have.
  bool canBeReal(const syntax::Expr &expr);

private:
  // ---- check_statements.cpp
  void checkBody(List<syntax::Stmt *> body);
  void check(const syntax::Stmt &stmt);
  void checkVariables(const syntax::CVarDecl &node);
  bool readsVariables(const syntax::Node &node) const;
  void checkAugAssign(const syntax::AugAssignStmt &node);
  void checkReturn(const syntax::ReturnStmt &node);
  void checkDelete(const syntax::Expr &target);
  bool isCppPointer(const syntax::Expr &target);
  bool isPublic(const syntax::Expr &target);
  void checkWith(const syntax::WithStmt &node);
  void checkMatch(const syntax::MatchStmt &match);
  /// `target from start <= target < stop by step`, in a statement or a clause.
  void countFrom(const syntax::Node &node, const syntax::Expr &target, const syntax::Expr &start,
                 const syntax::Expr &stop, const syntax::Expr *step);
  void checkParameters(const FunctionInfo &function);
  void checkDefault(const ParameterInfo &parameter);

  // ---- check_locks.cpp
  /// A method of a lock, `type` or what it points at; null: it is no lock, or it has no such
  /// method.
  const Type *lockMethod(const syntax::AttributeExpr &node, const Type *type, ExprInfo &info);
  void checkLockItem(const syntax::WithItem &item);
  void checkCriticalSection(const syntax::WithItem &item);
  void checkCriticalDecorator();

  // ---- check_targets.cpp
  void becomesUnknown(const syntax::Expr &expr);
  const Type *storedType(const syntax::Expr &target, const syntax::Expr *value,
                         const Type *value_type);
  void assign(const syntax::Expr &target, const syntax::Expr *value, const Type *value_type);
  /// The type of a value that is assigned; elements that go to targets of their own keep theirs.
  const Type *typeForTarget(const syntax::Expr &target, const syntax::Expr &value);
  /// The assignment of a display to a C compound or to a slice of one; false for all others.
  bool assignDisplay(const syntax::Expr &target, const syntax::Expr &value, bool is_declaration);
  std::pair<std::optional<int64_t>, std::optional<int64_t>>
  constantBounds(const syntax::SliceExpr &slice, const types::ArrayType *array);
  const Type *arrayOfSlice(const syntax::Expr &value);
  void checkSliceLength(const syntax::Expr &target, const syntax::Expr &value);
  const Type *targetType(const syntax::Expr &target);
  const Type *propertyTarget(const syntax::AttributeExpr &target);
  void iterate(const syntax::Node &node, const syntax::Expr &target, const syntax::Expr &iterable,
               bool is_iterable_checked);
  bool iterateCounted(const syntax::ForStmt &node);
  bool iterateRange(const syntax::Node &node, const syntax::Expr &target,
                    const syntax::CallExpr &range, bool is_reversed);
  const Type *rangeType(const syntax::CallExpr &range, const Type *target_type);

  // ---- check_coercion.cpp
  /// Reports if the value of `expr`, typed before, cannot become a `target`. Literals adapt.
  void coerce(const syntax::Expr &expr, const Type *target);
  const Type *numberOfChoice(const syntax::Expr &expr);
  void adaptChoice(const syntax::Expr &expr, const Type *common);
  /// Whether a Python callable can be made of the C function: all that it takes and gives has a
  /// Python form.
  bool hasCallable(const types::FunctionType &function);
  bool isNotYet(const syntax::Expr &expr, const Type *from, const Type *target);
  bool adaptLiteral(const syntax::Expr &expr, const Type *target);
  bool adaptTextSlice(const syntax::Expr &expr, const Type *target);
  bool takeApart(const syntax::Expr &expr);
  void adaptCompared(const syntax::CompareExpr &node);
  void makeNumber(const syntax::Expr &expr, const types::Type *number);
  /// Where a C number is wanted, or stands beside: computes in C, as a `double` or as a soft
  /// complex number, what only a `x ** 0.5` left to Python.
  bool adaptPower(const syntax::Expr &expr, const types::Type *number) {
    if (!canBeReal(expr))
      return false;
    makeNumber(expr, number);
    return true;
  }
  bool adaptPower(const syntax::Expr &expr) {
    return adaptPower(expr, staysComplex(expr)
                                ? ctx_.types.floating(types::FloatKind::Double)
                                : static_cast<const types::Type *>(ctx_.types.softComplex()));
  }
  bool staysComplex(const syntax::Expr &expr);
  void coerceToObject(const syntax::Expr &expr) { coerce(expr, ctx_.types.object()); }
  /// Types `expr` as a truth value.
  /// What `not` makes of it may be an operator of a C++ class: then `negation` says so.
  void condition(const syntax::Expr &expr, ExprInfo *negation = nullptr);
  /// A `char *` into an object that dies with the statement must not be kept.
  void checkKept(const syntax::Expr &value, const Type *target);
  void mismatch(Span span, const Type *from, const Type *to);
  bool reportGilCallback(const syntax::Expr &expr, const Type *from, const Type *target);
  void object(const syntax::Expr &expr) {
    type(expr);
    coerceToObject(expr);
  }
  void optionalObject(const syntax::Expr *expr) {
    if (expr)
      object(*expr);
  }

  // ---- check_names.cpp
  const Type *name(const syntax::NameExpr &node, ExprInfo &info);
  const Type *attribute(const syntax::AttributeExpr &node, ExprInfo &info);
  const Type *viewAttribute(llvm::StringRef name, const Type *type,
                            const types::MemoryViewType &view, ExprInfo &info);
  const Type *symbolValue(Symbol *symbol, Span span, ExprInfo &info);
  const Type *field(const syntax::AttributeExpr &node, const Type *record, ExprInfo &info);
  const Type *member(const syntax::AttributeExpr &node, const ClassInfo &cls, ExprInfo &info);
  const Type *constantType(const ConstantValue &value);

  // ---- check_operators.cpp
  const Type *unary(const syntax::UnaryExpr &node, ExprInfo &info);
  const Type *binary(const syntax::BinaryExpr &node, ExprInfo &info);
  const Type *binaryType(syntax::BinaryOp op, const syntax::Node &node, Span op_span,
                         const syntax::Expr &left, const Type *left_type, const syntax::Expr &right,
                         const Type *right_type, ExprInfo &info);
  bool isAskedOfObject(const syntax::Expr &expr);
  const Type *power(const Type *left, const syntax::Expr &right, const Type *right_type,
                    const syntax::Expr &left_expr, ExprInfo &info);
  const Type *compare(const syntax::CompareExpr &node, ExprInfo &info);
  const Type *boolean(const syntax::BoolExpr &node, ExprInfo &info);
  const Type *conditional(const syntax::ConditionalExpr &node, ExprInfo &info);

  // ---- check_subscripts.cpp
  const Type *index(const syntax::IndexExpr &node, ExprInfo &info, bool is_target = false);
  void warnOfNegativeIndex(const syntax::IndexExpr &node, const Type *base);
  const Type *indexView(const syntax::IndexExpr &node, const types::MemoryViewType &view,
                        ExprInfo &info);
  const Type *cast(const syntax::CastExpr &node, ExprInfo &info);
  const types::FunctionType *functionInside(const syntax::Expr &expr, const Type *type);
  const Type *castTo(const Type *target, const syntax::Expr &operand, Span span, bool is_checked);
  const Type *addressOf(const syntax::AddressOfExpr &node);
  const Type *methodAsFunction(const syntax::Expr &expr);
  const Type *sizeOf(const syntax::SizeofExpr &node, ExprInfo &info);

  // ---- check_displays.cpp
  const Type *comprehension(const syntax::ComprehensionExpr &node);
  void elements(List<syntax::Expr *> list);
  const Type *intLiteral(const syntax::IntLiteral &node, ExprInfo &info);

  // ---- check_c_displays.cpp
  /// Types `expr`, of which a `target` is wanted, and reports if it cannot become one.
  void valueAs(const syntax::Expr &expr, const Type *target);
  /// The same for a display where the target is a C compound, or a pointer to the first element of
  /// an array that the display makes; false, and nothing done, for all else. The display's type is
  /// the struct, ctuple or array.
  bool displayAs(const syntax::Expr &expr, const Type *target);
  bool sequenceAsArray(const syntax::Expr &expr, const CDisplay &display, const Type *target);
  bool textAsArray(const syntax::StringLiteral &text, const Type *target);
  bool dictAsStruct(const syntax::DictExpr &dict, const types::StructType &record,
                    const Type *target);
  std::optional<CDisplay> cDisplay(const syntax::Expr &expr);

  // ---- check_calls.cpp
  const Type *call(const syntax::CallExpr &node, ExprInfo &info);
  void lookAtArguments(const syntax::CallExpr &node);
  const Type *pythonCall(const syntax::CallExpr &node, ExprInfo &info);
  const Type *cCall(const syntax::CallExpr &node, const types::FunctionType &function,
                    ExprInfo &info);
  llvm::ArrayRef<Name> parameterNames(const syntax::Expr &callee);
  const Type *keywordCall(const syntax::CallExpr &node, const types::FunctionType &function,
                          llvm::ArrayRef<Name> names);
  /// `C(...)` of an extension type, whose instances are of exactly that type.
  const Type *construct(const syntax::CallExpr &node, const Type *type, ExprInfo &info);
  /// `C.__new__(C)`; null: an ordinary call.
  const Type *constructBare(const syntax::CallExpr &node, ExprInfo &info);
  bool resolvesToModule(const syntax::Expr &expr);
  const Type *constructStruct(const syntax::CallExpr &node, const types::StructType &record,
                              const Type *named, ExprInfo &info);
  // ---- check_cpp.cpp
  /// An argument of a C++ call, or one that nobody wrote.
  struct CppArgument {
    const syntax::Expr *expr = nullptr;
    const Type *type = nullptr;
  };
  /// A function that a call may mean, with its parameters as the class and the template make them.
  struct CppCandidate {
    Symbol *symbol = nullptr;
    const FunctionType *type = nullptr;
    const types::CppClassType *owner = nullptr;
    llvm::ArrayRef<const Type *> template_arguments;
  };
  using CppCandidates = llvm::SmallVector<CppCandidate, 8>;
  CppCandidates cppCandidates(Symbol &first, const types::CppClassType *owner,
                              llvm::ArrayRef<const Type *> template_arguments);
  std::optional<std::array<unsigned, 6>> cppCost(const FunctionType &function,
                                                 llvm::ArrayRef<CppArgument> args);
  /// The best of them; null after a report.
  const CppCandidate *resolveOverload(const CppCandidates &candidates,
                                      llvm::ArrayRef<CppArgument> args, Span span,
                                      llvm::StringRef name);
  const Type *cppMember(const syntax::AttributeExpr &node, const Type *object, ExprInfo &info);
  const Type *cppStatic(const syntax::AttributeExpr &node, const types::CppClassType &cls,
                        ExprInfo &info);
  const Type *cppCall(const syntax::CallExpr &node, Symbol &first, const types::CppClassType *owner,
                      llvm::ArrayRef<const Type *> template_arguments, ExprInfo &info);
  const Type *cppConstruct(const syntax::CallExpr &node, const types::CppClassType &cls,
                           ExprInfo &info);
  const Type *cppNew(const syntax::CallExpr &node, const syntax::NewExpr &created, ExprInfo &info);
  /// Null, and nothing done: no operand is of a C++ class that has the operator.
  const Type *cppOperator(llvm::StringRef op, llvm::ArrayRef<CppArgument> operands, Span span,
                          ExprInfo &info);
  const Type *cppTemplate(const syntax::IndexExpr &node, ExprInfo &info);
  bool cppIterate(const syntax::Node &node, const syntax::Expr &target, const Type *of);

public:
  /// What a loop over an object of that type gives; null: it is none of a C++ container.
  const Type *cppElement(const Type *of);

private:
  bool isPlace(const syntax::Expr &expr);
  bool assignsOther(const syntax::Expr &expr, const Type *target);
  void cppReference(const syntax::Expr &expr, const Type *parameter);

  // ---- check_builtins.cpp
  /// Null: the builtin has no C meaning for these arguments.
  const Type *builtinCall(const syntax::CallExpr &node, llvm::StringRef name, ExprInfo &info);
  const Type *minMax(const syntax::CallExpr &node, llvm::StringRef name, ExprInfo &info);
  const Type *cOperator(const syntax::CallExpr &node, llvm::StringRef name);
  const Type *cythonCall(const syntax::CallExpr &node, const std::string &name, ExprInfo &info);

  DeclarationPlace place() const {
    DeclarationPlace place;
    place.scope = scope_;
    place.directives = directives_;
    return place;
  }

  const Type *error() const { return ctx_.types.error(); }

  Context &ctx_;
  Scope *scope_;
  FunctionInfo *function_;
  const Directives *directives_;
  bool is_assigning_ = false; ///< what is coerced goes into a variable that exists
  bool is_value_kept_ =
      false; ///< in an assignment with several targets, one of them holds the object
};

} // namespace nogilc::sema
