// Parse tree to AST, one statement at a time. The topics are files of their own:
// build_statements.cpp, build_declarations.cpp, build_types.cpp, build_expressions.cpp,
// build_strings.cpp, build_patterns.cpp. What the grammar lets through too much is reported here.
#pragma once

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "parse/antlr_bridge.h"
#include "parse/lexer.h"
#include "parse/parse.h"

#include <memory>
#include <optional>

namespace nogilc::parse {

template <typename T> using Vec = llvm::SmallVector<T, 8>;

class Builder {
public:
  Builder(const DecodedSource &source, const LexedFile &lexed, syntax::FileKind file_kind,
          syntax::AstContext &context, DiagnosticEngine &diagnostics);

  syntax::List<syntax::Stmt *> buildFile();

private:
  // ---- statements by token range (builder.cpp) ----

  /// What the lines of a block are.
  enum class Lines : uint8_t { Statements, Declarations, EnumItems, FusedItems, Cases };

  /// What the lines of a block are collected into; which list depends on `Lines`.
  struct BlockParts {
    Vec<syntax::Stmt *> statements;
    Vec<syntax::EnumItem *> enum_items;
    llvm::StringRef enum_docstring;
    Vec<syntax::TypeName *> fused_items;
    Vec<syntax::MatchCase *> cases;
  };

  void buildRange(uint32_t first, uint32_t last, Lines lines, BlockParts &parts);
  uint32_t unitEnd(uint32_t first, uint32_t last) const;
  void buildUnit(uint32_t first, uint32_t last, Lines lines, BlockParts &parts);
  void parseUnit(Lines lines, bool explain, BlockParts &parts);
  void recoverUnit(uint32_t first, uint32_t last, Lines lines, BlockParts &parts);
  Lines guessLines(uint32_t first, Lines outer) const;
  void reportFailure(const SyntaxFailure &failure, uint32_t first, uint32_t last);
  std::string explainFailure(const SyntaxFailure &failure, uint32_t first, Span &place) const;
  /// The lines of a block whose tokens were left out of the statement around it.
  void buildDeferred(const antlr4::Token *block, Lines lines, BlockParts &parts);

  // ---- places and names ----

  Span span(const antlr4::Token *token) const {
    const auto *bridge = static_cast<const BridgeToken *>(token);
    return source_.span(bridge->begin, bridge->end);
  }
  Span span(const antlr4::Token *first, const antlr4::Token *last) const;
  Span span(const antlr4::ParserRuleContext *context) const {
    return span(context->start, context->stop);
  }
  llvm::StringRef text(const antlr4::Token *token) const {
    const auto *bridge = static_cast<const BridgeToken *>(token);
    return source_.text().slice(bridge->begin, bridge->end);
  }
  static TokenKind kindOf(const antlr4::Token *token) {
    return static_cast<const BridgeToken *>(token)->kind;
  }
  syntax::Ident ident(const antlr4::Token *token);
  syntax::Ident ident(Grammar::NameContext *context) { return ident(context->start); }
  syntax::Ident ident(Grammar::MemberNameContext *context) { return ident(context->start); }
  Name internWord(llvm::StringRef word);
  syntax::List<syntax::Ident> path(Grammar::DottedNameContext *context);

  DiagnosticBuilder error(Span place, const llvm::Twine &message) {
    auto report = diagnostics_.report(Diag::SyntaxError, place);
    report.arg(message);
    return report;
  }
  /// Cython's own syntax in a .py file.
  void rejectInPython(Span place, llvm::StringRef what, llvm::StringRef instead);

  template <typename T> syntax::List<T> list(const Vec<T> &elements) {
    return context_.list<T>(elements);
  }

  // ---- expressions (build_expressions.cpp) ----

