// Types that pure mode makes by calls: `T = cython.struct(x=cython.int)`, `cython.union(...)`,
// `cython.typedef(...)`. They are what the statements of the dialect declare, under the same rules.
#include "sema/context.h"

namespace nogilc::sema {

using namespace types;

namespace {

/// The type that an argument names; the error type after a report.
const Type *namedType(Context &ctx, Scope *scope, const syntax::Expr &expr) {
  if (const Type *type = typeOfLocal(ctx, scope, expr))
    return type;
  ctx.report(Diag::NotAType, expr.span).arg("this argument");
  return ctx.types.error();
}

const Type *makeStruct(Context &ctx, const DeclarationPlace &place, const syntax::CallExpr &call,
                       const syntax::NameExpr &name, bool is_union) {
  for (const syntax::Expr *arg : call.args)
    ctx.report(Diag::InvalidType, arg->span).arg("a field without a name");
  llvm::SmallVector<FieldInfo, 8> fields;
  for (const syntax::Keyword *keyword : call.keywords) {
    const Type *type = namedType(ctx, place.scope, *keyword->value);
    if (isObject(type) || isVoid(type) || llvm::isa<FunctionType>(canonical(type))) {
      ctx.report(Diag::InvalidType, keyword->value->span)
          .arg("a field of type `" + spelling(type) + "` in a C struct");
      type = ctx.types.error();
    }
    const std::string cname = "m_" + mangle(keyword->name.name.str());
    fields.push_back({keyword->name.name, ctx.types.string(cname), type, keyword->name.span});
  }
  StructType *record = ctx.types.newStruct();
  record->name = name.name;
  record->is_union = is_union;
  record->is_complete = true;
  record->span = name.span;
  record->module = ctx.types.string(ctx.options.module_name);
  record->cname = ctx.types.string(uniqueCname(ctx, "t_", name.name.str()));
  record->fields = ctx.types.fields(fields);
  return record;
}

const Type *makeTypedef(Context &ctx, const DeclarationPlace &place, const syntax::CallExpr &call,
                        const syntax::NameExpr &name) {
  if (call.args.size() != 1 || !call.keywords.empty()) {
    ctx.report(Diag::WrongArgumentCount, call.span)
        .arg("1 argument")
        .arg(static_cast<uint64_t>(call.args.size() + call.keywords.size()));
    return ctx.types.error();
  }
  const Type *named = namedType(ctx, place.scope, *call.args[0]);
  if (isError(named) || isObject(named))
    return named; // another name of an object type is that type
  TypedefType *type = ctx.types.newTypedef();
  type->name = name.name;
  type->underlying = named;
  type->span = name.span;
  type->module = ctx.types.string(ctx.options.module_name);
  type->cname = ctx.types.string(uniqueCname(ctx, "t_", name.name.str()));
  return type;
}

/// C's numbers as `cython` names them: `uint` for `unsigned int`, `longlong` for `long long`.
/// Empty: some word is another.
std::string cythonNumber(llvm::ArrayRef<llvm::StringRef> words) {
  llvm::StringRef sign, kind = "int";
  std::string longs;
  for (const llvm::StringRef word : words)
    if (word == "unsigned" || word == "signed")
      sign = word.take_front(1);
    else if (word == "long")
      longs += word;
    else if (llvm::is_contained({"char", "short", "float", "double"}, word))
      kind = word;
    else if (word != "int")
      return "";
  const bool is_long = !longs.empty() && kind == "int";
  return (sign + longs + (is_long ? "" : kind)).str();
}

} // namespace

const Type *namedByText(Context &ctx, Scope *scope, llvm::StringRef text, bool is_c) {
  llvm::SmallVector<llvm::StringRef, 4> words;
  unsigned stars = 0;
  for (text = text.trim(); is_c && text.consume_back("*"); text = text.rtrim())
    ++stars;
  const bool is_const = is_c && text.consume_front("const ");
  text.split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  if (words.empty())
    return nullptr;
  const auto [first, rest] = words[0].split('.');
  const Symbol *symbol = words.size() == 1 ? lookup(ctx, scope, ctx.name(first)) : nullptr;
  const Type *type = nullptr;
  if (symbol && symbol->kind != SymbolKind::Builtin) {
    type = symbol->kind == SymbolKind::Type && rest.empty()   ? symbol->type
           : is_c && symbol->kind == SymbolKind::CythonModule ? cythonType(ctx, rest)
                                                              : nullptr;
  } else if (is_c) {
    if (const std::string number = cythonNumber(words); !number.empty())
      type = cythonType(ctx, number);
    else if (words.size() == 1)
      type = predefinedType(ctx, words[0]);
  }
  if (!type || (stars && isObject(type)))
    return nullptr;
  if (is_const)
    type = ctx.types.qualified(type, true, false);
  for (; stars; --stars)
    type = ctx.types.pointer(type);
  return type;
}

bool declarePureType(Context &ctx, const DeclarationPlace &place, const syntax::AssignStmt &node) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(node.value);
  auto *name =
      node.targets.size() == 1 ? llvm::dyn_cast<syntax::NameExpr>(node.targets[0]) : nullptr;
  if (!call || !name)
    return false;
  const std::string made = cythonName(ctx, place.scope, *call->callee);
  if (made != "struct" && made != "union" && made != "typedef")
    return false;
  StmtInfo &info = ctx.analysis.stmts[node.id];
  if (info.is_declaration_only)
    return true; // when the module's declarations were read
  info.is_declaration_only = true;
  const Type *type = made == "typedef" ? makeTypedef(ctx, place, *call, *name)
                                       : makeStruct(ctx, place, *call, *name, made == "union");
  if (auto found = place.scope->symbols.find(name->name); found != place.scope->symbols.end()) {
    ctx.report(Diag::DuplicateDeclaration, name->span)
        .arg(name->name)
        .label(found->second->span, "first declared here");
    return true;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name->name, name->span, place.scope);
  symbol->type = type;
  place.scope->symbols[name->name] = symbol;
  if (llvm::isa<StructType, TypedefType>(type))
    ctx.analysis.defined_types.push_back(type);
  return true;
}

} // namespace nogilc::sema
