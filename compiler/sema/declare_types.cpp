// struct, union, enum and ctypedef: nominal types and the names that come with them.
#include "sema/context.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::sema {

using namespace types;

namespace {

llvm::StringRef moduleName(Context &ctx, const DeclarationPlace &place) {
  return ctx.types.string(place.module ? place.module->name : ctx.options.module_name);
}

/// Of a public type: only C code that asks the module for its functions needs it.
void noteApi(Context &ctx, const syntax::DeclFlags &flags, const Type *type) {
  if (flags.is_api && flags.visibility != syntax::Visibility::Public)
    ctx.analysis.api_types.insert(type);
}

/// Whether a header of the module defines a type, so that C knows it by its own name.
bool isPublic(Context &ctx, const DeclarationPlace &place, const syntax::DeclFlags &flags) {
  return !place.in_extern && moduleName(ctx, place) == ctx.options.module_name &&
         (flags.visibility == syntax::Visibility::Public || flags.is_api);
}

std::string cppName(Context &ctx, const DeclarationPlace &place, llvm::StringRef tag,
                    llvm::StringRef cname, const syntax::Ident &name, bool is_typedef,
                    bool is_public) {
  if (!place.in_extern && !is_public)
    return uniqueCname(ctx, "t_", name.name.str());
  if (!cname.empty())
    return cname.str();
  std::string text = name.name.str().str();
  if (!place.cpp_namespace.empty() && text != "bool") // which C++ has
    return place.cpp_namespace.str() + "::" + text;
  return is_typedef || tag.empty() ? text : (tag + " " + text).str();
}

/// The symbol of a type's name; null if the name is taken by something else.
Symbol *declareTypeName(Context &ctx, const DeclarationPlace &place, const syntax::Ident &name,
                        bool may_exist, TypeKind kind) {
  auto found = place.scope->symbols.find(name.name);
  if (found != place.scope->symbols.end()) {
    Symbol &earlier = *found->second;
    if (may_exist && earlier.kind == SymbolKind::Type && earlier.type->kind == kind)
      return &earlier;
    if (earlier.kind == SymbolKind::Type && isError(earlier.type))
      return nullptr;
    ctx.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(earlier.span, "first declared here");
    return nullptr;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name.name, name.span, place.scope);
  symbol->is_extern = place.in_extern;
  symbol->type = nullptr;
  place.scope->symbols[name.name] = symbol;
  return symbol;
}

/// Another constant as the value of an enum's item: `B = A`.
Symbol *constantNamed(Context &ctx, Scope *scope, const syntax::Expr &value,
                      llvm::ArrayRef<Symbol *> siblings) {
  if (auto *name = llvm::dyn_cast<syntax::NameExpr>(&value))
    for (Symbol *sibling : siblings)
      if (sibling->name == name->name)
        return sibling;
  Symbol *symbol = resolveDotted(ctx, scope, value);
  return symbol && symbol->kind == SymbolKind::EnumConstant ? symbol : nullptr;
}

/// `module.NAME` of something that was reported.
bool isOfUnknown(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  const syntax::Expr *base = &expr;
  while (auto *attribute = llvm::dyn_cast<syntax::AttributeExpr>(base))
    base = attribute->base;
  auto *name = llvm::dyn_cast<syntax::NameExpr>(base);
  const Symbol *symbol = name ? lookup(ctx, scope, name->name) : nullptr;
  return symbol && symbol->type && isError(symbol->type);
}

bool refersByValue(const Type *type, const StructType &record) {
  type = canonical(type);
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return refersByValue(array->element, record);
  return type == &record;
}

void declareFields(Context &ctx, const DeclarationPlace &place, StructType &record,
                   List<syntax::Stmt *> body) {
  llvm::SmallVector<FieldInfo, 8> fields;
  for (const syntax::Stmt *stmt : body) {
    auto *decl = llvm::dyn_cast<syntax::CVarDecl>(stmt);
    if (!decl) {
      if (!llvm::isa<syntax::PassStmt, syntax::ErrorStmt>(stmt))
        ctx.unsupported(stmt->span, "this statement in a struct");
      continue;
    }
    const Type *base = resolveCType(ctx, place, decl->base);
    for (const syntax::Declarator *declarator : decl->declarators) {
      Declared declared = applyDeclarator(ctx, place, base, declarator, false);
      const syntax::Ident &name = declared.name->name;
      const Type *type = declared.type;
      auto reject = [&](const llvm::Twine &what) {
        ctx.report(Diag::InvalidType, declarator->span).arg(what);
        type = ctx.types.error();
      };
      if (isObject(type))
        reject("a Python object in a C struct");
      else if (isVoid(type))
        reject("a field of type `void`");
      else if (llvm::isa<FunctionType>(canonical(type)))
        reject("a function as a field (a pointer to it can be one)");
      else if (auto *array = llvm::dyn_cast<ArrayType>(canonical(type));
               array && !record.is_extern && !array->size && array->size_text.empty())
        reject("an array without a size as a field");
      else if (!record.is_extern && (cppClass(type) || isReference(type))) {
        ctx.unsupported(declarator->span, "a C++ object in a struct");
        type = ctx.types.error();
      } else if (refersByValue(type, record))
        reject("a struct that contains itself");
      else if (auto *other = llvm::dyn_cast<StructType>(canonical(type));
               other && !other->is_complete && !other->is_extern && !record.is_extern)
        reject("a field of the incomplete type `" + spelling(type) + "`");
      for (const FieldInfo &earlier : fields)
        if (earlier.name == name.name)
          ctx.report(Diag::DuplicateDeclaration, name.span)
              .arg(name.name)
              .label(earlier.span, "first declared here");
      if (declared.name->initializer)
        ctx.report(Diag::InvalidType, declared.name->initializer->span)
            .arg("an initial value of a field");
      std::string cname = !declared.name->cname.empty()          ? declared.name->cname.str()
                          : record.is_extern || record.is_public ? name.name.str().str()
                                                                 : "m_" + mangle(name.name.str());
      fields.push_back({name.name, ctx.types.string(cname), type, name.span});
    }
  }
  record.fields = ctx.types.fields(fields);
}

} // namespace

