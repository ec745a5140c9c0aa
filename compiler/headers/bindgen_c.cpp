// C's declarations for bindgen: typedefs, structs, unions, enums, functions, variables. A type is
// declared when something first needs it, before that; structs that need each other are named
// first.
#include "headers/bindgen_context.h"

#include <llvm/ADT/STLExtras.h>

namespace nogilc::headers {

namespace {

/// `struct {...}` that a type is made of, directly.
const clang::TagDecl *tagOf(clang::QualType type) {
  while (const auto *elaborated = llvm::dyn_cast<clang::ElaboratedType>(type.getTypePtr()))
    type = elaborated->getNamedType();
  const auto *tag = llvm::dyn_cast<clang::TagType>(type.getTypePtr());
  return tag && !type.hasLocalQualifiers() ? tag->getDecl()->getCanonicalDecl() : nullptr;
}

/// The typedef that gives a struct or enum the name it is known by: of `typedef struct {...} T` and
/// of `typedef struct T T`.
const clang::TypedefNameDecl *typedefOfTag(const clang::TagDecl &tag) {
  if (const auto *named = tag.getTypedefNameForAnonDecl())
    return named->getCanonicalDecl();
  const clang::DeclContext *scope = tag.getDeclContext()->getRedeclContext();
  if (!tag.getIdentifier() || llvm::isa<clang::RecordDecl>(scope))
    return nullptr;
  for (const clang::NamedDecl *other : scope->lookup(tag.getDeclName()))
    if (const auto *alias = llvm::dyn_cast<clang::TypedefNameDecl>(other);
        alias && tagOf(alias->getUnderlyingType()) == tag.getCanonicalDecl())
      return alias->getCanonicalDecl();
  return nullptr;
}

/// What a struct or enum is called in C, with its word.
std::string cNameOf(BindContext &ctx, const clang::TagDecl &tag) {
  const std::string name = qualifiedName(tag);
  return ctx.isCpp() || name.find("::") != std::string::npos ? name
                                                             : tag.getKindName().str() + " " + name;
}

/// Lines of a struct's fields. Anonymous members are a part of it, as in C.
void appendFields(BindContext &ctx, const clang::RecordDecl &record, const std::string &owner,
                  const std::string &c_owner, std::vector<std::string> &lines) {
  for (const clang::FieldDecl *field : record.fields()) {
    const clang::QualType type = field->getType();
    if (field->isAnonymousStructOrUnion()) {
      appendFields(ctx, *type->getAsRecordDecl(), owner, c_owner, lines);
      continue;
    }
    if (!field->getIdentifier())
      continue; // bits that nobody reads
    const std::string own = field->getName().str();
    // A type without a name is named after the field, and C++ gets it from there.
    const clang::TagDecl *tag = type->getAsTagDecl();
    if (tag && !tag->getIdentifier() && !tag->getTypedefNameForAnonDecl() &&
        ctx.names.of(*tag->getCanonicalDecl()).empty()) {
      const std::string c_name = "decltype(" + c_owner + "::" + own + ")";
      declareUnnamedTag(ctx, *tag, owner + "_" + own, c_name);
    }
    appendComment(ctx, *field, lines, "    ");
    TypeWriter writer(ctx);
    std::string name = isReservedWord(own) ? own + "_" : own;
    name += cnameSuffix(name, own, own);
    const std::string text = writer.declaration(type, name, TypeUse::Field);
    if (!writer.problem().empty()) {
      ctx.omit(c_owner + "." + own, writer.problem());
      continue;
    }
    lines.push_back("    " + text);
  }
}

void appendItems(BindContext &ctx, const clang::EnumDecl &enumeration,
                 std::vector<std::string> &lines) {
  const bool is_scoped = enumeration.isScoped();
  for (const clang::EnumConstantDecl *item : enumeration.enumerators()) {
    const std::string own = item->getName().str();
    if (!enumeration.getIdentifier() && !ctx.isSelectedName(own))
      continue;
    appendComment(ctx, *item, lines, "    ");
    std::string name = isReservedWord(own) ? own + "_" : own;
    if (!is_scoped)
      name = ctx.names.claim(*item->getCanonicalDecl(), own, "");
    const std::string scope = qualifiedName(enumeration);
    const std::string c_name = is_scoped ? scope + "::" + own : qualifiedName(*item);
    // Items of an enum in a struct belong to that in C++.
    const bool is_nested =
        !is_scoped && llvm::isa<clang::RecordDecl>(enumeration.getLexicalDeclContext());
    lines.push_back("    " + name +
                    (is_nested ? " \"" + enclosingScope(enumeration) + own + "\""
                               : cnameSuffix(name, own, c_name)));
  }
}

/// Whether what is in a type is declared, too.
bool isWhole(BindContext &ctx, const clang::TagDecl &tag) {
  const clang::TagDecl *definition = tag.getDefinition();
  return definition &&
         (ctx.headers.isSelected(definition->getLocation()) || ctx.request.is_for_module);
}

/// The head of a struct, union or enum, and its body.
std::vector<std::string> tagLines(BindContext &ctx, const clang::TagDecl &tag,
                                  const std::string &head, const std::string &name,
                                  const std::string &c_name) {
  std::vector<std::string> lines;
  const clang::TagDecl *definition = tag.getDefinition();
  if (const clang::TypedefNameDecl *alias = typedefOfTag(tag))
    appendComment(ctx, *alias, lines);
  if (lines.empty())
    appendComment(ctx, tag, lines);
  const size_t begin = lines.size();
  lines.push_back(head + ":");
  if (isWhole(ctx, tag)) {
    ctx.in_progress.push_back(tag.getCanonicalDecl());
    if (const auto *record = llvm::dyn_cast<clang::RecordDecl>(definition))
      appendFields(ctx, *record, name, c_name, lines);
    else
      appendItems(ctx, *llvm::cast<clang::EnumDecl>(definition), lines);
    ctx.in_progress.pop_back();
  }
  if (lines.size() == begin + 1)
    lines.push_back("    pass");
  return lines;
}

std::string kindOf(const clang::TagDecl &tag) {
  const auto *enumeration = llvm::dyn_cast<clang::EnumDecl>(&tag);
  if (enumeration && enumeration->isScoped())
    return "enum class";
  return enumeration ? "enum" : tag.isUnion() ? "union" : "struct";
}

} // namespace

std::string enclosingScope(const clang::TagDecl &tag) {
  const std::string name = qualifiedName(tag);
  const size_t end = name.rfind("::");
  return end == std::string::npos ? "" : name.substr(0, end + 2);
}

void declareUnnamedTag(BindContext &ctx, const clang::TagDecl &tag, const std::string &wanted,
                       const std::string &c_name) {
  const clang::TagDecl *canonical = tag.getCanonicalDecl();
  if (!ctx.declared.insert(canonical).second)
    return;
  const std::string name = ctx.names.claim(*canonical, wanted, "");
  std::vector<std::string> lines = tagLines(
      ctx, tag, "ctypedef " + kindOf(tag) + " " + name + " \"" + c_name + "\"", name, c_name);
  ctx.add(tag, std::move(lines));
  ctx.finished.insert(canonical);
  ++ctx.result.counts.types;
}

std::string needTag(BindContext &ctx, const clang::TagDecl &any) {
  const clang::TagDecl &tag = *any.getCanonicalDecl();
  const bool is_enum = llvm::isa<clang::EnumDecl>(tag);
  const auto *cpp_record = llvm::dyn_cast<clang::CXXRecordDecl>(&tag);
  const bool is_class = cpp_record && needsCppClass(*cpp_record);
  const clang::TypedefNameDecl *alias = typedefOfTag(tag);
  const bool has_name = alias || tag.getIdentifier();
  const std::string own = alias      ? alias->getName().str()
                          : has_name ? tag.getName().str()
                                     : std::string();
  const std::string c_name = alias ? qualifiedName(*alias) : cNameOf(ctx, tag);
  const bool is_selected = ctx.headers.isSelected(tag.getLocation());
  if (has_name && (!is_selected || ctx.request.is_for_module))
    for (const std::string &known_as :
         {c_name, tag.getKindName().str() + " " + tag.getNameAsString()})
      if (const std::string known = cimportKnown(ctx, known_as); !known.empty())
        return known;
  const auto forward = [&](const std::string &name) {
    if (ctx.forwarded.insert(&tag).second)
      ctx.add(tag, {std::string(alias ? "ctypedef " : "") + (is_class ? "cppclass" : kindOf(tag)) +
                    " " + name + cnameSuffix(name, own, c_name)});
  };
  const auto claim = [&] {
    const std::string other = tag.getKindName().str() + "_" + own;
    const std::string name = alias ? ctx.names.claim(*alias, own, "")
                                   : ctx.names.claim(tag, nestedName(ctx, tag), other);
    ctx.names.alias(tag, name);
    return name;
  };
  if (ctx.typedef_depth != 0 && !is_enum && has_name && isWhole(ctx, tag) &&
      !ctx.declared.contains(&tag)) {
    const std::string name = claim();
    forward(name);
    ctx.postponed.push_back(&tag);
    return name;
  }
  if (!ctx.declared.insert(&tag).second) {
    const std::string name = ctx.names.of(tag);
    // Needed by what it needs itself: its name comes first. In its own body it is known.
    if (!is_enum && !ctx.finished.contains(&tag) && !name.empty() &&
        (ctx.typedef_depth != 0 || ctx.in_progress.empty() || ctx.in_progress.back() != &tag))
      forward(name);
    return name;
  }
  if (is_class)
    return needClass(ctx, *cpp_record);
  std::string name;
  if (has_name) {
    name = claim();
  } else if (!is_enum) {
    return ""; // nobody can say what it is called
  }
  std::string head = (alias ? "ctypedef " : "") + kindOf(tag);
  if (has_name)
    head += " " + name + cnameSuffix(name, own, c_name);
  if (const auto *enumeration = llvm::dyn_cast<clang::EnumDecl>(&tag);
      enumeration && enumeration->isScoped() &&
      !ctx.ast.hasSameType(enumeration->getIntegerType(), ctx.ast.IntTy)) {
    TypeWriter writer(ctx);
    const std::string underlying = writer.declaration(enumeration->getIntegerType(), "");
    if (writer.problem().empty())
      head += "(" + underlying + ")";
  }
  // In C++ a struct in another one is named by both.
  if (has_name && name == own && c_name.find("::") != std::string::npos && namespaceOf(tag).empty())
    head += " \"" + c_name + "\"";
  std::vector<std::string> lines =
      tagLines(ctx, tag, head, name, has_name && !alias ? qualifiedName(tag) : own);
  ctx.finished.insert(&tag);
  // An enum whose names are all of no interest.
  if (!has_name && lines.back() == "    pass")
    return "";
  ctx.add(tag, std::move(lines));
  ++ctx.result.counts.types;
  return has_name ? name : "int";
}

std::string needTypedef(BindContext &ctx, const clang::TypedefNameDecl &any) {
  const clang::TypedefNameDecl &decl = *any.getCanonicalDecl();
  const clang::TagDecl *tag = tagOf(decl.getUnderlyingType());
  if (tag && typedefOfTag(*tag) == &decl)
    return needTag(ctx, *tag);
  if (!ctx.declared.insert(&decl).second)
    return ctx.names.of(decl);
  const std::string own = decl.getName().str();
  const std::string space = namespaceOf(decl);
  const std::string name = ctx.names.claim(decl, own, (space.empty() ? "c" : space) + "_" + own);
  ++ctx.typedef_depth;
  TypeWriter writer(ctx);
  const std::string text = writer.declaration(decl.getUnderlyingType(),
                                              name + cnameSuffix(name, own, qualifiedName(decl)));
  std::vector<std::string> lines;
  appendComment(ctx, decl, lines);
  const bool is_known = writer.problem().empty();
  if (is_known && text == name) {
    // `typedef struct T T` of something that has the name already.
  } else if (is_known) {
    lines.push_back("ctypedef " + text);
  } else if (declareInstance(ctx, decl, name)) {
    lines.clear();
  } else {
    ctx.omit(own, "what it is (" + writer.problem() + "); the name is declared");
    lines.push_back("ctypedef struct " + name + cnameSuffix(name, own, qualifiedName(decl)) + ":");
    lines.push_back("    pass");
  }
  if (!lines.empty()) {
    ctx.add(decl, std::move(lines)).needs_gil = mentionsObject(decl.getUnderlyingType());
    ++ctx.result.counts.types;
  }
  ctx.finished.insert(&decl);
  --ctx.typedef_depth;
  while (ctx.typedef_depth == 0 && !ctx.postponed.empty())
    needTag(ctx, *ctx.postponed.pop_back_val());
  return name;
}

// ---- functions ----

namespace {

/// Whether a function with a body needs the GIL on a path that does not release it before.
bool bodyNeedsGil(BindContext &ctx, const clang::FunctionDecl &function,
                  llvm::StringMap<bool> &seen) {
  const std::string key = ctx.places.key(function);
  const auto [known, is_new] = seen.try_emplace(key, false);
  if (!is_new)
    return known->second;
  const clang::FunctionDecl *definition = function.getDefinition();
  const Summary *summary = definition ? ctx.program.summary(*definition) : nullptr;
  if (!summary)
    return false;
  // Looking at callees may add functions to the program.
  const std::vector<cfacts::Use> uses = summary->uses;
  for (const cfacts::Use &use : uses) {
    if (use.state != cfacts::State::Entry)
      continue;
    bool needs = use.kind == cfacts::Use::Kind::Needs;
    if (use.kind == cfacts::Use::Kind::Call)
      for (const auto &[callee, its_summary] : ctx.program.functions)
        if (!needs && ctx.places.key(*callee) == use.callee) {
          needs = bodyNeedsGil(ctx, *callee, seen);
          break;
        }
    if (needs) {
      seen[key] = true;
      return true;
    }
  }
  return false;
}

} // namespace

bool needsGil(BindContext &ctx, const clang::FunctionDecl &function) {
  const bool is_api = ctx.places.isCpython(function.getLocation());
  if (function.getIdentifier())
    switch (types::cpythonFunction(function.getName(), is_api).gil) {
    case types::CpythonGil::Free:
      return false;
    case types::CpythonGil::Needs:
      return true;
    case types::CpythonGil::NotApi:
      break;
    }
  if (mentionsObject(function.getReturnType()) ||
      llvm::any_of(function.parameters(), [](const clang::ParmVarDecl *parameter) {
        return mentionsObject(parameter->getType());
      }))
    return true;
  if (!function.isDefined() || !ctx.places.hasCpython())
    return false;
  llvm::StringMap<bool> seen;
  return bodyNeedsGil(ctx, function, seen);
}

std::string exceptionTail(BindContext &ctx, const clang::FunctionDecl &function, bool needs_gil) {
  const clang::QualType result = function.getReturnType();
  const auto *prototype = function.getType()->getAs<clang::FunctionProtoType>();
  // What a template, or a class that nobody has used, throws is not known.
  const bool is_nothrow =
      function.isExternC() || !ctx.isCpp() ||
      (prototype && !clang::isUnresolvedExceptionSpec(prototype->getExceptionSpecType()) &&
       prototype->isNothrow());
  if (!is_nothrow)
    return " except +";
  if (!needs_gil || ctx.places.isCpython(function.getLocation()))
    return "";
  // Who touches objects may raise: what a result says about that is not written in a header.
  if (result->isPointerType())
    return " except? NULL";
  if (result->isSignedIntegerType() && !result->isCharType() && !result->isEnumeralType())
    return " except? -1";
  if (result->isRealFloatingType())
    return " except? -1";
  return " except *";
}

void declareFunctionAs(BindContext &ctx, const clang::FunctionDecl &decl, llvm::StringRef name,
                       const std::vector<unsigned> &parameters,
                       const std::vector<std::string> &names, clang::SourceLocation place) {
  TypeWriter writer(ctx);
  std::string list;
  for (size_t i = 0; i < parameters.size(); ++i)
    list +=
        (list.empty() ? "" : ", ") + writer.parameter(*decl.getParamDecl(parameters[i]), names[i]);
  // A name of CPython's API is one, whatever stands for it.
  const llvm::StringRef own = name.split(' ').first;
  const bool needs_gil =
      needsGil(ctx, decl) ||
      types::cpythonFunction(own, ctx.places.isCpython(place)).gil == types::CpythonGil::Needs;
  const std::string text = writer.declaration(decl.getReturnType(), name.str() + "(" + list + ")") +
                           exceptionTail(ctx, decl, needs_gil);
  if (!writer.problem().empty())
    return ctx.omit(name, writer.problem());
  ctx.items.push_back({ctx.headers.headerOf(place), "", needs_gil, true, {text}});
  ++ctx.result.counts.functions;
}

void declareOverloads(BindContext &ctx, const clang::FunctionDecl &function,
                      const std::string &template_parameters, std::string &problem) {
  const std::string own = function.getNameAsString();
  const std::string name = ctx.names.claim(*function.getCanonicalDecl(), own, "");
  const std::string head =
      name + cnameSuffix(name, own, qualifiedName(function)) + template_parameters;
  const bool needs_gil = needsGil(ctx, function);
  std::vector<BoundItem> items;
  for (unsigned count = function.getMinRequiredArguments(); count <= function.getNumParams();
       ++count) {
    TypeWriter writer(ctx);
    std::vector<std::string> lines;
    if (items.empty())
      appendComment(ctx, function, lines);
    const std::string list = writer.parameters(function, count);
    lines.push_back(writer.declaration(function.getReturnType(), head + "(" + list + ")") +
                    exceptionTail(ctx, function, needs_gil));
    problem = writer.problem();
    if (!problem.empty())
      return;
    items.push_back({ctx.headers.headerOf(function.getCanonicalDecl()->getLocation()),
                     namespaceOf(function), needs_gil, true, std::move(lines)});
  }
  for (BoundItem &item : items)
    ctx.items.push_back(std::move(item));
  ++ctx.result.counts.functions;
}

void declareFunction(BindContext &ctx, const clang::FunctionDecl &any) {
  const clang::FunctionDecl &decl = *any.getCanonicalDecl();
  if (!ctx.declared.insert(&decl).second || any.isDeleted())
    return;
  std::string problem;
  if (decl.isOverloadedOperator() && !isDeclarableOperator(decl))
    problem = "an operator that the dialect does not have";
  else // the last declaration knows the defaults
    declareOverloads(ctx, *decl.getMostRecentDecl(), "", problem);
  if (!problem.empty())
    ctx.omit(qualifiedName(decl), problem);
}

void declareVariable(BindContext &ctx, const clang::VarDecl &any) {
  const clang::VarDecl &decl = *any.getCanonicalDecl();
  if (!ctx.declared.insert(&decl).second)
    return;
  const std::string own = decl.getName().str();
  const std::string name = ctx.names.claim(decl, own, "");
  TypeWriter writer(ctx);
  std::vector<std::string> lines;
  appendComment(ctx, decl, lines);
  lines.push_back(
      writer.declaration(any.getType(), name + cnameSuffix(name, own, qualifiedName(decl))));
  if (!writer.problem().empty())
    return ctx.omit(own, writer.problem());
  ctx.add(decl, std::move(lines));
  ++ctx.result.counts.variables;
}

} // namespace nogilc::headers