  syntax::Expr *build(Grammar::TestContext *context);
  syntax::Expr *build(Grammar::NamedTestContext *context);
  syntax::Expr *build(Grammar::StarItemContext *context);
  syntax::Expr *build(Grammar::ExpressionListContext *context);
  syntax::Expr *build(Grammar::FlatContext *context);
  syntax::Expr *build(Grammar::BitsContext *context);
  syntax::Expr *build(Grammar::StarTargetContext *context);
  syntax::Expr *buildTargets(const std::vector<Grammar::StarTargetContext *> &written,
                             const antlr4::Token *trailing);
  syntax::Expr *build(Grammar::AssignedValueContext *context);
  syntax::Expr *buildYield(Grammar::YieldRestContext *context, const antlr4::Token *word);

  struct Operators;
  /// Chains of operators and trailers make trees as deep as they are long. So deep that later
  /// phases could overflow the stack, they are an error.
  static constexpr size_t kMostLinks = 3000;
  struct EnterChain {
    EnterChain(Builder &builder, size_t links) : builder(builder), links(links) {
      builder.links_ += links;
    }
    ~EnterChain() { builder.links_ -= links; }
    Builder &builder;
    size_t links;
  };
  /// Whether there are more links around the place at hand than may be; then it is reported.
  bool isTooDeep(Span place);
  syntax::Expr *buildChain(Grammar::OperandContext *first,
                           const std::vector<Grammar::OperandContext *> &rest, int least);
  syntax::Expr *climb(Operators &operators, int least, size_t prefix = 0);
  syntax::Expr *buildUnary(Operators &operators, size_t prefix, int least);
  syntax::Expr *buildPower(Operators &operators);
  syntax::Expr *buildOperand(Grammar::OperandContext *context);
  syntax::Expr *buildAtom(Grammar::OperandContext *context);
  syntax::Expr *makeNew(const antlr4::Token *word, syntax::Expr *created);
  syntax::Expr *addPointers(syntax::Expr *base, unsigned count, Span place);
  syntax::Expr *buildTrailer(syntax::Expr *base, Grammar::TrailerContext *context);
  syntax::Expr *buildFunctionType(syntax::Expr *base, Grammar::ArgumentsContext *args, Span place);
  syntax::FunctionDeclarator *
  makeFunctionType(syntax::Declarator *inner, llvm::ArrayRef<syntax::Expr *> arguments, Span place);
  syntax::Expr *buildFunctionTail(syntax::Expr *value,
                                  const std::vector<Grammar::ClosedTailContext *> &tail);
  syntax::Expr *buildSubscripts(Grammar::SubscriptsContext *context);
  syntax::Expr *buildSubscript(Grammar::SubscriptContext *context);
  syntax::SliceExpr *buildSlice(syntax::Expr *start, Grammar::SliceRestContext *rest, Span place);
  syntax::Expr *buildEnclosure(Grammar::EnclosureContext *context);
  syntax::Expr *buildBraces(Grammar::EnclosureContext *context);
  syntax::List<syntax::ComprehensionClause *>
  buildClauses(const std::vector<Grammar::ComprehensionForContext *> &loops,
               syntax::ComprehensionKind result);
  struct ForFromBounds {
    syntax::Expr *target = nullptr;
    syntax::Expr *start = nullptr;
    syntax::Expr *stop = nullptr;
    syntax::Expr *step = nullptr;
    syntax::CompareOp start_op = syntax::CompareOp::Le;
    syntax::CompareOp stop_op = syntax::CompareOp::Lt;
  };
  ForFromBounds readForFrom(syntax::Expr *first, Grammar::BitsContext *from,
                            const std::vector<Grammar::RelationContext *> &relations,
                            Grammar::NameContext *middle, Grammar::BitsContext *to,
                            Grammar::BitsContext *step);
  syntax::Expr *buildForFrom(Grammar::ComprehensionForContext *loop, syntax::Expr *&target);
  syntax::Expr *makeNamed(syntax::Expr *target, syntax::Expr *value, Span place);

  struct Arguments {
    Vec<syntax::Expr *> positional;
    Vec<syntax::Keyword *> keywords;
  };
  Arguments buildArguments(Grammar::ArgumentsContext *context, bool allow_generator);
  syntax::TypeNameExpr *makeTypeExpr(syntax::CType *type, unsigned pointers, Span place);

  // ---- strings (build_strings.cpp) ----

