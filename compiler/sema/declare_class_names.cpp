// The name of a `cdef class`: its type, what it is called in C, and whose it is. Declared before
// any body, so that classes can mention each other.
#include "sema/context.h"

namespace nogilc::sema {

using namespace types;

/// `public` and `api`: C sees the struct of its instances and its type object.
static bool isPublicClass(const syntax::CClassDef &node) {
  return node.flags.visibility == syntax::Visibility::Public || node.flags.is_api;
}

/// What stands in the brackets and in front of the name. False: reported.
static bool checkCNames(Context &ctx, const syntax::CClassDef &node, bool is_extern,
                        bool in_header) {
  const syntax::Ident &name = node.name;
  const auto reject = [&](const llvm::Twine &what) {
    ctx.report(Diag::InvalidClass, name.span).arg(what);
    return false;
  };
  if (is_extern) {
    if (node.module_path.empty())
      return reject("an extern class is named with the Python module that has it: `class module." +
                    name.name.str() + "`");
    if (node.object_struct.empty() && in_header)
      return reject("an extern class names the C struct of its instances: `[object Struct]`");
    if (!node.type_object.empty())
      return reject("an extern class has no `type` name: the type is taken from its module");
    return true;
  }
  if (!isPublicClass(node))
    return true;
  const std::string word =
      node.flags.visibility == syntax::Visibility::Public ? "a `public`" : "an `api`";
  if (node.object_struct.empty())
    return reject(word + " class names the C struct of its instances: `[object Struct]`");
  if (node.type_object.empty())
    return reject(word + " class names its type object for C: `[type Name]`");
  return true;
}

/// The module of `class a.b.C`. Python 2 called one of them otherwise.
static std::string externHome(const syntax::CClassDef &node) {
  std::string dotted;
  for (const syntax::Ident &part : node.module_path)
    dotted += (dotted.empty() ? "" : ".") + part.name.str().str();
  return dotted == "__builtin__" ? "builtins" : dotted;
}

/// A second declaration of a class says the same to C as the first, or nothing.
static void checkSameForC(Context &ctx, const syntax::CClassDef &node, const Symbol &earlier) {
  const auto &type = *llvm::cast<ExtensionType>(earlier.type);
  const bool is_new = isPublicClass(node) && !type.is_public && earlier.cls->home.empty();
  const bool is_other = type.is_public && !node.object_struct.empty() &&
                        (node.object_struct != type.object_struct ||
                         (node.type_object + ".type").str() != type.type_object);
  if (is_new || is_other)
    ctx.report(Diag::InvalidClass, node.name.span)
        .arg("the class is declared otherwise for C before")
        .label(earlier.span, "declared here");
}

Symbol *declareExtensionName(Context &ctx, const DeclarationPlace &place,
                             const syntax::CClassDef &node) {
  const syntax::Ident &name = node.name; // what stands behind `as` has no meaning
  auto found = place.scope->symbols.find(name.name);
  if (found != place.scope->symbols.end()) {
    Symbol &earlier = *found->second;
    if (earlier.kind == SymbolKind::Type && isError(earlier.type))
      return &earlier;
    if (earlier.kind == SymbolKind::Type && llvm::isa<ExtensionType>(earlier.type)) {
      checkSameForC(ctx, node, earlier);
      return &earlier;
    }
    ctx.report(Diag::DuplicateDeclaration, name.span)
        .arg(name.name)
        .label(earlier.span, "first declared here");
    return nullptr;
  }
  Symbol *symbol = ctx.newSymbol(SymbolKind::Type, name.name, name.span, place.scope);
  place.scope->symbols[name.name] = symbol;
  const bool is_extern = place.in_extern || node.flags.visibility == syntax::Visibility::Extern;
  const bool is_foreign = is_extern || (place.in_pxd && !isOwnModule(ctx, place));
  if (!checkCNames(ctx, node, is_extern, place.in_extern)) {
    symbol->type = ctx.types.error();
    return symbol;
  }
  const bool is_public = isPublicClass(node) && !is_extern;
  ExtensionType *type = ctx.types.newExtension();
  symbol->type = type;
  type->name = name.name;
  type->span = name.span;
  type->module = ctx.types.string(place.module ? place.module->name : ctx.options.module_name);
  type->is_extern = is_extern;
  type->is_public = is_public && !is_foreign;
  if ((is_extern || is_public) && !node.object_struct.empty())
    type->c_struct = node.is_typedef && is_extern
                         ? node.object_struct
                         : ctx.types.string("struct " + node.object_struct.str());
  type->object_struct = (is_extern && !node.object_struct.empty()) || type->is_public
                            ? node.object_struct
                            : ctx.types.string(uniqueCname(ctx, "t_", name.name.str()));
  const std::string class_name = uniqueCname(ctx, "c_", name.name.str());
  if (is_foreign)
    type->type_object = ctx.types.string("(*" + class_name + "_type)");
  else
    type->type_object =
        ctx.types.string((is_public ? node.type_object.str() : class_name + "_type") + ".type");
  type->base = ctx.types.object();
  OpaqueType *instance = ctx.types.newOpaque();
  instance->name = name.name;
  instance->cname = type->object_struct;
  type->instance = instance;
  symbol->cname = type->object_struct.str();

  ClassInfo &cls = ctx.analysis.class_storage.emplace_back();
  cls.node = &node;
  cls.symbol = symbol;
  cls.name = name.name.str().str();
  cls.qualname = cls.name;
  cls.type = type;
  if (is_extern)
    cls.home = externHome(node);
  else if (is_foreign)
    cls.home = place.module->name;
  if (!cls.home.empty())
    type->module = ctx.types.string(cls.home);
  cls.check_size = node.check_size;
  cls.is_in_header = place.in_extern;
  cls.cname = class_name;
  cls.is_public = type->is_public && node.flags.visibility == syntax::Visibility::Public;
  cls.is_api = type->is_public && node.flags.is_api;
  cls.body_function = ctx.analysis.module_function;
  cls.scope = ctx.newScope(ScopeKind::ExtensionClass, place.scope, ctx.analysis.module_function);
  symbol->cls = &cls;
  ctx.analysis.class_of[type] = &cls;
  return symbol;
}

} // namespace nogilc::sema
