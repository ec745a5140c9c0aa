// Walks the statements of a module or .pxd in order and hands each declaration to its topic. Python
// names that mere statements bind are left to bind_names.cpp.
#include "sema/context.h"
#include "types/cpython_api.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::sema {

namespace {

DeclarationPlace inExternBlock(DeclarationPlace place, const syntax::ExternBlock &node) {
  place.in_extern = true;
  place.is_header_missing = false;
  place.in_cpython_header = types::isCpythonHeader(node.has_header ? node.header : "");
  place.cpp_namespace = node.has_namespace ? node.cpp_namespace : llvm::StringRef();
  return place;
}

void noteExternTypes(Context &ctx, const DeclarationPlace &place, List<syntax::Stmt *> body) {
  for (const syntax::Stmt *stmt : body) {
    Name name;
    if (auto *block = llvm::dyn_cast<syntax::DeclBlock>(stmt))
      noteExternTypes(ctx, place, block->body);
    else if (auto *record = llvm::dyn_cast<syntax::CStructDef>(stmt))
      name = record->name.name;
    else if (auto *enumeration = llvm::dyn_cast<syntax::CEnumDef>(stmt))
      name = enumeration->name.name;
    else if (auto *cls = llvm::dyn_cast<syntax::CClassDef>(stmt))
      name = cls->name.name;
    else if (auto *cls = llvm::dyn_cast<syntax::CppClassDef>(stmt))
      name = cls->name.name;
    if (name)
      ctx.extern_types.try_emplace({place.scope, name}, place, stmt);
  }
}

void declareExternBlock(Context &ctx, DeclarationPlace place, const syntax::ExternBlock &node) {
  ExternInclude include;
  include.header = node.has_header ? node.header.str() : std::string();
  include.verbatim = node.has_verbatim ? node.verbatim.str() : std::string();
  const std::string key = include.header + "\n" + include.verbatim;
  if ((!include.header.empty() || !include.verbatim.empty()) &&
      ctx.seen_includes.insert(key).second) {
    // A header is included once, and the C code of its blocks stands behind it.
    auto earlier = include.header.empty()
                       ? ctx.analysis.includes.end()
                       : llvm::find_if(ctx.analysis.includes, [&](const ExternInclude &other) {
                           return other.header == include.header;
                         });
    if (earlier == ctx.analysis.includes.end())
      ctx.analysis.includes.push_back(include);
    else if (!include.verbatim.empty())
      earlier->verbatim += (earlier->verbatim.empty() ? "" : "\n") + include.verbatim;
  }
  if (node.takes_used)
    return declareUsedNames(ctx, place, node);
  if (node.has_namespace && node.body.empty())
    return;
  declareModuleBody(ctx, inExternBlock(place, node), node.body);
}

/// A name that stands for something not supported: silent from here on.
void declareUnknownType(Context &ctx, const DeclarationPlace &place, const syntax::Ident &name) {
  if (!name)
    return;
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name.name, name.span, place.scope);
  symbol->type = ctx.types.error();
  place.scope->symbols[name.name] = symbol;
}

/// The file that an `include` names, read once; null if there is none, and where it was looked for.
const syntax::Module *includedBy(Context &ctx, const syntax::IncludeStmt &node,
                                 std::vector<std::string> &searched) {
  if (const syntax::Module *known = ctx.analysis.stmts[node.id].included)
    return known;
  const syntax::Module *included = ctx.loader.loadInclude(node.path, node.span.file, searched);
  if (!included)
    return nullptr;
  if (ctx.analysis.exprs.size() < ctx.ast.nodeCount())
    ctx.analysis.exprs.resize(ctx.ast.nodeCount());
  ctx.language_levels[included->file] = ctx.languageLevel(node.span);
  return ctx.analysis.stmts[node.id].included = included;
}