  syntax::Expr *build(Grammar::StringsContext *context);
  /// A literal where only text makes sense: cname, header, include.
  llvm::StringRef plainText(Grammar::StringsContext *context, llvm::StringRef what);
  struct StringText;
  StringText decodeString(const antlr4::Token *token);
  void buildFStringParts(const std::vector<Grammar::FstringPartContext *> &parts, bool is_raw,
                         bool is_template, Vec<syntax::Expr *> &out);
  syntax::Expr *makeText(std::string value, Span place);

  // ---- types (build_types.cpp) ----

  struct Declared {
    syntax::Declarator *declarator = nullptr;       ///< the outermost
    syntax::NameDeclarator *name = nullptr;         ///< the innermost
    syntax::FunctionDeclarator *function = nullptr; ///< right around the name, if it is a function
  };

  syntax::CType *build(Grammar::CtypeContext *context);
  syntax::TypeName *makeTypeName(syntax::CType *base, const Declared &declared, Span place);
  template <typename DeclaratorContext>
  syntax::TypeName *buildTypeName(Grammar::CtypeContext *type, DeclaratorContext *decl,
                                  Span place) {
    syntax::CType *base = build(type);
    return makeTypeName(base, decl ? build(decl) : emptyDeclared(place.after()), place);
  }
  syntax::CType *buildBuiltin(Grammar::TypeWordsContext *words);
  /// The word, if it is only one, which can be a name.
  static const antlr4::Token *singleWord(Grammar::TypeWordsContext *words);
  syntax::CType *applySubscripts(syntax::CType *base, Grammar::SubscriptsContext *args, Span place);
  /// The type that an operand means, or null if it can only be an expression.
  syntax::CType *typeOf(syntax::Expr *expression);

  Declared build(Grammar::CdeclaratorContext *context);
  Declared build(Grammar::ClosedDeclaratorContext *context);
  Declared build(Grammar::OperatorDeclaratorContext *context);
  syntax::Ident operatorName(const antlr4::Token *token);
  Declared buildShape(Grammar::CdeclaratorShapeContext *shape);
  Declared buildShape(Grammar::PointerShapeContext *shape);
  Declared buildCore(Grammar::CdeclaratorCoreContext *core, Span place);
  void addSuffixes(Declared &declared,
                   const std::vector<Grammar::CdeclaratorSuffixContext *> &suffixes);
  void addTail(Declared &declared, const std::vector<Grammar::FunctionTailContext *> &tail);
  void addTail(Declared &declared, Grammar::ClosedTailContext *tail);
  void addException(syntax::FunctionDeclarator *function, syntax::ExceptionClause *clause);
  syntax::FunctionDeclarator *tailOwner(const Declared &declared,
                                        const antlr4::ParserRuleContext *tail);
  syntax::FunctionDeclarator *outermostFunction(const Declared &declared) const;
  Declared emptyDeclared(Span place);
  syntax::ParameterList *build(Grammar::CparametersContext *context, Span place);
  syntax::Parameter *buildCParameter(Grammar::CparameterContext *context);
  syntax::Parameter *buildDefParameter(Grammar::ParameterContext *context);
  /// In the head of a C function with a body a single word is the name of an object, whatever type
  /// has that name: `cdef f(short, x):`.
  void nameSoleWords(const syntax::ParameterList &parameters);
  /// `declared` is null where nothing stands behind the type.
  syntax::Parameter *buildTypedParameter(Grammar::CtypeContext *type, const Declared *declared,
                                         bool is_c_list, Span place);
  void setOptional(syntax::Parameter *parameter, const antlr4::Token *mark);
  syntax::ExceptionClause *buildExcept(Grammar::ClosedTailContext *context);

  // ---- parameters (build_parameters.cpp) ----

  syntax::ParameterList *build(Grammar::ParametersContext *context, Span place);
  syntax::ParameterList *build(Grammar::LambdaParametersContext *context, Span place);
  void checkParameters(const Vec<syntax::Parameter *> &parameters);
  syntax::List<syntax::TypeParameter *> build(Grammar::TypeParametersContext *context);

  // ---- statements (build_statements.cpp) ----