Symbol *declareStructName(Context &ctx, const DeclarationPlace &place,
                          const syntax::CStructDef &node) {
  Symbol *symbol = declareTypeName(ctx, place, node.name, true, TypeKind::Struct);
  if (symbol && symbol->type) {
    const auto &earlier = *llvm::cast<StructType>(symbol->type);
    // A header's struct may have both names.
    if (earlier.is_typedef != node.is_typedef && earlier.span != node.name.span &&
        !(earlier.is_extern && place.in_extern))
      ctx.report(Diag::DuplicateDeclaration, node.name.span)
          .arg(node.name.name)
          .label(earlier.span, "first declared here")
          .note("once with `ctypedef` and once without: these are two names to C");
    return symbol;
  }
  if (!symbol)
    return symbol;
  StructType *record = ctx.types.newStruct();
  record->name = node.name.name;
  record->is_union = node.is_union;
  record->is_packed = node.is_packed;
  record->is_typedef = node.is_typedef;
  record->is_extern = place.in_extern;
  record->span = node.name.span;
  record->module = moduleName(ctx, place);
  record->is_public = isPublic(ctx, place, node.flags);
  noteApi(ctx, node.flags, record);
  record->cname =
      ctx.types.string(cppName(ctx, place, node.is_union ? "union" : "struct", node.cname,
                               node.name, node.is_typedef, record->is_public));
  symbol->type = record;
  symbol->cname = record->cname.str();
  return symbol;
}