void declareInclude(Context &ctx, const DeclarationPlace &place, const syntax::IncludeStmt &node) {
  std::vector<std::string> searched;
  const syntax::Module *included = includedBy(ctx, node, searched);
  if (!included && searched.empty()) {
    ctx.report(Diag::IncludeCycle, node.span).arg(node.path);
    return;
  }
  if (!included) {
    ctx.report(Diag::MissingInclude, node.span)
        .arg(node.path)
        .note("searched in " + llvm::join(searched, ", "));
    return;
  }
  declareModuleBody(ctx, place, included->body);
}

/// `cdef extern` of C types, variables and functions.
bool isDeclaredExtern(const syntax::Stmt &stmt) {
  const auto isExtern = [](const syntax::DeclFlags &flags) {
    return flags.visibility == syntax::Visibility::Extern;
  };
  switch (stmt.kind) {
  case syntax::NodeKind::CVarDecl:
    return isExtern(llvm::cast<syntax::CVarDecl>(stmt).flags);
  case syntax::NodeKind::CTypedef:
    return isExtern(llvm::cast<syntax::CTypedef>(stmt).flags);
  case syntax::NodeKind::CStructDef:
    return isExtern(llvm::cast<syntax::CStructDef>(stmt).flags);
  case syntax::NodeKind::CEnumDef:
    return isExtern(llvm::cast<syntax::CEnumDef>(stmt).flags);
  case syntax::NodeKind::CppClassDef:
    return isExtern(llvm::cast<syntax::CppClassDef>(stmt).flags);
  default:
    return false;
  }
}

class ModuleDeclarer {
public:
  ModuleDeclarer(Context &ctx, const DeclarationPlace &place) : ctx_(ctx), place_(place) {}

  void declare(List<syntax::Stmt *> body) {
    declareStructNames(body);
    if (place_.in_extern)
      for (const syntax::Stmt *stmt : body)
        if (auto *cls = llvm::dyn_cast<syntax::CppClassDef>(stmt))
          declareCppClassName(ctx_, place_, *cls);
    declareExtensionNames(body);
    for (const syntax::Stmt *stmt : body)
      if (auto *block = llvm::dyn_cast<syntax::ExternBlock>(stmt))
        noteExternTypes(ctx_, inExternBlock(place_, *block), block->body);
    const List<syntax::Stmt *> outer = std::exchange(body_, body);
    bool are_pure_named = false;
    for (const syntax::Stmt *stmt : body) {
      // Behind the imports, which say what `cython` is.
      if (!are_pure_named && llvm::isa<syntax::FunctionDef, syntax::ClassDef>(stmt)) {
        are_pure_named = true;
        namePureClasses(body);
      }
      declare(*stmt);
    }
    body_ = outer;
  }

private:
  // Structs may point at each other, and classes mention each other, also in files that are
  // included further down: their names come first.