  void build(Grammar::StatementContext *context, Vec<syntax::Stmt *> &out);
  void build(Grammar::SimpleLineContext *context, Vec<syntax::Stmt *> &out);
  syntax::Stmt *build(Grammar::SimpleStatementContext *context);
  syntax::Stmt *build(Grammar::ExpressionStatementContext *context);
  syntax::Stmt *build(Grammar::ImportStatementContext *context);
  syntax::Stmt *buildPrint(Grammar::SimpleStatementContext *context);
  syntax::Stmt *buildExec(Grammar::SimpleStatementContext *context);
  syntax::Stmt *build(Grammar::CompileTimeDefContext *context);
  syntax::Stmt *build(Grammar::IncludeStatementContext *context);
  syntax::List<syntax::Stmt *> build(Grammar::BlockContext *context);
  syntax::Stmt *build(Grammar::IfStatementContext *context);
  syntax::Stmt *build(Grammar::WhileStatementContext *context);
  syntax::Stmt *build(Grammar::ForStatementContext *context, const antlr4::Token *async);
  syntax::Stmt *build(Grammar::TryStatementContext *context);
  syntax::Stmt *build(Grammar::WithStatementContext *context, const antlr4::Token *async);
  syntax::Stmt *build(Grammar::FunctionDefinitionContext *context, const antlr4::Token *async,
                      syntax::List<syntax::Expr *> decorators);
  syntax::Stmt *build(Grammar::ClassDefinitionContext *context,
                      syntax::List<syntax::Expr *> decorators);
  syntax::Stmt *build(Grammar::PropertyDefinitionContext *context);
  syntax::Stmt *build(Grammar::CompileTimeIfContext *context);
  void build(Grammar::DecoratedDefinitionContext *context, Vec<syntax::Stmt *> &out);
  syntax::List<syntax::Expr *> build(const std::vector<Grammar::DecoratorContext *> &marks);
  syntax::ExceptHandler *build(Grammar::ExceptClauseContext *context);
  enum class Deed : uint8_t { Assign, Augment, Annotate, Delete };
  /// Reports what cannot stand left of `=` and the like.
  void checkTarget(syntax::Expr *target, Deed deed, bool in_display = false);
  void checkAlone(Grammar::ExpressionListContext *context);
  void checkWord(Grammar::SimpleStatementContext *context);

  // ---- patterns (build_patterns.cpp) ----

  syntax::Stmt *build(Grammar::MatchStatementContext *context);
  syntax::MatchCase *build(Grammar::MatchCaseContext *context);
  syntax::Pattern *build(Grammar::PatternListContext *context);
  syntax::Pattern *build(Grammar::PatternContext *context);
  syntax::Pattern *build(Grammar::ClosedPatternContext *context);
  syntax::Pattern *buildSequence(Grammar::PatternListContext *inner, Span place);
  syntax::Pattern *buildDotted(Grammar::ClosedPatternContext *context);
  syntax::Expr *buildPatternNumber(Grammar::ClosedPatternContext *context);
  syntax::Expr *buildNumber(const antlr4::Token *token);

  // ---- declarations (build_declarations.cpp) ----

  /// What blocks hand on to the declarations in them.
  struct DeclScope {
    syntax::DeclFlags flags;
    bool is_nogil = false;
    bool is_struct = false; ///< its members are fields
    bool is_cppclass = false;
  };

