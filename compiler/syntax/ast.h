// The AST: plain structs in an arena, data only. Built by parse/, read by sema/ and lower/; nobody
// changes a node after the parser made it. What later phases learn of a node (its type, its symbol)
// stands in side tables keyed by `NodeId`.
//
// Every struct lists its fields once more in NOGILC_FIELDS, which is what the generic walk and the
// printer (walk.h, printer.h) use. List fields are arena arrays. Optional nodes are null pointers.
#pragma once

#include "support/name.h"
#include "support/span.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <cstdint>

namespace nogilc::syntax {

enum class NodeKind : uint8_t {
#define NOGILC_NODE(Kind, Category) Kind,
#include "syntax/node_kinds.def"
};

/// Dense number of a node within one AstContext, from 0; the key of every side table.
using NodeId = uint32_t;

struct Node {
  NodeKind kind;
  NodeId id = 0;
  Span span;
};

struct Expr : Node {};
struct Stmt : Node {};
struct CType : Node {
  bool is_const = false;
  bool is_volatile = false;
};
struct Declarator : Node {};
struct Pattern : Node {};
struct Part : Node {};

template <typename T> using List = llvm::ArrayRef<T>;

/// A name as written, with its place. An empty `name` means absent.
struct Ident {
  Name name;
  Span span;
  explicit operator bool() const { return static_cast<bool>(name); }
};

// clang-format off
#define NOGILC_PARENS ()
#define NOGILC_EXPAND(...) NOGILC_EXPAND3(NOGILC_EXPAND3(NOGILC_EXPAND3(__VA_ARGS__)))
#define NOGILC_EXPAND3(...) NOGILC_EXPAND2(NOGILC_EXPAND2(NOGILC_EXPAND2(__VA_ARGS__)))
#define NOGILC_EXPAND2(...) __VA_ARGS__
#define NOGILC_FIELD_STEP(field, ...) visit(#field, field); __VA_OPT__(NOGILC_FIELD_AGAIN NOGILC_PARENS (__VA_ARGS__))
#define NOGILC_FIELD_AGAIN() NOGILC_FIELD_STEP
#define NOGILC_FIELDS(...) \
  template <typename Visit> void visitFields([[maybe_unused]] Visit&& visit) const { \
    __VA_OPT__(NOGILC_EXPAND(NOGILC_FIELD_STEP(__VA_ARGS__))) \
  }
// clang-format on

/// Opens a node struct: its kind constant and the test that llvm::isa uses.
#define NOGILC_NODE_BODY(Struct)                                                                   \
  static constexpr NodeKind kKind = NodeKind::Struct;                                              \
  static bool classof(const Node *node) { return node->kind == kKind; }

struct TypeName;
struct ParameterList;
struct StringLiteral;
struct FunctionDeclarator;

// ---------------------------------------------------------------------------------------------
// Parts
// ---------------------------------------------------------------------------------------------

/// A type with an abstract declarator, as in `<const char*>x` or `sizeof(int[3])`.
/// `declarator` is never null; its innermost NameDeclarator has no name.
struct TypeName : Part {
  NOGILC_NODE_BODY(TypeName)
  CType *base = nullptr;
  Declarator *declarator = nullptr;
  NOGILC_FIELDS(base, declarator)
};

/// `name=value`, or `**value` when `name` is empty. In calls and class headers.
struct Keyword : Part {
  NOGILC_NODE_BODY(Keyword)
  Ident name;
  Expr *value = nullptr;
  NOGILC_FIELDS(name, value)
};

enum class ParameterKind : uint8_t { PositionalOnly, Normal, VarArgs, KeywordOnly, VarKeywords };
enum class NoneRule : uint8_t { Default, NotNone, OrNone };

/// A parameter of `def`, `cdef`, `lambda` or of a function type.
///
/// `def f(x)`, `lambda x`: only `name`. `int x`: `ctype` and `declarator`, and `name` is the
/// declarator's. In C parameter lists a single plain word may be a type or a name
/// (`cdef f(x)`, `int (*g)(size_t)`): then `ctype` is that NamedCType, `name` is empty and
/// `may_be_name` is set; sema decides by looking the word up as a type.
struct Parameter : Part {
  NOGILC_NODE_BODY(Parameter)
  ParameterKind passing = ParameterKind::Normal;
  NoneRule none_rule = NoneRule::Default;
  bool may_be_name = false;
  bool is_optional = false; ///< `=*` or `=?` in a .pxd: has a default, elsewhere
  Ident name;
  CType *ctype = nullptr;
  Declarator *declarator = nullptr;
  Expr *annotation = nullptr;
  Expr *default_value = nullptr;
  NOGILC_FIELDS(passing, none_rule, may_be_name, is_optional, name, ctype, declarator, annotation,
                default_value)
};

struct ParameterList : Part {
  NOGILC_NODE_BODY(ParameterList)
  List<Parameter *>
      parameters; ///< in source order; VarArgs/VarKeywords included, bare `*` and `/` not
  bool has_c_varargs = false; ///< a closing `...`
  NOGILC_FIELDS(parameters, has_c_varargs)
};

enum class TypeParameterKind : uint8_t { TypeVar, TypeVarTuple, ParamSpec };

/// `T`, `T: bound`, `*Ts`, `**P`, each with an optional default (PEP 695, PEP 696).
struct TypeParameter : Part {
  NOGILC_NODE_BODY(TypeParameter)
  TypeParameterKind variety = TypeParameterKind::TypeVar;
  Ident name;
  Expr *bound = nullptr;
  Expr *default_value = nullptr;
  NOGILC_FIELDS(variety, name, bound, default_value)
};

/// `key: value`, or `**value` when `key` is null.
struct DictItem : Part {
  NOGILC_NODE_BODY(DictItem)
  Expr *key = nullptr;
  Expr *value = nullptr;
  NOGILC_FIELDS(key, value)
};

/// `for target in iterable if c1 if c2`.
struct ComprehensionClause : Part {
  NOGILC_NODE_BODY(ComprehensionClause)
  Expr *target = nullptr;
  Expr *iterable = nullptr;
  List<Expr *> conditions;
  bool is_async = false;
  NOGILC_FIELDS(target, iterable, conditions, is_async)
};

/// `a.b.c as d` (import: `path` has one or more words), `a as d` (from-import: one word).
struct ImportAlias : Part {
  NOGILC_NODE_BODY(ImportAlias)
  List<Ident> path;
  Ident as_name;
  NOGILC_FIELDS(path, as_name)
};

/// One `if`/`elif` arm, of an IfStmt or of a CompileTimeIf.
struct IfClause : Part {
  NOGILC_NODE_BODY(IfClause)
  Expr *condition = nullptr;
  List<Stmt *> body;
  NOGILC_FIELDS(condition, body)
};

/// `except type as name:`; `type` is null for a bare `except:`. `target` is a NameExpr at level 3,
/// any assignable expression in the level-2 form `except E, target:`.
struct ExceptHandler : Part {
  NOGILC_NODE_BODY(ExceptHandler)
  Expr *type = nullptr;
  Expr *target = nullptr;
  List<Stmt *> body;
  NOGILC_FIELDS(type, target, body)
};

/// One item of a `with`. `nogil` and `gil` are ordinary expressions here (a NameExpr, or a CallExpr
/// for the conditional form; `cython.nogil` in pure mode): sema tells them from context managers.
struct WithItem : Part {
  NOGILC_NODE_BODY(WithItem)
  Expr *context = nullptr;
  Expr *target = nullptr;
  NOGILC_FIELDS(context, target)
};

struct MatchCase : Part {
  NOGILC_NODE_BODY(MatchCase)
  Pattern *pattern = nullptr;
  Expr *guard = nullptr;
  List<Stmt *> body;
  NOGILC_FIELDS(pattern, guard, body)
};

/// `NAME "cname" = value` of an enum.
struct EnumItem : Part {
  NOGILC_NODE_BODY(EnumItem)
  Ident name;
  llvm::StringRef cname;
  Expr *value = nullptr;
  NOGILC_FIELDS(name, cname, value)
};

enum class ExceptionClauseKind : uint8_t {
  Unspecified,  ///< nothing written: the declaration's default applies
  Noexcept,     ///< `noexcept`
  Value,        ///< `except V`
  CheckedValue, ///< `except? V`
  Always,       ///< `except *`
  Cpp           ///< `except +`, `except +Handler`, `except +*`
};

struct ExceptionClause : Part {
  NOGILC_NODE_BODY(ExceptionClause)
  ExceptionClauseKind clause = ExceptionClauseKind::Unspecified;
  Expr *value = nullptr; ///< Value, CheckedValue: the value. Cpp: the handler, if any
  bool cpp_star = false; ///< `except +*`
  NOGILC_FIELDS(clause, value, cpp_star)
};

// ---------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------

struct NameExpr : Expr {
  NOGILC_NODE_BODY(NameExpr)
  Name name;
  NOGILC_FIELDS(name)
};

enum class Constant : uint8_t { None, True, False, Ellipsis };

/// `None`, `True`, `False`, `...`. (`NULL` is a name that sema knows.)
struct ConstantExpr : Expr {
  NOGILC_NODE_BODY(ConstantExpr)
  Constant value = Constant::None;
  NOGILC_FIELDS(value)
};

/// `text` is the literal without suffix and underscores, in Python 3 spelling: `0x1f`, `0o17`,
/// `0b1`, `42` (a level-2 `017` arrives as `0o17`). Any size.
struct IntLiteral : Expr {
  NOGILC_NODE_BODY(IntLiteral)
  llvm::StringRef text;
  bool is_unsigned = false; ///< suffix U
  uint8_t longness = 0;     ///< number of L in the suffix, 0 to 2
  NOGILC_FIELDS(text, is_unsigned, longness)
};

struct FloatLiteral : Expr {
  NOGILC_NODE_BODY(FloatLiteral)
  llvm::StringRef text; ///< without underscores
  NOGILC_FIELDS(text)
};

/// `3j`: `text` is `3`.
struct ImaginaryLiteral : Expr {
  NOGILC_NODE_BODY(ImaginaryLiteral)
  llvm::StringRef text;
  NOGILC_FIELDS(text)
};

enum class StringKind : uint8_t {
  Plain,   ///< no prefix: `str` at level 3, the native string at level 2
  Unicode, ///< `u''`
  Bytes,   ///< `b''`
  Char     ///< `c'x'`: a C character
};

/// Adjacent literals are joined. `value` has the escapes resolved: UTF-8 for Plain and Unicode
/// (lone surrogates as their three bytes, as in WTF-8), the bytes themselves for Bytes and Char.
/// `bytes_value` is what a Plain literal means where a `char*` or bytes is wanted: same text with
/// escapes resolved as in a bytes literal and other characters in UTF-8.
struct StringLiteral : Expr {
  NOGILC_NODE_BODY(StringLiteral)
  StringKind string_kind = StringKind::Plain;
  llvm::StringRef value;
  llvm::StringRef bytes_value;
  NOGILC_FIELDS(string_kind, value)
};

/// An f-string (or t-string): `parts` are StringLiteral and FormattedValue in order.
struct JoinedString : Expr {
  NOGILC_NODE_BODY(JoinedString)
  List<Expr *> parts;
  bool is_template = false;
  NOGILC_FIELDS(parts, is_template)
};

/// `{value!r:spec}`; the text of `{value=}` is a StringLiteral before it, and then `conversion` is
/// 'r' if nothing else was said. `spec` is a JoinedString or StringLiteral.
struct FormattedValue : Expr {
  NOGILC_NODE_BODY(FormattedValue)
  Expr *value = nullptr;
  char conversion = 0; ///< 0, 's', 'r', 'a', or 'd' for Cython's C formatting
  Expr *spec = nullptr;
  llvm::StringRef source_text; ///< the expression as written (t-strings need it)
  NOGILC_FIELDS(value, conversion, spec)
};

struct TupleExpr : Expr {
  NOGILC_NODE_BODY(TupleExpr)
  List<Expr *> elements;
  bool is_parenthesized = false;
  NOGILC_FIELDS(elements)
};

struct ListExpr : Expr {
  NOGILC_NODE_BODY(ListExpr)
  List<Expr *> elements;
  NOGILC_FIELDS(elements)
};

struct SetExpr : Expr {
  NOGILC_NODE_BODY(SetExpr)
  List<Expr *> elements;
  NOGILC_FIELDS(elements)
};

struct DictExpr : Expr {
  NOGILC_NODE_BODY(DictExpr)
  List<DictItem *> items;
  NOGILC_FIELDS(items)
};

/// `*value` in a display, a call or a target list.
struct StarredExpr : Expr {
  NOGILC_NODE_BODY(StarredExpr)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

enum class ComprehensionKind : uint8_t { List, Set, Dict, Generator };

struct ComprehensionExpr : Expr {
  NOGILC_NODE_BODY(ComprehensionExpr)
  ComprehensionKind result = ComprehensionKind::List;
  Expr *element = nullptr; ///< the key of a Dict; null in `{**d for d in ds}`
  Expr *value = nullptr;   ///< Dict only
  List<ComprehensionClause *> clauses;
  NOGILC_FIELDS(result, element, value, clauses)
};

enum class UnaryOp : uint8_t { Plus, Minus, Invert, Not };
enum class BinaryOp : uint8_t {
  Add,
  Sub,
  Mul,
  MatMul,
  TrueDiv,
  FloorDiv,
  Mod,
  Pow,
  LShift,
  RShift,
  And,
  Or,
  Xor
};
enum class BoolOp : uint8_t { And, Or };
enum class CompareOp : uint8_t { Lt, Le, Gt, Ge, Eq, Ne, In, NotIn, Is, IsNot };

struct UnaryExpr : Expr {
  NOGILC_NODE_BODY(UnaryExpr)
  UnaryOp op = UnaryOp::Plus;
  Expr *operand = nullptr;
  NOGILC_FIELDS(op, operand)
};

struct BinaryExpr : Expr {
  NOGILC_NODE_BODY(BinaryExpr)
  BinaryOp op = BinaryOp::Add;
  Expr *left = nullptr;
  Expr *right = nullptr;
  Span op_span;
  NOGILC_FIELDS(op, left, right)
};

/// `a and b and c` is one node with three operands.
struct BoolExpr : Expr {
  NOGILC_NODE_BODY(BoolExpr)
  BoolOp op = BoolOp::And;
  List<Expr *> operands;
  NOGILC_FIELDS(op, operands)
};

/// `first op0 operands[0] op1 operands[1] …`: a chain evaluates each operand once.
struct CompareExpr : Expr {
  NOGILC_NODE_BODY(CompareExpr)
  Expr *first = nullptr;
  List<CompareOp> ops;
  List<Expr *> operands;
  NOGILC_FIELDS(first, ops, operands)
};

struct ConditionalExpr : Expr {
  NOGILC_NODE_BODY(ConditionalExpr)
  Expr *condition = nullptr;
  Expr *then_value = nullptr;
  Expr *else_value = nullptr;
  NOGILC_FIELDS(condition, then_value, else_value)
};

/// `(target := value)`.
struct NamedExpr : Expr {
  NOGILC_NODE_BODY(NamedExpr)
  NameExpr *target = nullptr;
  Expr *value = nullptr;
  NOGILC_FIELDS(target, value)
};

struct LambdaExpr : Expr {
  NOGILC_NODE_BODY(LambdaExpr)
  ParameterList *parameters = nullptr;
  Expr *body = nullptr;
  NOGILC_FIELDS(parameters, body)
};

struct AwaitExpr : Expr {
  NOGILC_NODE_BODY(AwaitExpr)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

struct YieldExpr : Expr {
  NOGILC_NODE_BODY(YieldExpr)
  Expr *value = nullptr; ///< null: yields None
  NOGILC_FIELDS(value)
};

struct YieldFromExpr : Expr {
  NOGILC_NODE_BODY(YieldFromExpr)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

struct CallExpr : Expr {
  NOGILC_NODE_BODY(CallExpr)
  Expr *callee = nullptr;
  List<Expr *> args; ///< StarredExpr for `*a`; positional ones in source order
  List<Keyword *> keywords;
  NOGILC_FIELDS(callee, args, keywords)
};

struct AttributeExpr : Expr {
  NOGILC_NODE_BODY(AttributeExpr)
  Expr *base = nullptr;
  Ident attribute;
  NOGILC_FIELDS(base, attribute)
};

/// `base[index]`; several indices are a TupleExpr without parentheses, `a:b` is a SliceExpr.
struct IndexExpr : Expr {
  NOGILC_NODE_BODY(IndexExpr)
  Expr *base = nullptr;
  Expr *index = nullptr;
  NOGILC_FIELDS(base, index)
};

/// `start:stop:step`, only inside an IndexExpr (or in the axes of a memoryview type).
struct SliceExpr : Expr {
  NOGILC_NODE_BODY(SliceExpr)
  Expr *start = nullptr;
  Expr *stop = nullptr;
  Expr *step = nullptr;
  NOGILC_FIELDS(start, stop, step)
};

/// `<T>x`; `<T?>x` when `is_checked`.
struct CastExpr : Expr {
  NOGILC_NODE_BODY(CastExpr)
  TypeName *type = nullptr;
  Expr *operand = nullptr;
  bool is_checked = false;
  NOGILC_FIELDS(type, operand, is_checked)
};

struct AddressOfExpr : Expr {
  NOGILC_NODE_BODY(AddressOfExpr)
  Expr *operand = nullptr;
  NOGILC_FIELDS(operand)
};

/// `sizeof(...)`: exactly one of the two. What could be either (a name, a dotted name, an index) is
/// an `operand`; sema looks whether it names a type.
struct SizeofExpr : Expr {
  NOGILC_NODE_BODY(SizeofExpr)
  TypeName *type = nullptr;
  Expr *operand = nullptr;
  NOGILC_FIELDS(type, operand)
};

/// `new T[...]`; the call around it is an ordinary CallExpr with this as its callee.
struct NewExpr : Expr {
  NOGILC_NODE_BODY(NewExpr)
  CType *type = nullptr;
  NOGILC_FIELDS(type)
};

/// A C type where an expression stands, as in `vector[unsigned int]()` or `f[double*]`.
struct TypeNameExpr : Expr {
  NOGILC_NODE_BODY(TypeNameExpr)
  TypeName *type = nullptr;
  NOGILC_FIELDS(type)
};

/// Level 2: `` `value` ``.
struct BackquoteExpr : Expr {
  NOGILC_NODE_BODY(BackquoteExpr)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

/// The iterable of a ComprehensionClause that is written as in a ForFromStmt:
/// `[i for i from start <= i < stop by step]`.
struct ForFromRange : Expr {
  NOGILC_NODE_BODY(ForFromRange)
  Expr *start = nullptr;
  CompareOp start_op = CompareOp::Le;
  CompareOp stop_op = CompareOp::Lt;
  Expr *stop = nullptr;
  Expr *step = nullptr;
  NOGILC_FIELDS(start, start_op, stop_op, stop, step)
};

/// Stands where a diagnosed mistake was; later phases stay silent about it.
struct ErrorExpr : Expr {
  NOGILC_NODE_BODY(ErrorExpr)
  NOGILC_FIELDS()
};

// ---------------------------------------------------------------------------------------------
// Types as written and declarators
// ---------------------------------------------------------------------------------------------

enum class Signedness : uint8_t { Unspecified, Signed, Unsigned };
enum class BuiltinBase : uint8_t { Void, Char, Int, Float, Double };

/// C's own words: `unsigned long long`, `char`, `double complex`. (`bint`, `size_t`, `Py_ssize_t`,
/// `object` and the like are NamedCType.)
struct BuiltinCType : CType {
  NOGILC_NODE_BODY(BuiltinCType)
  BuiltinBase base = BuiltinBase::Int;
  Signedness signedness = Signedness::Unspecified;
  int8_t longness = 0; ///< -1 short, 1 long, 2 long long
  bool is_complex = false;
  NOGILC_FIELDS(base, signedness, longness, is_complex, is_const, is_volatile)
};

/// `T`, `module.T`.
struct NamedCType : CType {
  NOGILC_NODE_BODY(NamedCType)
  List<Ident> path;
  NOGILC_FIELDS(path, is_const, is_volatile)
};

/// `vector[int]`, `Outer[int].Inner`, and the buffer form `ndarray[double, ndim=2]`: sema tells
/// them apart. Arguments are TypeNameExpr where only a type is possible, plain expressions where
/// both are.
struct TemplateCType : CType {
  NOGILC_NODE_BODY(TemplateCType)
  CType *base = nullptr;
  List<Expr *> args;
  List<Keyword *> keywords;
  List<Ident> member_path; ///< what follows `]`, as in `.Inner`
  NOGILC_FIELDS(base, args, keywords, member_path, is_const, is_volatile)
};

/// `double[:, ::1]`.
struct MemoryViewCType : CType {
  NOGILC_NODE_BODY(MemoryViewCType)
  CType *element = nullptr;
  List<SliceExpr *> axes;
  NOGILC_FIELDS(element, axes, is_const, is_volatile)
};

/// `(int, double)`, also `(int,)`.
struct CTupleCType : CType {
  NOGILC_NODE_BODY(CTupleCType)
  List<TypeName *> elements;
  bool is_parenthesized = false; ///< `(int *)`: no tuple, but its only element
  NOGILC_FIELDS(elements, is_const, is_volatile)
};

/// The innermost declarator: `name "cname" = initializer`. Any of them may be absent. For C++
/// operators the name is `operator+` and so on.
struct NameDeclarator : Declarator {
  NOGILC_NODE_BODY(NameDeclarator)
  Ident name;
  llvm::StringRef cname;
  Expr *initializer = nullptr;
  NOGILC_FIELDS(name, cname, initializer)
};

struct PointerDeclarator : Declarator {
  NOGILC_NODE_BODY(PointerDeclarator)
  Declarator *inner = nullptr;
  bool is_const = false;
  bool is_volatile = false;
  NOGILC_FIELDS(inner, is_const, is_volatile)
};

struct ReferenceDeclarator : Declarator {
  NOGILC_NODE_BODY(ReferenceDeclarator)
  Declarator *inner = nullptr;
  bool is_rvalue = false;
  NOGILC_FIELDS(inner, is_rvalue)
};

struct ArrayDeclarator : Declarator {
  NOGILC_NODE_BODY(ArrayDeclarator)
  Declarator *inner = nullptr;
  Expr *dimension = nullptr; ///< null: `[]`
  NOGILC_FIELDS(inner, dimension)
};

/// `inner(parameters) except… nogil with gil`.
struct FunctionDeclarator : Declarator {
  NOGILC_NODE_BODY(FunctionDeclarator)
  Declarator *inner = nullptr;
  ParameterList *parameters = nullptr;
  ExceptionClause *exception = nullptr; ///< null: Unspecified
  llvm::StringRef calling_convention;   ///< `__stdcall` and the like; usually empty
  bool is_nogil = false;
  bool is_with_gil = false;
  bool is_const_method = false;
  Span nogil_span;
  NOGILC_FIELDS(inner, parameters, exception, calling_convention, is_nogil, is_with_gil,
                is_const_method)
};

// ---------------------------------------------------------------------------------------------
// Patterns
// ---------------------------------------------------------------------------------------------

/// A literal (compared with `==`, singletons with `is`) or a dotted name.
struct ValuePattern : Pattern {
  NOGILC_NODE_BODY(ValuePattern)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

/// `name`, or the wildcard `_` when `target` is null.
struct CapturePattern : Pattern {
  NOGILC_NODE_BODY(CapturePattern)
  NameExpr *target = nullptr;
  NOGILC_FIELDS(target)
};

struct SequencePattern : Pattern {
  NOGILC_NODE_BODY(SequencePattern)
  List<Pattern *> elements; ///< at most one StarPattern
  NOGILC_FIELDS(elements)
};

/// `*name` or `*_` (null) in a sequence.
struct StarPattern : Pattern {
  NOGILC_NODE_BODY(StarPattern)
  NameExpr *target = nullptr;
  NOGILC_FIELDS(target)
};

struct MappingPattern : Pattern {
  NOGILC_NODE_BODY(MappingPattern)
  List<Expr *> keys;
  List<Pattern *> values;
  NameExpr *rest = nullptr; ///< `**rest`
  NOGILC_FIELDS(keys, values, rest)
};

struct ClassPattern : Pattern {
  NOGILC_NODE_BODY(ClassPattern)
  Expr *cls = nullptr;
  List<Pattern *> positional;
  List<Ident> keyword_names;
  List<Pattern *> keyword_patterns;
  NOGILC_FIELDS(cls, positional, keyword_names, keyword_patterns)
};

struct OrPattern : Pattern {
  NOGILC_NODE_BODY(OrPattern)
  List<Pattern *> alternatives;
  NOGILC_FIELDS(alternatives)
};

struct AsPattern : Pattern {
  NOGILC_NODE_BODY(AsPattern)
  Pattern *pattern = nullptr;
  NameExpr *target = nullptr;
  NOGILC_FIELDS(pattern, target)
};

// ---------------------------------------------------------------------------------------------
// Statements
// ---------------------------------------------------------------------------------------------

struct ExprStmt : Stmt {
  NOGILC_NODE_BODY(ExprStmt)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

/// `t1 = t2 = value`: targets from left to right.
struct AssignStmt : Stmt {
  NOGILC_NODE_BODY(AssignStmt)
  List<Expr *> targets;
  Expr *value = nullptr;
  NOGILC_FIELDS(targets, value)
};

struct AugAssignStmt : Stmt {
  NOGILC_NODE_BODY(AugAssignStmt)
  Expr *target = nullptr;
  BinaryOp op = BinaryOp::Add;
  Expr *value = nullptr;
  Span op_span;
  NOGILC_FIELDS(target, op, value)
};

/// `target: annotation = value`; `value` may be null.
struct AnnAssignStmt : Stmt {
  NOGILC_NODE_BODY(AnnAssignStmt)
  Expr *target = nullptr;
  Expr *annotation = nullptr;
  Expr *value = nullptr;
  bool is_parenthesized = false; ///< `(x): int`, which declares nothing
  NOGILC_FIELDS(target, annotation, value)
};

struct ReturnStmt : Stmt {
  NOGILC_NODE_BODY(ReturnStmt)
  Expr *value = nullptr;
  NOGILC_FIELDS(value)
};

/// `raise exception from cause`; level 2: `raise exception, argument, traceback`. All null:
/// re-raise.
struct RaiseStmt : Stmt {
  NOGILC_NODE_BODY(RaiseStmt)
  Expr *exception = nullptr;
  Expr *cause = nullptr;
  Expr *argument = nullptr;
  Expr *traceback = nullptr;
  NOGILC_FIELDS(exception, cause, argument, traceback)
};

struct AssertStmt : Stmt {
  NOGILC_NODE_BODY(AssertStmt)
  Expr *condition = nullptr;
  Expr *message = nullptr;
  NOGILC_FIELDS(condition, message)
};

struct DelStmt : Stmt {
  NOGILC_NODE_BODY(DelStmt)
  List<Expr *> targets;
  NOGILC_FIELDS(targets)
};

struct PassStmt : Stmt {
  NOGILC_NODE_BODY(PassStmt)
  NOGILC_FIELDS()
};

struct BreakStmt : Stmt {
  NOGILC_NODE_BODY(BreakStmt)
  NOGILC_FIELDS()
};

struct ContinueStmt : Stmt {
  NOGILC_NODE_BODY(ContinueStmt)
  NOGILC_FIELDS()
};

struct GlobalStmt : Stmt {
  NOGILC_NODE_BODY(GlobalStmt)
  List<Ident> names;
  NOGILC_FIELDS(names)
};

struct NonlocalStmt : Stmt {
  NOGILC_NODE_BODY(NonlocalStmt)
  List<Ident> names;
  NOGILC_FIELDS(names)
};

/// `import a.b as c, d`; `cimport …` when `is_cimport`.
struct ImportStmt : Stmt {
  NOGILC_NODE_BODY(ImportStmt)
  List<ImportAlias *> aliases;
  bool is_cimport = false;
  bool is_lazy = false;
  NOGILC_FIELDS(aliases, is_cimport, is_lazy)
};

/// `from ..module import a as b, c` / `from module cimport …` / `import *` (then `names` is empty).
struct ImportFromStmt : Stmt {
  NOGILC_NODE_BODY(ImportFromStmt)
  uint32_t level = 0; ///< number of leading dots
  List<Ident> module;
  List<ImportAlias *> names;
  bool is_star = false;
  bool is_cimport = false;
  bool is_lazy = false;
  NOGILC_FIELDS(level, module, names, is_star, is_cimport, is_lazy)
};

struct TypeAliasStmt : Stmt {
  NOGILC_NODE_BODY(TypeAliasStmt)
  Ident name;
  List<TypeParameter *> type_parameters;
  Expr *value = nullptr;
  NOGILC_FIELDS(name, type_parameters, value)
};

/// Level 2: `print >>stream, a, b,`.
struct PrintStmt : Stmt {
  NOGILC_NODE_BODY(PrintStmt)
  Expr *stream = nullptr;
  List<Expr *> values;
  bool has_newline = true;
  NOGILC_FIELDS(stream, values, has_newline)
};

/// Level 2: `exec code in globals, locals`.
struct ExecStmt : Stmt {
  NOGILC_NODE_BODY(ExecStmt)
  Expr *code = nullptr;
  Expr *globals = nullptr;
  Expr *locals = nullptr;
  NOGILC_FIELDS(code, globals, locals)
};

struct IfStmt : Stmt {
  NOGILC_NODE_BODY(IfStmt)
  List<IfClause *> clauses;
  List<Stmt *> else_body;
  NOGILC_FIELDS(clauses, else_body)
};

struct WhileStmt : Stmt {
  NOGILC_NODE_BODY(WhileStmt)
  Expr *condition = nullptr;
  List<Stmt *> body;
  List<Stmt *> else_body;
  NOGILC_FIELDS(condition, body, else_body)
};

struct ForStmt : Stmt {
  NOGILC_NODE_BODY(ForStmt)
  Expr *target = nullptr;
  Expr *iterable = nullptr;
  List<Stmt *> body;
  List<Stmt *> else_body;
  bool is_async = false;
  NOGILC_FIELDS(target, iterable, body, else_body, is_async)
};

/// `for target from start <= target < stop by step`. `start_op` is Le or Lt (counting up), Ge or Gt
/// (counting down); `stop_op` has the same direction.
struct ForFromStmt : Stmt {
  NOGILC_NODE_BODY(ForFromStmt)
  Expr *target = nullptr;
  Expr *start = nullptr;
  CompareOp start_op = CompareOp::Le;
  CompareOp stop_op = CompareOp::Lt;
  Expr *stop = nullptr;
  Expr *step = nullptr;
  List<Stmt *> body;
  List<Stmt *> else_body;
  NOGILC_FIELDS(target, start, start_op, stop_op, stop, step, body, else_body)
};

struct TryStmt : Stmt {
  NOGILC_NODE_BODY(TryStmt)
  List<Stmt *> body;
  List<ExceptHandler *> handlers;
  List<Stmt *> else_body;
  List<Stmt *> finally_body;
  bool has_finally = false;
  bool is_star = false; ///< `except*`
  NOGILC_FIELDS(body, handlers, else_body, finally_body, has_finally, is_star)
};

struct WithStmt : Stmt {
  NOGILC_NODE_BODY(WithStmt)
  List<WithItem *> items;
  List<Stmt *> body;
  bool is_async = false;
  NOGILC_FIELDS(items, body, is_async)
};

struct MatchStmt : Stmt {
  NOGILC_NODE_BODY(MatchStmt)
  Expr *subject = nullptr;
  List<MatchCase *> cases;
  NOGILC_FIELDS(subject, cases)
};

/// `def`, also with C parameter types; in pure mode decorators make it a C function (sema's
/// matter).
struct FunctionDef : Stmt {
  NOGILC_NODE_BODY(FunctionDef)
  Ident name;
  List<TypeParameter *> type_parameters;
  ParameterList *parameters = nullptr;
  Expr *return_annotation = nullptr;
  List<Expr *> decorators;
  List<Stmt *> body;
  bool is_async = false;
  NOGILC_FIELDS(name, type_parameters, parameters, return_annotation, decorators, body, is_async)
};

struct ClassDef : Stmt {
  NOGILC_NODE_BODY(ClassDef)
  Ident name;
  List<TypeParameter *> type_parameters;
  List<Expr *> bases; ///< StarredExpr for `*bases`
  List<Keyword *> keywords;
  List<Expr *> decorators;
  List<Stmt *> body;
  NOGILC_FIELDS(name, type_parameters, bases, keywords, decorators, body)
};

enum class Visibility : uint8_t { Private, Public, Readonly, Extern };

/// What may stand between `cdef` and the declaration; blocks have already passed theirs on.
struct DeclFlags {
  Visibility visibility = Visibility::Private;
  bool is_api = false;
  bool is_inline = false;
  bool is_cpdef = false;
  bool is_static_method =
      false; ///< set by sema's callers only through decorators; parser leaves it
};

/// `cdef T a, *b, c[3] = …`, also a function declaration without body (FunctionDeclarator).
/// In an extern block, struct body or .pxd the `cdef` may be absent. `base` is null for the untyped
/// `cdef x` (object).
struct CVarDecl : Stmt {
  NOGILC_NODE_BODY(CVarDecl)
  DeclFlags flags;
  CType *base = nullptr;
  List<Declarator *> declarators;
  List<Expr *> decorators;
  NOGILC_FIELDS(flags, base, declarators, decorators)
};

/// `cdef`/`cpdef` function with a body. `base` null: returns object.
struct CFunctionDef : Stmt {
  NOGILC_NODE_BODY(CFunctionDef)
  DeclFlags flags;
  CType *base = nullptr;
  Declarator *declarator = nullptr; ///< contains exactly one FunctionDeclarator around the name
  List<Expr *> decorators;
  List<Stmt *> body;
  NOGILC_FIELDS(flags, base, declarator, decorators, body)
};

struct CTypedef : Stmt {
  NOGILC_NODE_BODY(CTypedef)
  DeclFlags flags;
  CType *base = nullptr;
  Declarator *declarator = nullptr;
  NOGILC_FIELDS(flags, base, declarator)
};

struct CStructDef : Stmt {
  NOGILC_NODE_BODY(CStructDef)
  DeclFlags flags;
  bool is_union = false;
  bool is_packed = false;
  bool is_typedef = false; ///< `ctypedef struct`: C knows it without the `struct` word
  bool has_body = false;   ///< false: forward declaration
  Ident name;
  llvm::StringRef cname;
  List<Stmt *> body; ///< CVarDecl, PassStmt
  NOGILC_FIELDS(flags, is_union, is_packed, is_typedef, has_body, name, cname, body)
};

struct CEnumDef : Stmt {
  NOGILC_NODE_BODY(CEnumDef)
  DeclFlags flags; ///< is_cpdef: also a Python enum
  bool is_typedef = false;
  bool is_scoped = false; ///< `enum class`
  bool has_body = false;
  Ident name; ///< empty: anonymous
  llvm::StringRef cname;
  CType *underlying = nullptr;
  llvm::StringRef docstring; ///< of the class of a `cpdef enum`
  List<EnumItem *> items;
  NOGILC_FIELDS(flags, is_typedef, is_scoped, has_body, name, cname, underlying, docstring, items)
};

/// `ctypedef fused T: int; double`.
struct CFusedDef : Stmt {
  NOGILC_NODE_BODY(CFusedDef)
  DeclFlags flags;
  Ident name;
  List<TypeName *> alternatives;
  NOGILC_FIELDS(flags, name, alternatives)
};

/// `cdef class`. `object_struct` and so on come from `[object S, type T, check_size warn]`.
struct CClassDef : Stmt {
  NOGILC_NODE_BODY(CClassDef)
  DeclFlags flags;
  bool is_typedef = false;
  bool has_body = false;   ///< false: forward declaration
  List<Ident> module_path; ///< `cdef class a.b.C`: a, b (extern only)
  Ident name;
  Ident as_name;
  List<Expr *> bases;
  List<Keyword *> keywords;
  llvm::StringRef object_struct;
  llvm::StringRef type_object;
  llvm::StringRef check_size;
  List<Expr *> decorators;
  List<Stmt *> body;
  NOGILC_FIELDS(flags, is_typedef, has_body, module_path, name, as_name, bases, keywords,
                object_struct, type_object, check_size, decorators, body)
};

struct CppClassDef : Stmt {
  NOGILC_NODE_BODY(CppClassDef)
  DeclFlags flags;
  bool has_body = false;
  bool is_nogil = false;
  Ident name;
  llvm::StringRef cname;
  List<Ident> template_parameters;
  List<bool> template_is_optional; ///< `T=*`, one a parameter
  List<CType *> bases;
  List<Expr *> decorators;
  List<Stmt *> body;
  NOGILC_FIELDS(flags, has_body, is_nogil, name, cname, template_parameters, template_is_optional,
                bases, decorators, body)
};

/// The old form `property x:` in a cdef class.
struct PropertyDef : Stmt {
  NOGILC_NODE_BODY(PropertyDef)
  Ident name;
  List<Stmt *> body;
  NOGILC_FIELDS(name, body)
};

/// `cdef extern from "header" namespace "ns" nogil:`. No header for `extern from *` and for
/// `cdef extern:`.
struct ExternBlock : Stmt {
  NOGILC_NODE_BODY(ExternBlock)
  bool has_header = false;
  llvm::StringRef header; ///< as written: `math.h`, `<math.h>`
  bool has_verbatim = false;
  llvm::StringRef verbatim; ///< the docstring: C code to put in as it is
  bool has_namespace = false;
  llvm::StringRef cpp_namespace;
  bool is_nogil = false;   ///< already passed on to the declarations inside
  bool takes_used = false; ///< `: *`: what the module uses, from the header itself
  List<Stmt *> body;
  NOGILC_FIELDS(has_header, header, has_verbatim, verbatim, has_namespace, cpp_namespace, is_nogil,
                takes_used, body)
};

/// `cdef:` and `cdef nogil:`: the block's modifiers have been passed on to the declarations inside.
struct DeclBlock : Stmt {
  NOGILC_NODE_BODY(DeclBlock)
  List<Stmt *> body;
  NOGILC_FIELDS(body)
};

struct IncludeStmt : Stmt {
  NOGILC_NODE_BODY(IncludeStmt)
  llvm::StringRef path;
  NOGILC_FIELDS(path)
};

/// `DEF NAME = value`.
struct CompileTimeDef : Stmt {
  NOGILC_NODE_BODY(CompileTimeDef)
  Ident name;
  Expr *value = nullptr;
  NOGILC_FIELDS(name, value)
};

/// `IF … ELIF … ELSE`.
struct CompileTimeIf : Stmt {
  NOGILC_NODE_BODY(CompileTimeIf)
  List<IfClause *> clauses;
  List<Stmt *> else_body;
  NOGILC_FIELDS(clauses, else_body)
};

/// Stands where a statement could not be parsed.
struct ErrorStmt : Stmt {
  NOGILC_NODE_BODY(ErrorStmt)
  NOGILC_FIELDS()
};

// ---------------------------------------------------------------------------------------------
// The module
// ---------------------------------------------------------------------------------------------

enum class FileKind : uint8_t { Pyx, Pxd, Pxi, Py };

/// One `key = value` of a `# cython:` or `# distutils:` comment.
struct DirectiveComment {
  llvm::StringRef key;
  llvm::StringRef value;
  Span key_span;
  Span value_span;
};

/// A comment for the compiler: what stands behind `# nogilc:`. What it says is judged by the
/// driver.
struct ControlComment {
  llvm::StringRef text; ///< behind the colon, without white space around it
  Span span;            ///< from the `#` on
  bool is_alone;        ///< nothing else stands on its line
  bool is_in_brackets;
};

/// A parsed file. Lives in the AstContext that built it. Not a Node: nothing is keyed by it.
struct Module {
  FileId file = 0;
  FileKind file_kind = FileKind::Pyx;
  uint8_t language_level = 3; ///< 2 or 3, with a `# cython: language_level` already applied
  List<Stmt *> body;
  List<DirectiveComment> cython_directives;
  List<DirectiveComment> distutils_directives;
  List<ControlComment> control_comments;
};

} // namespace nogilc::syntax