  void declareStructNames(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body) {
      if (auto *record = llvm::dyn_cast<syntax::CStructDef>(stmt)) {
        if (place_.scope->symbols.contains(record->name.name))
          continue;
        DeclarationPlace place = place_;
        place.in_extern |= isDeclaredExtern(*stmt);
        declareStructName(ctx_, place, *record);
      } else if (const syntax::Module *included = includedIn(*stmt)) {
        declareStructNames(included->body);
      }
    }
  }

  void declareExtensionNames(List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      if (auto *cls = llvm::dyn_cast<syntax::CClassDef>(stmt))
        declareExtensionName(ctx_, place_, *cls);
      else if (const syntax::Module *included = includedIn(*stmt))
        declareExtensionNames(included->body);
  }

  const syntax::Module *includedIn(const syntax::Stmt &stmt) {
    std::vector<std::string> searched;
    auto *include = llvm::dyn_cast<syntax::IncludeStmt>(&stmt);
    return include ? includedBy(ctx_, *include, searched) : nullptr;
  }

  /// `@cython.cclass` makes an extension type of a class, as do decorators that only those can
  /// have, and its declaration in the .pxd.
  bool isExtensionType(const syntax::ClassDef &node) const {
    if (llvm::any_of(node.decorators, [&](const syntax::Expr *decorator) {
          auto *call = llvm::dyn_cast<syntax::CallExpr>(decorator);
          const std::string name =
              cythonName(ctx_, place_.scope, call ? *call->callee : *decorator);
          return name == "cclass" || name == "dataclasses.dataclass" || name == "total_ordering";
        }))
      return true;
    const auto found = place_.scope->symbols.find(node.name.name);
    return found != place_.scope->symbols.end() && found->second->cls &&
           found->second->cls->is_declared_in_pxd && !found->second->cls->has_own_body;
  }

  void namePureClasses(List<syntax::Stmt *> body) {
    if (place_.in_pxd || place_.in_extern)
      return;
    for (const syntax::Stmt *stmt : body) {
      auto *cls = llvm::dyn_cast<syntax::ClassDef>(stmt);
      if (!cls || !isExtensionType(*cls))
        continue;
      syntax::CClassDef &made = ctx_.analysis.pure_classes.emplace_back();
      made.kind = syntax::NodeKind::CClassDef;
      made.id = cls->id;
      made.span = cls->span;
      made.has_body = true;
      made.name = cls->name;
      made.bases = cls->bases;
      made.keywords = cls->keywords;
      made.decorators = cls->decorators;
      made.body = cls->body;
      pure_classes_[cls] = &made;
      declareExtensionName(ctx_, place_, made);
    }
  }

  /// A statement that runs: not in an extern block, and nothing to declare here. In a .pxd it says
  /// nothing to whom it concerns, and is passed over: one warning a file tells so.
  void running(const syntax::Stmt &stmt) {
    using enum syntax::NodeKind;
    if (!place_.in_extern && !place_.in_pxd)
      return;
    const bool is_definition =
        stmt.kind == FunctionDef || stmt.kind == ClassDef || stmt.kind == PropertyDef;
    if (place_.in_extern || is_definition)
      ctx_.report(Diag::MisplacedStatement, stmt.span)
          .arg(place_.in_extern ? "an extern block" : "a .pxd file");
    else if (ctx_.has_ignored_statement.insert(stmt.span.file).second)
      ctx_.report(Diag::IgnoredStatement, stmt.span)
          .arg("a statement in a .pxd file")
          .note("a .pxd file declares what others see; what runs belongs into the .pyx file");
    if (place_.in_pxd && !place_.in_extern)
      declareIgnoredNames(stmt);
  }

  /// What an ignored statement would bind is for inline functions a global of the module that they
  /// are compiled into, which has to have it.
  void declareIgnoredNames(const syntax::Stmt &stmt) {
    const auto declare = [&](const syntax::Ident &name) {
      declareName(ctx_, place_.scope, name.name, name.span);
    };
    if (auto *assignment = llvm::dyn_cast<syntax::AssignStmt>(&stmt)) {
      for (const syntax::Expr *target : assignment->targets)
        if (auto *name = llvm::dyn_cast<syntax::NameExpr>(target))
          declare({name->name, name->span});
    } else if (auto *import = llvm::dyn_cast<syntax::ImportStmt>(&stmt)) {
      for (const syntax::ImportAlias *alias : import->aliases)
        declare(alias->as_name ? alias->as_name : alias->path.front());
    } else if (auto *from = llvm::dyn_cast<syntax::ImportFromStmt>(&stmt)) {
      for (const syntax::ImportAlias *alias : from->names)
        declare(alias->as_name ? alias->as_name : alias->path.front());
    }
  }

  /// A base may stand behind the classes that inherit from it.
  void declareWithBases(const syntax::CClassDef &node) {
    if (!classes_in_progress_.insert(&node).second)
      return; // done, or inherits from itself, which is reported with its base
    for (const syntax::Expr *base : node.bases)
      if (auto *name = llvm::dyn_cast<syntax::NameExpr>(base))
        for (const syntax::Stmt *stmt : body_)
          if (auto *later = llvm::dyn_cast<syntax::CClassDef>(stmt);
              later && later->has_body && later->name.name == name->name)
            declareWithBases(*later);
    declareExtensionClass(ctx_, place_, node);
  }

  /// `with cfunc:`: the body as if its functions and classes had that decorator. The later phases
  /// find what is declared of the copies by the ids that they share with the statements.
  List<syntax::Stmt *> decoratedBody(const syntax::WithStmt &node) {
    const auto decorated = [&](List<syntax::Expr *> own, bool is_class) {
      llvm::SmallVector<syntax::Expr *, 4> all;
      for (const syntax::WithItem *item : node.items)
        if ((cythonName(ctx_, place_.scope, *item->context) == "cclass") == is_class)
          all.push_back(item->context);
      all.append(own.begin(), own.end());
      return ctx_.ast.list<syntax::Expr *>(all);
    };
    llvm::SmallVector<syntax::Stmt *, 8> body;
    for (syntax::Stmt *stmt : node.body) {
      if (auto *function = llvm::dyn_cast<syntax::FunctionDef>(stmt)) {
        auto *copy = ctx_.ast.makePlain<syntax::FunctionDef>();
        *copy = *function;
        copy->decorators = decorated(function->decorators, /*is_class=*/false);
        stmt = copy;
      } else if (auto *cls = llvm::dyn_cast<syntax::ClassDef>(stmt)) {
        auto *copy = ctx_.ast.makePlain<syntax::ClassDef>();
        *copy = *cls;
        copy->decorators = decorated(cls->decorators, /*is_class=*/true);
        stmt = copy;
      }
      body.push_back(stmt);
    }
    return ctx_.ast.list<syntax::Stmt *>(body);
  }

  void inControl(const syntax::Stmt &stmt, std::initializer_list<List<syntax::Stmt *>> bodies) {
    running(stmt);
    for (List<syntax::Stmt *> body : bodies)
      declare(body);
  }

  /// `cdef extern int f(int)` without a header that has it: the C++ says it as well.
  void declareExternAlone(const syntax::Stmt &stmt) {
    DeclarationPlace place = place_;
    place.in_extern = true;
    place.is_header_missing = true;
    return ModuleDeclarer(ctx_, place).declare(stmt);
  }

  void declare(const syntax::Stmt &stmt) {
    if (!place_.in_extern && isDeclaredExtern(stmt))
      return declareExternAlone(stmt);
    if (!place_.in_extern || llvm::isa<syntax::DeclBlock, syntax::ExternBlock>(stmt))
      return declareOne(stmt);
    // What cannot be compiled yet is no mistake of who declares it.
    const bool was_in_extern = std::exchange(ctx_.is_in_extern, true);
    ctx_.noted_unsupported.clear();
    declareOne(stmt);
    ctx_.is_in_extern = was_in_extern;
    if (!ctx_.noted_unsupported.empty())
      noteUnsupported(stmt);
  }

  /// The names of a declaration, for whoever uses them.
  void noteUnsupported(const syntax::Stmt &stmt) {
    const auto note = [&](const syntax::Ident &name) {
      const auto found = name ? place_.scope->symbols.find(name.name) : place_.scope->symbols.end();
      if (found == place_.scope->symbols.end())
        return;
      Symbol &symbol = *found->second;
      if (symbol.unsupported.empty())
        symbol.unsupported = ctx_.noted_unsupported;
      ctx_.has_unsupported = true;
      if (!llvm::isa<syntax::CStructDef>(stmt)) // its other fields can be used
        symbol.type = ctx_.types.error();
      else
        symbol.unsupported.clear();
    };
    if (auto *variables = llvm::dyn_cast<syntax::CVarDecl>(&stmt))
      for (const syntax::Declarator *declarator : variables->declarators)
        note(declaredName(*declarator).name);
    else if (auto *alias = llvm::dyn_cast<syntax::CTypedef>(&stmt))
      note(declaredName(*alias->declarator).name);
    else if (auto *record = llvm::dyn_cast<syntax::CStructDef>(&stmt))
      note(record->name);
    else if (auto *cls = llvm::dyn_cast<syntax::CppClassDef>(&stmt))
      note(cls->name);
  }

  void declareOne(const syntax::Stmt &stmt) {
    using namespace syntax;
    switch (stmt.kind) {
    case syntax::NodeKind::ExternBlock:
      return declareExternBlock(ctx_, place_, llvm::cast<ExternBlock>(stmt));
    case syntax::NodeKind::DeclBlock:
      return declare(llvm::cast<DeclBlock>(stmt).body);
    case syntax::NodeKind::CVarDecl:
      return declareVariables(ctx_, place_, llvm::cast<CVarDecl>(stmt), nullptr);
    case syntax::NodeKind::CFunctionDef:
      return declareCFunction(ctx_, place_, llvm::cast<CFunctionDef>(stmt));
    case syntax::NodeKind::CTypedef:
      return declareTypedef(ctx_, place_, llvm::cast<CTypedef>(stmt));
    case syntax::NodeKind::CStructDef:
      return declareStruct(ctx_, place_, llvm::cast<CStructDef>(stmt));
    case syntax::NodeKind::CEnumDef:
      return declareEnum(ctx_, place_, llvm::cast<CEnumDef>(stmt));
    case syntax::NodeKind::CFusedDef:
      ctx_.unsupported(stmt.span, "fused types");
      return declareUnknownType(ctx_, place_, llvm::cast<CFusedDef>(stmt).name);
    case syntax::NodeKind::CClassDef:
      return declareWithBases(llvm::cast<CClassDef>(stmt));
    case syntax::NodeKind::CppClassDef: {
      auto &node = llvm::cast<CppClassDef>(stmt);
      if (place_.in_extern)
        return declareCppClass(ctx_, place_, node);
      ctx_.unsupported(node.name.span, "a C++ class that is defined here");
      return declareUnknownType(ctx_, place_, node.name);
    }
    case syntax::NodeKind::IncludeStmt:
      return declareInclude(ctx_, place_, llvm::cast<IncludeStmt>(stmt));
    case syntax::NodeKind::CompileTimeDef:
      return declareCompileTime(ctx_, place_.scope, llvm::cast<CompileTimeDef>(stmt));
    case syntax::NodeKind::CompileTimeIf:
      return declare(takenArm(ctx_, place_.scope, llvm::cast<CompileTimeIf>(stmt)));
    case syntax::NodeKind::ImportStmt: {
      auto &node = llvm::cast<ImportStmt>(stmt);
      if (node.is_cimport)
        return declareCimport(ctx_, place_, node);
      if (!declareCythonImport(ctx_, place_, node))
        running(stmt);
      return;
    }
    case syntax::NodeKind::ImportFromStmt: {
      auto &node = llvm::cast<ImportFromStmt>(stmt);
      if (node.is_cimport)
        return declareCimportFrom(ctx_, place_, node);
      if (node.level == 0 && node.module.size() == 1 && node.module[0].name == "__future__")
        for (const ImportAlias *alias : node.names)
          if (alias->path.front().name == "division")
            ctx_.true_division.insert(stmt.span.file);
      if (!declareCythonImport(ctx_, place_, node))
        running(stmt);
      return;
    }
    case syntax::NodeKind::FunctionDef: {
      if (place_.in_pxd || place_.in_extern)
        return running(stmt);
      declareDef(ctx_, place_, llvm::cast<FunctionDef>(stmt), nullptr, nullptr);
      return;
    }
    case syntax::NodeKind::ClassDef:
      if (place_.in_pxd || place_.in_extern)
        return running(stmt);
      if (const CClassDef *pure = pure_classes_.lookup(&llvm::cast<ClassDef>(stmt)))
        return declareExtensionClass(ctx_, place_, *pure);
      declareClass(ctx_, place_, llvm::cast<ClassDef>(stmt), nullptr, nullptr);
      return;
    case syntax::NodeKind::IfStmt: {
      auto &node = llvm::cast<IfStmt>(stmt);
      for (const IfClause *clause : node.clauses)
        inControl(stmt, {clause->body});
      return inControl(stmt, {node.else_body});
    }
    case syntax::NodeKind::WhileStmt: {
      auto &node = llvm::cast<WhileStmt>(stmt);
      return inControl(stmt, {node.body, node.else_body});
    }
    case syntax::NodeKind::ForStmt: {
      auto &node = llvm::cast<ForStmt>(stmt);
      return inControl(stmt, {node.body, node.else_body});
    }
    case syntax::NodeKind::ForFromStmt: {
      auto &node = llvm::cast<ForFromStmt>(stmt);
      return inControl(stmt, {node.body, node.else_body});
    }
    case syntax::NodeKind::TryStmt: {
      auto &node = llvm::cast<TryStmt>(stmt);
      inControl(stmt, {node.body});
      for (const ExceptHandler *handler : node.handlers)
        inControl(stmt, {handler->body});
      return inControl(stmt, {node.else_body, node.finally_body});
    }
    case syntax::NodeKind::WithStmt: {
      auto &node = llvm::cast<WithStmt>(stmt);
      if (isDecoratingWith(ctx_, place_.scope, node))
        return declare(decoratedBody(node));
      return inControl(stmt, {node.body});
    }
    case syntax::NodeKind::PassStmt:
    case syntax::NodeKind::ErrorStmt:
      return;
    case syntax::NodeKind::ExprStmt:
      if (llvm::isa<StringLiteral>(llvm::cast<ExprStmt>(stmt).value))
        return; // a docstring
      return running(stmt);
    case syntax::NodeKind::PropertyDef:
      return running(stmt);
    case syntax::NodeKind::AssignStmt:
      if (place_.in_extern || place_.in_pxd ||
          !declarePureType(ctx_, place_, llvm::cast<AssignStmt>(stmt)))
        running(stmt);
      return;
    default:
      return running(stmt);
    }
  }

  Context &ctx_;
  DeclarationPlace place_;
  List<syntax::Stmt *> body_; ///< that is being declared
  llvm::DenseMap<const syntax::ClassDef *, const syntax::CClassDef *> pure_classes_;
  llvm::DenseSet<const syntax::CClassDef *> classes_in_progress_;
};

} // namespace

Symbol *declareLaterType(Context &ctx, Scope *scope, Name name) {
  for (; scope; scope = scope->parent) {
    const auto found = ctx.extern_types.find({scope, name});
    if (found == ctx.extern_types.end())
      continue;
    const auto [place, stmt] = found->second;
    ctx.extern_types.erase(found);
    if (auto *record = llvm::dyn_cast<syntax::CStructDef>(stmt))
      return declareStructName(ctx, place, *record);
    if (auto *enumeration = llvm::dyn_cast<syntax::CEnumDef>(stmt))
      return declareEnumName(ctx, place, *enumeration);
    if (auto *cls = llvm::dyn_cast<syntax::CppClassDef>(stmt))
      return declareCppClassName(ctx, place, *cls);
    return declareExtensionName(ctx, place, *llvm::cast<syntax::CClassDef>(stmt));
  }
  return nullptr;
}

void declareModuleBody(Context &ctx, const DeclarationPlace &place, List<syntax::Stmt *> body) {
  ModuleDeclarer(ctx, place).declare(body);
}

} // namespace nogilc::sema