  void build(Grammar::DeclarationContext *context, Vec<syntax::Stmt *> &out);
  syntax::List<syntax::Stmt *> build(Grammar::DeclarationBlockContext *context);
  void build(Grammar::DeclarationLineContext *context, Vec<syntax::Stmt *> &out);
  syntax::Stmt *build(Grammar::CdefBodyContext *context, const antlr4::Token *head,
                      syntax::List<syntax::Expr *> decorators);
  syntax::Stmt *build(Grammar::CtypedefStatementContext *context);
  syntax::Stmt *build(Grammar::DeclarationIfContext *context);
  syntax::Stmt *buildExtern(Grammar::CdefBodyContext *context, Span place);
  syntax::Stmt *buildDeclaration(Grammar::CdeclarationContext *context, syntax::DeclFlags flags,
                                 syntax::List<syntax::Expr *> decorators, Span place);
  syntax::Stmt *buildTypedef(Grammar::CdeclarationContext *context, syntax::DeclFlags flags,
                             Span place);
  syntax::Stmt *buildClass(Grammar::CclassDefinitionContext *context, syntax::DeclFlags flags,
                           bool is_typedef, syntax::List<syntax::Expr *> decorators, Span place);
  syntax::Stmt *buildStruct(Grammar::CstructDefinitionContext *context, syntax::DeclFlags flags,
                            bool is_typedef, Span place);
  syntax::Stmt *buildEnum(Grammar::CenumDefinitionContext *context, syntax::DeclFlags flags,
                          bool is_typedef, Span place);
  void build(Grammar::EnumLineContext *context, BlockParts &parts);
  syntax::Stmt *buildCppClass(Grammar::CppclassDefinitionContext *context, syntax::DeclFlags flags,
                              syntax::List<syntax::Expr *> decorators, Span place);
  syntax::Stmt *buildFused(Grammar::CfusedDefinitionContext *context, syntax::DeclFlags flags,
                           Span place);
  void build(Grammar::FusedLineContext *context, Vec<syntax::TypeName *> &out);
  syntax::DeclFlags buildFlags(const std::vector<Grammar::CflagContext *> &words,
                               const antlr4::Token *head);
  syntax::Stmt *buildNamed(Grammar::CclassDefinitionContext *cclass,
                           Grammar::CstructDefinitionContext *structure,
                           Grammar::CenumDefinitionContext *enumeration,
                           Grammar::CppclassDefinitionContext *cppclass,
                           Grammar::CfusedDefinitionContext *fused, syntax::DeclFlags flags,
                           bool is_typedef, syntax::List<syntax::Expr *> decorators, Span place);
  void checkDeclarationPlace(Span place);
  /// An untyped declaration was read as a type with nothing behind it: `cdef x`, `cdef f(a)`.
  void takeTypeAsName(syntax::CType *&base, Declared &declared);

  // ---- where we are ----

  enum class ScopeKind : uint8_t {
    Module,
    Class,
    CClass,
    Function,
    CFunction,
    Property,
    Declarations
  };
  struct Scope {
    ScopeKind kind = ScopeKind::Module;
    bool is_async = false;
    bool in_loop = false;
    bool in_lambda = false;
    bool in_star_clause = false; ///< of `except*`; in_loop: a loop inside of it
    bool in_control = false;     ///< inside if, for, while, try, with: no C declarations there
  };
  struct EnterScope {
    EnterScope(Builder &builder, Scope inner) : builder(builder), outer(builder.scope_) {
      builder.scope_ = inner;
    }
    ~EnterScope() { builder.scope_ = outer; }
    Builder &builder;
    Scope outer;
  };
  /// The scope of a block inside the statement at hand.
  Scope controlScope(bool in_loop) const {
    Scope inner = scope_;
    inner.in_control = true;
    inner.in_loop |= in_loop;
    return inner;
  }
  bool inFunction() const {
    return scope_.in_lambda || scope_.kind == ScopeKind::Function ||
           scope_.kind == ScopeKind::CFunction;
  }
  bool isPython() const { return file_kind_ == syntax::FileKind::Py; }

  /// One parser a level of deferred blocks: the contexts of the outer statement must stay.
  struct ParserLevel {
    TokenSlice slice;
    StatementParser parser{slice};
  };
  ParserLevel &level();

  const DecodedSource &source_;
  const LexedFile &lexed_;
  const TokenList &tokens_;
  syntax::FileKind file_kind_;
  syntax::AstContext &context_;
  DiagnosticEngine &diagnostics_;
  std::vector<std::unique_ptr<ParserLevel>> levels_;
  size_t level_ = 0;
  size_t links_ = 0; ///< of all the chains around the place at hand
  Scope scope_;
  DeclScope decl_scope_;
  llvm::DenseMap<const syntax::Parameter *, syntax::Ident> sole_words_; ///< see nameSoleWords()
};

} // namespace nogilc::parse