void declareStruct(Context &ctx, const DeclarationPlace &place, const syntax::CStructDef &node) {
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  Symbol *symbol = declareStructName(ctx, place, node);
  if (!symbol)
    return;
  // The declaration owns the type until it is complete; afterwards nobody changes it.
  auto *record = const_cast<StructType *>(llvm::cast<StructType>(symbol->type));
  ctx.analysis.bindings[node.id] = symbol;
  if (!node.has_body)
    return;
  if (record->is_complete && !record->fields.empty()) {
    if (place.in_extern)
      return; // the header has it once, however often it is said: the first counts
    ctx.report(Diag::DuplicateDeclaration, node.name.span)
        .arg(node.name.name)
        .label(record->span, "first defined here");
    return;
  }
  declareFields(ctx, place, *record, node.body);
  record->is_complete = true;
  record->is_packed |= node.is_packed;
  record->span = node.name.span;
  if (!place.in_extern)
    ctx.analysis.defined_types.push_back(record);
}

Symbol *declareEnumName(Context &ctx, const DeclarationPlace &place, const syntax::CEnumDef &node) {
  Symbol *symbol = declareTypeName(ctx, place, node.name, true, TypeKind::Enum);
  if (!symbol || symbol->type)
    return symbol;
  EnumType *type = ctx.types.newEnum();
  type->name = node.name.name;
  type->span = node.name.span;
  type->module = moduleName(ctx, place);
  type->is_extern = place.in_extern;
  type->is_public = isPublic(ctx, place, node.flags);
  type->cname = ctx.types.string(cppName(ctx, place, node.is_scoped ? "" : "enum", node.cname,
                                         node.name, node.is_typedef, type->is_public));
  symbol->type = type;
  symbol->cname = type->cname.str();
  return symbol;
}

void declareEnum(Context &ctx, const DeclarationPlace &place, const syntax::CEnumDef &node) {
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  EnumType *type = nullptr;
  if (node.name) {
    Symbol *symbol = declareEnumName(ctx, place, node);
    if (!symbol)
      return;
    type = const_cast<EnumType *>(llvm::cast<EnumType>(symbol->type));
    if (!type->items.empty() && node.has_body) {
      if (place.in_extern && type->is_extern)
        return;
      ctx.report(Diag::DuplicateDeclaration, node.name.span)
          .arg(node.name.name)
          .label(type->span, "first defined here");
      return;
    }
    ctx.analysis.bindings[node.id] = symbol;
  } else {
    type = ctx.types.newEnum();
    type->is_public = isPublic(ctx, place, node.flags);
  }
  noteApi(ctx, node.flags, type);
  type->is_extern = place.in_extern;
  type->is_cpdef = node.flags.is_cpdef;
  type->is_scoped = node.is_scoped;
  if (node.is_scoped)
    type->underlying = node.underlying ? resolveCType(ctx, place, node.underlying)
                                       : ctx.types.integer(IntegerKind::Int);
  type->span = node.name ? node.name.span : node.span;
  llvm::SmallVector<EnumItemInfo, 8> items;
  std::optional<int64_t> next = 0;
  for (const syntax::EnumItem *item : node.items) {
    auto &known = ctx.enum_items[type];
    Symbol *earlier = nullptr;
    for (Symbol *other : known)
      earlier = other->name == item->name.name ? other : earlier;
    if (!node.is_scoped)
      if (auto found = place.scope->symbols.find(item->name.name);
          found != place.scope->symbols.end())
        earlier = found->second;
    if (earlier && earlier->kind == SymbolKind::EnumConstant && earlier->is_extern &&
        place.in_extern)
      continue;
    if (earlier) {
      ctx.report(Diag::DuplicateDeclaration, item->name.span)
          .arg(item->name.name)
          .label(earlier->span, "first declared here");
      continue;
    }
    Symbol *constant =
        ctx.newSymbol(SymbolKind::EnumConstant, item->name.name, item->name.span, place.scope);
    constant->type =
        node.name ? static_cast<const Type *>(type) : ctx.types.integer(IntegerKind::Int);
    constant->is_extern = place.in_extern;
    std::string text = item->name.name.str().str();
    known.push_back(constant);
    if (!item->cname.empty())
      constant->cname = item->cname.str();
    else if (node.is_scoped)
      constant->cname = type->cname.str() + "::" + (place.in_extern ? "" : "e_") + text;
    else if (place.in_extern)
      constant->cname =
          place.cpp_namespace.empty() ? text : place.cpp_namespace.str() + "::" + text;
    else if (type->is_public)
      constant->cname = text;
    else
      constant->cname = uniqueCname(ctx, "e_", text);
    std::string value;
    if (item->value) {
      const ConstantValue *folded = foldForC(ctx, place.scope, *item->value);
      next = folded ? asInteger(*folded) : std::nullopt;
      if (next)
        value = std::to_string(*next);
      else if (Symbol *other = constantNamed(ctx, place.scope, *item->value, known))
        value = other->cname;
      else if (!place.in_extern && !isOfUnknown(ctx, place.scope, *item->value))
        ctx.report(Diag::NotConstant, item->value->span).arg("the value of an enum item");
    }
    if (next && !place.in_extern) {
      ConstantValue known;
      known.value = llvm::APSInt(llvm::APInt(64, static_cast<uint64_t>(*next), true), false);
      constant->constant = ctx.newConstant(std::move(known));
    }
    if (next)
      ++*next;
    items.push_back({item->name.name, ctx.types.string(constant->cname), ctx.types.string(value)});
    if (!node.is_scoped)
      place.scope->symbols[item->name.name] = constant;
    ctx.analysis.bindings[item->id] = constant;
  }
  if (!items.empty())
    type->items = ctx.types.enumItems(items);
  if (!place.in_extern && node.has_body)
    ctx.analysis.defined_types.push_back(type);
  // The items of a public enum are numbers of the module.
  const bool is_public = node.flags.visibility == syntax::Visibility::Public && !place.in_extern;
  if (!(node.flags.is_cpdef || is_public) || !node.has_body)
    return;
  PythonEnum seen;
  seen.type = type;
  seen.symbol = node.name && node.flags.is_cpdef ? ctx.analysis.bindings.lookup(node.id) : nullptr;
  seen.items.assign(ctx.enum_items[type].begin(), ctx.enum_items[type].end());
  seen.docstring = node.docstring.str();
  if (place.in_pxd && place.module && place.module->name != ctx.options.module_name)
    seen.module = place.module->name;
  ctx.analysis.python_enums.push_back(std::move(seen));
}

