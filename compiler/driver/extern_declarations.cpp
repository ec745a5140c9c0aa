// See extern_declarations.h.
#include "driver/extern_declarations.h"

#include "syntax/ast.h"
#include "types/cpython_api.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringSet.h>

namespace nogilc::driver {

using cfacts::DeclarationKind;
using cfacts::ExternDeclaration;
using cfacts::TypedName;
using types::Type;

namespace {

constexpr llvm::StringLiteral kPlaceholder = "ng_name";

bool isKnown(const Type *type);

/// One that nobody says is the template's own default.
bool isKnownArgument(const Type *type) {
  const auto *parameter = llvm::dyn_cast<types::TemplateParameterType>(type);
  return parameter ? parameter->is_optional : isKnown(type);
}

/// Whether C++ knows the type behind the includes and the module's own types.
bool isKnown(const Type *type) {
  if (!type)
    return false;
  switch (type->kind) {
  case types::TypeKind::Pointer:
    return isKnown(llvm::cast<types::PointerType>(type)->pointee);
  case types::TypeKind::Reference:
    return isKnown(llvm::cast<types::ReferenceType>(type)->referee);
  case types::TypeKind::Array:
    return isKnown(llvm::cast<types::ArrayType>(type)->element);
  case types::TypeKind::Qualified:
    return isKnown(llvm::cast<types::QualifiedType>(type)->inner);
  case types::TypeKind::Function: {
    const auto *function = llvm::cast<types::FunctionType>(type);
    return isKnown(function->result) && llvm::all_of(function->parameters, isKnown);
  }
  case types::TypeKind::Void:
  case types::TypeKind::Bint:
  case types::TypeKind::Integer:
  case types::TypeKind::Float:
  case types::TypeKind::Complex:
  case types::TypeKind::Object:
  case types::TypeKind::Extension:
  case types::TypeKind::Struct:
  case types::TypeKind::Enum:
  case types::TypeKind::Typedef:
    return true;
  case types::TypeKind::CppClass:
    return llvm::all_of(llvm::cast<types::CppClassType>(type)->arguments, isKnownArgument);
  case types::TypeKind::Error:
  case types::TypeKind::CTuple:
  case types::TypeKind::Fused:
  case types::TypeKind::MemoryView:
  case types::TypeKind::Buffer:
  case types::TypeKind::TemplateParameter:
  case types::TypeKind::Opaque:
    return false;
  }
  return false;
}

TypedName typedName(llvm::StringRef name, llvm::StringRef cname, const Type *type) {
  TypedName result{name.str(), cname.str(), types::spelling(type), ""};
  if (isKnown(type))
    result.cpp = types::cppDeclaration(type, kPlaceholder);
  return result;
}

llvm::StringRef withoutTagWord(llvm::StringRef cname) {
  for (const llvm::StringRef word : {"struct ", "union ", "enum "})
    if (cname.consume_front(word))
      break;
  return cname;
}

const syntax::FunctionDeclarator *functionDeclarator(const syntax::Declarator *declarator,
                                                     const syntax::NameDeclarator *&name) {
  const syntax::FunctionDeclarator *innermost = nullptr;
  while (declarator) {
    if (const auto *found = llvm::dyn_cast<syntax::NameDeclarator>(declarator)) {
      name = found;
      return innermost;
    }
    if (const auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(declarator)) {
      declarator = pointer->inner;
      innermost = nullptr;
    } else if (const auto *reference = llvm::dyn_cast<syntax::ReferenceDeclarator>(declarator)) {
      declarator = reference->inner;
      innermost = nullptr;
    } else if (const auto *array = llvm::dyn_cast<syntax::ArrayDeclarator>(declarator)) {
      declarator = array->inner; // around a function's name: the parameters of a template
    } else if (const auto *function = llvm::dyn_cast<syntax::FunctionDeclarator>(declarator)) {
      declarator = function->inner;
      innermost = function;
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

class Collector {
public:
  Collector(const sema::Analysis &analysis, const SourceManager &sources,
            llvm::function_ref<bool(llvm::StringRef)> isWanted)
      : analysis_(analysis), sources_(sources), isWanted_(isWanted) {}

  ExternDeclarations run(llvm::ArrayRef<const syntax::Module *> modules) {
    for (const sema::ExternInclude &include : analysis_.includes)
      result_.request.includes.push_back({include.header, include.verbatim});
    result_.include_spans.resize(analysis_.includes.size());
    for (const syntax::Module *module : modules)
      addFile(*module);
    addOwnTypes();
    return std::move(result_);
  }

private:
  void addFile(const syntax::Module &module) {
    if (!files_.insert(module.file).second)
      return;
    is_wanted_ = isWanted_(sources_.file(module.file).path());
    walk(module.body);
  }

  void walk(syntax::List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body)
      visit(*stmt);
  }

  void visit(const syntax::Stmt &stmt) {
    if (const auto *block = llvm::dyn_cast<syntax::ExternBlock>(&stmt))
      return enterBlock(*block);
    if (const auto *block = llvm::dyn_cast<syntax::DeclBlock>(&stmt))
      return walk(block->body);
    if (const auto *choice = llvm::dyn_cast<syntax::CompileTimeIf>(&stmt)) {
      // What is not taken has declared nothing.
      for (const syntax::IfClause *clause : choice->clauses)
        walk(clause->body);
      return walk(choice->else_body);
    }
    if (const auto *include = llvm::dyn_cast<syntax::IncludeStmt>(&stmt)) {
      if (const syntax::Module *included = analysis_.stmt(*include).included) {
        files_.insert(included->file);
        walk(included->body);
      }
      return;
    }
    if (is_in_block_ && is_wanted_)
      declare(stmt);
  }

  void enterBlock(const syntax::ExternBlock &block) {
    const auto found = llvm::find_if(analysis_.includes, [&](const sema::ExternInclude &include) {
      return block.has_header ? include.header == block.header
                              : block.has_verbatim && include.header.empty() &&
                                    include.verbatim == block.verbatim;
    });
    const uint32_t outer = include_;
    const bool was_in_block = is_in_block_;
    include_ = 0;
    if (found != analysis_.includes.end()) {
      const auto index = static_cast<uint32_t>(found - analysis_.includes.begin());
      include_ = index + 1;
      noteInclude(block, index);
    }
    is_in_block_ = true;
    walk(block.body);
    include_ = outer;
    is_in_block_ = was_in_block;
  }

  void noteInclude(const syntax::ExternBlock &block, uint32_t index) {
    const SourceFile &file = sources_.file(block.span.file);
    const llvm::StringRef text = file.text().slice(block.span.begin, block.span.end);
    const auto spanOfText = [&](llvm::StringRef part) {
      const size_t at = text.find(part);
      const auto begin = static_cast<uint32_t>(block.span.begin + at);
      return at == llvm::StringRef::npos
                 ? Span()
                 : file.span(begin, static_cast<uint32_t>(begin + part.size()));
    };
    Span &span = result_.include_spans[index];
    if (!span.isValid()) {
      span = block.has_header ? spanOfText(block.header) : Span();
      if (!span.isValid()) { // its first line
        const size_t end = std::min(text.find('\n'), text.size());
        span = file.span(block.span.begin, static_cast<uint32_t>(block.span.begin + end));
      }
    }
    const std::string &all = result_.request.includes[index].verbatim;
    const size_t at =
        block.has_verbatim ? llvm::StringRef(all).find(block.verbatim) : llvm::StringRef::npos;
    if (at == llvm::StringRef::npos)
      return;
    ExternDeclarations::Verbatim verbatim;
    verbatim.include = index;
    verbatim.begin = static_cast<uint32_t>(at);
    verbatim.end = static_cast<uint32_t>(at + block.verbatim.size());
    verbatim.span = spanOfText(block.verbatim);
    verbatim.is_exact = verbatim.span.isValid();
    if (!verbatim.is_exact)
      verbatim.span = span;
    result_.verbatim.push_back(verbatim);
  }

  ExternDeclaration &add(DeclarationKind kind, llvm::StringRef name, llvm::StringRef cname,
                         Span span) {
    ExternDeclaration &declaration = result_.request.declarations.emplace_back();
    declaration.kind = kind;
    declaration.name = name.str();
    declaration.cname = cname.str();
    declaration.include = include_;
    result_.spans.push_back({span, {}});
    return declaration;
  }

  /// A name that was declared before is the header's, too, but what it says was said there.
  bool isNew(const sema::Symbol *symbol) {
    return symbol && symbol->type && !types::mentionsError(symbol->type) &&
           symbols_.insert(symbol).second;
  }

  void declare(const syntax::Stmt &stmt) {
    if (const auto *variables = llvm::dyn_cast<syntax::CVarDecl>(&stmt)) {
      for (const syntax::Declarator *declarator : variables->declarators)
        declareVariable(declarator);
    } else if (const auto *alias = llvm::dyn_cast<syntax::CTypedef>(&stmt)) {
      declareTypedef(*alias);
    } else if (const auto *record = llvm::dyn_cast<syntax::CStructDef>(&stmt)) {
      declareStruct(*record);
    } else if (const auto *enumeration = llvm::dyn_cast<syntax::CEnumDef>(&stmt)) {
      declareEnum(*enumeration);
    } else if (const auto *cls = llvm::dyn_cast<syntax::CClassDef>(&stmt)) {
      declareClass(*cls);
    } else if (const auto *cpp = llvm::dyn_cast<syntax::CppClassDef>(&stmt)) {
      declareCppClass(*cpp);
    }
  }

  void declareVariable(const syntax::Declarator *declarator) {
    const syntax::NameDeclarator *name = nullptr;
    const syntax::FunctionDeclarator *written = functionDeclarator(declarator, name);
    const sema::Symbol *symbol = name ? analysis_.binding(*name) : nullptr;
    if (!isNew(symbol) || !symbol->is_extern)
      return;
    const auto *function = llvm::dyn_cast<types::FunctionType>(symbol->type);
    if (!function || !written) {
      if (symbol->kind == sema::SymbolKind::ExternVariable)
        add(DeclarationKind::Variable, name->name.name.str(), symbol->cname, name->name.span)
            .value = typedName(name->name.name.str(), symbol->cname, symbol->type);
      return;
    }
    declareFunction(DeclarationKind::Function, *name, *symbol, *function, *written);
  }

  ExternDeclaration &declareFunction(DeclarationKind kind, const syntax::NameDeclarator &name,
                                     const sema::Symbol &symbol,
                                     const types::FunctionType &function,
                                     const syntax::FunctionDeclarator &written) {
    ExternDeclaration &declaration = add(kind, name.name.name.str(), symbol.cname, name.name.span);
    if (kind != DeclarationKind::Constructor)
      declaration.value = typedName("", "", function.result);
    declaration.has_varargs = function.has_c_varargs;
    declaration.is_nogil = function.is_nogil;
    declaration.catches =
        function.exception.kind == types::ExceptionKind::Cpp ||
        (written.exception && written.exception->clause == syntax::ExceptionClauseKind::Cpp);
    declaration.is_cpython_api =
        types::cpythonFunction(symbol.cname, symbol.is_in_cpython_header).gil !=
        types::CpythonGil::NotApi;
    for (size_t i = 0; i < function.parameters.size(); ++i) {
      const Name parameter = i < symbol.parameter_names.size() ? symbol.parameter_names[i] : Name();
      declaration.parts.push_back(
          typedName(parameter ? parameter.str() : llvm::StringRef(), "", function.parameters[i]));
      const auto &nodes = written.parameters->parameters;
      result_.spans.back().parts.push_back(i < nodes.size() ? nodes[i]->span : Span());
    }
    return declaration;
  }

  void declareTypedef(const syntax::CTypedef &node) {
    const sema::Symbol *symbol = analysis_.bindings.lookup(node.id);
    if (!isNew(symbol))
      return;
    const auto *alias = llvm::dyn_cast<types::TypedefType>(symbol->type);
    if (!alias || !alias->is_extern)
      return;
    add(DeclarationKind::Typedef, alias->name.str(), alias->cname, alias->span).value =
        typedName(alias->name.str(), alias->cname, alias->underlying);
  }

  void addFields(ExternDeclaration &declaration, llvm::ArrayRef<types::FieldInfo> fields) {
    for (const types::FieldInfo &field : fields) {
      declaration.parts.push_back(typedName(field.name.str(), field.cname, field.type));
      result_.spans.back().parts.push_back(field.span);
    }
  }

  void declareStruct(const syntax::CStructDef &node) {
    const sema::Symbol *symbol = analysis_.bindings.lookup(node.id);
    const auto *record = symbol ? llvm::dyn_cast_or_null<types::StructType>(symbol->type) : nullptr;
    // Of several declarations the one with fields counts.
    if (!record || !record->is_extern || (!node.has_body && record->is_complete) || !isNew(symbol))
      return;
    addFields(add(record->is_union ? DeclarationKind::Union : DeclarationKind::Struct,
                  record->name.str(), record->cname, node.name.span),
              record->fields);
  }

  void declareEnum(const syntax::CEnumDef &node) {
    const sema::Symbol *symbol = analysis_.bindings.lookup(node.id);
    const auto *type = symbol ? llvm::dyn_cast_or_null<types::EnumType>(symbol->type) : nullptr;
    if (type && type->is_extern && isNew(symbol))
      add(DeclarationKind::Enum, type->name.str(), type->cname, node.name.span);
    for (const syntax::EnumItem *item : node.items)
      if (const sema::Symbol *constant = analysis_.binding(*item);
          isNew(constant) && constant->is_extern)
        add(DeclarationKind::Enumerator, item->name.name.str(), constant->cname, item->name.span)
            .value = typedName(item->name.name.str(), constant->cname, constant->type);
  }

  void declareClass(const syntax::CClassDef &node) {
    const sema::ClassInfo *cls = analysis_.stmt(node).cls;
    if (!cls || !cls->type || !cls->is_in_header || cls->type->c_struct.empty() || !node.has_body ||
        !isNew(cls->symbol))
      return;
    addFields(add(DeclarationKind::Class, cls->name, cls->type->c_struct, node.name.span),
              cls->type->fields);
  }

  /// A C++ class whose members are declared: with the arguments that stand for those of a template.
  struct Around {
    const types::CppClassType *declared;
    const types::CppClassType *instance;
    size_t number;

    const Type *substitute(const Type *type) const {
      return declared->context->substitute(type, declared->arguments, instance->arguments);
    }
    std::string member(const llvm::Twine &name) const {
      return types::cppDeclaration(instance, "") + "::" + name.str();
    }
  };

  /// Of a template the instance for `int` is compared: a template's own text says little.
  static const types::CppClassType *instanceOf(const types::CppClassType *cls) {
    llvm::SmallVector<const Type *, 4> arguments;
    for (const Type *argument : cls->arguments) {
      const auto *parameter = llvm::dyn_cast<types::TemplateParameterType>(argument);
      arguments.push_back(parameter && parameter->is_optional
                              ? argument
                              : cls->context->integer(types::IntegerKind::Int));
    }
    return cls->context->instance(cls, arguments);
  }

  void declareCppClass(const syntax::CppClassDef &node) {
    const sema::Symbol *symbol = analysis_.bindings.lookup(node.id);
    const auto *cls = symbol ? llvm::dyn_cast_or_null<types::CppClassType>(symbol->type) : nullptr;
    // Of several declarations the one with members counts.
    if (!cls || (!node.has_body && cls->is_complete) || !isNew(symbol))
      return;
    const Around around{cls, instanceOf(cls), result_.request.declarations.size()};
    add(DeclarationKind::CppClass, cls->name.str(), types::cppDeclaration(around.instance, ""),
        node.name.span);
    if (!node.has_body)
      return;
    declareFields(around, node.body);
    // A base that is no class was reported and left out.
    if (cls->bases.size() == node.bases.size())
      for (size_t i = 0; i < node.bases.size(); ++i) {
        result_.request.declarations[around.number].bases.push_back(
            typedName("", "", around.substitute(cls->bases[i])));
        result_.spans[around.number].parts.push_back(node.bases[i]->span);
      }
    declareMembers(around, node.body);
  }

  void declareFields(const Around &around, syntax::List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body) {
      if (const auto *block = llvm::dyn_cast<syntax::DeclBlock>(stmt))
        declareFields(around, block->body);
      const auto *variables = llvm::dyn_cast<syntax::CVarDecl>(stmt);
      if (!variables)
        continue;
      for (const syntax::Declarator *declarator : variables->declarators) {
        const syntax::NameDeclarator *name = nullptr;
        const bool is_function = functionDeclarator(declarator, name) != nullptr;
        const sema::Symbol *symbol = name ? analysis_.binding(*name) : nullptr;
        if (is_function || !isNew(symbol))
          continue;
        result_.request.declarations[around.number].parts.push_back(
            typedName(name->name.name.str(), symbol->cname, around.substitute(symbol->type)));
        result_.spans[around.number].parts.push_back(name->name.span);
      }
    }
  }

  void declareMembers(const Around &around, syntax::List<syntax::Stmt *> body) {
    for (const syntax::Stmt *stmt : body) {
      if (const auto *block = llvm::dyn_cast<syntax::DeclBlock>(stmt)) {
        declareMembers(around, block->body);
      } else if (const auto *variables = llvm::dyn_cast<syntax::CVarDecl>(stmt)) {
        for (const syntax::Declarator *declarator : variables->declarators)
          declareMethod(around, declarator);
      } else if (const auto *cls = llvm::dyn_cast<syntax::CppClassDef>(stmt)) {
        declareCppClass(*cls);
      } else if (const auto *alias = llvm::dyn_cast<syntax::CTypedef>(stmt);
                 alias && !around.declared->arguments.empty()) {
        declareMemberTypedef(around, *alias);
      } else if (around.declared->arguments.empty()) {
        declare(*stmt); // by its whole name
      }
    }
  }

  void declareMethod(const Around &around, const syntax::Declarator *declarator) {
    const syntax::NameDeclarator *name = nullptr;
    const syntax::FunctionDeclarator *written = functionDeclarator(declarator, name);
    const sema::Symbol *symbol = name ? analysis_.binding(*name) : nullptr;
    if (!written || !symbol || symbol->name == sema::kDestructor || !isNew(symbol))
      return;
    const auto *function = llvm::dyn_cast<types::FunctionType>(around.substitute(symbol->type));
    if (!function)
      return;
    const DeclarationKind kind = symbol->name == sema::kConstructor ? DeclarationKind::Constructor
                                 : symbol->is_static_method         ? DeclarationKind::StaticMethod
                                                                    : DeclarationKind::Method;
    ExternDeclaration &declaration = declareFunction(kind, *name, *symbol, *function, *written);
    declaration.owner = static_cast<uint32_t>(around.number + 1);
    declaration.is_cpython_api = false;
    const std::string owner = around.declared->name.str().str();
    declaration.name =
        kind == DeclarationKind::Constructor ? owner : owner + "." + declaration.name;
  }

  void declareMemberTypedef(const Around &around, const syntax::CTypedef &node) {
    const syntax::NameDeclarator *name = nullptr;
    functionDeclarator(node.declarator, name);
    const sema::CppClassInfo *info = analysis_.cpp_class_of.lookup(around.declared);
    if (!name || !info)
      return;
    const auto found = info->scope->symbols.find(name->name.name);
    if (found == info->scope->symbols.end() || !isNew(found->second))
      return;
    const std::string text = name->name.name.str().str();
    add(DeclarationKind::Typedef, around.declared->name.str().str() + "." + text,
        around.member(name->cname.empty() ? llvm::StringRef(text) : name->cname), name->name.span)
        .value = typedName(text, "", around.substitute(found->second->type));
  }

  /// Only their names: what is in them says nothing about headers.
  void addOwnTypes() {
    std::string &text = result_.request.own_types;
    for (const Type *type : analysis_.defined_types) {
      if (const auto *alias = llvm::dyn_cast<types::TypedefType>(type)) {
        if (isKnown(alias->underlying))
          text += "typedef " + types::cppDeclaration(alias->underlying, alias->cname) + ";\n";
      } else if (const auto *record = llvm::dyn_cast<types::StructType>(type)) {
        text +=
            (record->is_union ? "union " : "struct ") + withoutTagWord(record->cname).str() + ";\n";
      } else if (const auto *enumeration = llvm::dyn_cast<types::EnumType>(type);
                 enumeration && !enumeration->cname.empty()) {
        text += "enum " + withoutTagWord(enumeration->cname).str() + " : int {};\n";
      }
    }
  }

  const sema::Analysis &analysis_;
  const SourceManager &sources_;
  llvm::function_ref<bool(llvm::StringRef)> isWanted_;
  ExternDeclarations result_;
  llvm::DenseSet<FileId> files_;
  llvm::DenseSet<const sema::Symbol *> symbols_;
  uint32_t include_ = 0;
  bool is_in_block_ = false;
  bool is_wanted_ = false;
};

} // namespace

Span ExternDeclarations::spanOf(const cfacts::RequestPlace &place) const {
  switch (place.kind) {
  case cfacts::RequestPlace::Kind::Declaration: {
    if (place.index >= spans.size())
      return {};
    const Spans &known = spans[place.index];
    const bool has_part = place.part != 0 && place.part <= known.parts.size() &&
                          known.parts[place.part - 1].isValid();
    return has_part ? known.parts[place.part - 1] : known.name;
  }
  case cfacts::RequestPlace::Kind::Include:
    return place.index < include_spans.size() ? include_spans[place.index] : Span();
  case cfacts::RequestPlace::Kind::Verbatim:
    for (const Verbatim &text : verbatim) {
      if (text.include != place.index || place.part < text.begin || place.part >= text.end)
        continue;
      Span span = text.span;
      if (text.is_exact) {
        span.begin += place.part - text.begin;
        span.end = span.begin + 1;
      }
      return span;
    }
    return {};
  }
  return {};
}

ExternDeclarations externDeclarations(llvm::ArrayRef<const syntax::Module *> modules,
                                      const sema::Analysis &analysis, const SourceManager &sources,
                                      llvm::function_ref<bool(llvm::StringRef)> isWanted) {
  return Collector(analysis, sources, isWanted).run(modules);
}

} // namespace nogilc::driver