void declareTypedef(Context &ctx, const DeclarationPlace &place, const syntax::CTypedef &node) {
  ctx.analysis.stmts[node.id].is_declaration_only = true;
  const Type *base = resolveCType(ctx, place, node.base);
  Declared declared = applyDeclarator(ctx, place, base, node.declarator, false);
  const syntax::Ident &name = declared.name->name;
  auto found = place.scope->symbols.find(name.name);
  if (found != place.scope->symbols.end()) {
    auto *earlier = llvm::dyn_cast_or_null<TypedefType>(found->second->type);
    // The same twice is harmless: a header and its .pxd often both say it.
    if (found->second->kind == SymbolKind::Type && earlier &&
        (isSame(earlier->underlying, declared.type) || (earlier->is_extern && place.in_extern)))
      return;
    ctx.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(found->second->span, "first declared here");
    return;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name.name, name.span, place.scope);
  symbol->is_extern = place.in_extern;
  place.scope->symbols[name.name] = symbol;
  ctx.analysis.bindings[node.id] = symbol;
  if (isError(declared.type) || isObject(declared.type)) {
    symbol->type = declared.type; // another name of an object type is that type
    return;
  }
  TypedefType *type = ctx.types.newTypedef();
  type->name = name.name;
  type->is_public = isPublic(ctx, place, node.flags);
  noteApi(ctx, node.flags, type);
  type->cname = ctx.types.string(
      cppName(ctx, place, "", declared.name->cname, declared.name->name, true, type->is_public));
  type->underlying = declared.type;
  type->module = moduleName(ctx, place);
  type->is_extern = place.in_extern;
  type->span = name.span;
  symbol->type = type;
  symbol->cname = type->cname.str();
  if (const syntax::FunctionDeclarator *function =
          declared.pointed ? declared.pointed : declared.function)
    ctx.parameter_names_of[type] = parameterNames(*function->parameters);
  if (!place.in_extern)
    ctx.analysis.defined_types.push_back(type);
}

} // namespace nogilc::sema
