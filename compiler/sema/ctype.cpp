// Types as written become types::Type: C's words, names of types, declarators around a name.
#include "sema/context.h"

#include <llvm/ADT/StringSwitch.h>

namespace nogilc::sema {

using namespace types;

bool isUnsupportedCythonType(llvm::StringRef name) {
  static constexpr llvm::StringLiteral kNames[] = {"integral",   "floating",        "numeric",
                                                   "view.array", "view.memoryview", "fused_type"};
  return llvm::is_contained(kNames, name);
}

namespace {

const Type *builtinCType(Context &ctx, const syntax::BuiltinCType &node) {
  using syntax::BuiltinBase;
  using syntax::Signedness;
  if (node.is_complex) {
    syntax::BuiltinCType part = node;
    part.is_complex = false;
    return ctx.types.complex(builtinCType(ctx, part));
  }
  const bool is_unsigned = node.signedness == Signedness::Unsigned;
  switch (node.base) {
  case BuiltinBase::Void:
    return ctx.types.voidType();
  case BuiltinBase::Char:
    return ctx.types.integer(is_unsigned                             ? IntegerKind::UChar
                             : node.signedness == Signedness::Signed ? IntegerKind::SChar
                                                                     : IntegerKind::Char);
  case BuiltinBase::Int:
    switch (node.longness) {
    case -1:
      return ctx.types.integer(is_unsigned ? IntegerKind::UShort : IntegerKind::Short);
    case 0:
      return ctx.types.integer(is_unsigned ? IntegerKind::UInt : IntegerKind::Int);
    case 1:
      return ctx.types.integer(is_unsigned ? IntegerKind::ULong : IntegerKind::Long);
    default:
      return ctx.types.integer(is_unsigned ? IntegerKind::ULongLong : IntegerKind::LongLong);
    }
  case BuiltinBase::Float:
    return ctx.types.floating(FloatKind::Float);
  case BuiltinBase::Double:
    return ctx.types.floating(node.longness > 0 ? FloatKind::LongDouble : FloatKind::Double);
  }
  return ctx.types.error();
}

std::string dottedPath(List<syntax::Ident> path) {
  std::string text;
  for (const syntax::Ident &ident : path)
    text += (text.empty() ? "" : ".") + ident.name.str().str();
  return text;
}

bool unsupportedCythonType(Context &ctx, llvm::StringRef name, Span span) {
  if (!isUnsupportedCythonType(name))
    return false;
  ctx.unsupported(span, "the type `cython." + name + "`");
  return true;
}

const Type *typeOfSymbol(Context &ctx, const Symbol &symbol, Span span) {
  ctx.reportUnsupported(symbol, span);
  if (isError(symbol.type))
    return symbol.type; // said already
  if (symbol.kind == SymbolKind::Type)
    return symbol.type;
  if (symbol.kind == SymbolKind::CythonModule) {
    llvm::StringRef dotted = symbol.dotted;
    if (dotted.consume_front("cython.")) {
      if (const Type *type = cythonType(ctx, dotted))
        return type;
      if (unsupportedCythonType(ctx, dotted, span))
        return ctx.types.error();
    }
  }
  ctx.report(Diag::NotAType, span).arg(symbol.name).note(symbol.span, "declared here");
  return ctx.types.error();
}

const Type *namedType(Context &ctx, const DeclarationPlace &place, List<syntax::Ident> path,
                      Span span) {
  const syntax::Ident &first = path.front();
  Symbol *symbol = lookup(ctx, place.scope, first.name);
  if (path.size() == 1) {
    // A type of C or Python may be shadowed by a declared type, not by a mere variable or function.
    if (symbol && (symbol->kind == SymbolKind::Type || isError(symbol->type))) {
      ctx.reportUnsupported(*symbol, span);
      return symbol->type;
    }
    if (const Type *type = predefinedType(ctx, first.name.str()))
      return type;
    if (!symbol)
      symbol = declareLaterType(ctx, place.scope, first.name);
    if (!symbol) {
      reportUndeclared(ctx, place.scope, first.name, span);
      return ctx.types.error();
    }
    return typeOfSymbol(ctx, *symbol, span);
  }
  for (size_t i = 1; symbol && i < path.size(); ++i) {
    if (symbol->kind == SymbolKind::CythonModule) {
      std::string dotted = symbol->dotted;
      for (; i < path.size(); ++i)
        dotted += "." + path[i].name.str().str();
      llvm::StringRef rest = dotted;
      rest.consume_front("cython.");
      if (const Type *type = cythonType(ctx, rest))
        return type;
      if (unsupportedCythonType(ctx, rest, span))
        return ctx.types.error();
      ctx.report(Diag::NotAType, span).arg(dottedPath(path));
      return ctx.types.error();
    }
    if (isError(symbol->type)) {
      ctx.reportUnsupported(*symbol, span);
      return symbol->type;
    }
    if (symbol->kind == SymbolKind::Type && cppClass(symbol->type)) {
      const Type *type = symbol->type;
      for (; i < path.size() && !isError(type); ++i)
        type = cppClass(type) ? cppMemberType(ctx, type, path[i]) : ctx.types.error();
      return type;
    }
    if (!symbol->module && symbol->dotted.empty()) {
      ctx.report(Diag::NotAType, span).arg(dottedPath(path));
      return ctx.types.error();
    }
    const llvm::StringRef module = symbol->dotted;
    symbol = memberOfModule(ctx, *symbol, path[i].name, path[i].span);
    if (!symbol) {
      // `cpython.Py_buffer`: what the dialect knows anyway stands in the modules of CPython as
      // well.
      if (i + 1 == path.size() && (module == "cpython" || module.starts_with("cpython.")))
        if (const Type *type = predefinedType(ctx, path[i].name.str()))
          return type;
      if (!reportCycle(ctx, module, path[i].span) && !ctx.has_cimport_cycle)
        ctx.report(Diag::NoSuchMember, path[i].span)
            .arg(dottedPath(path.take_front(i)))
            .arg(path[i].name);
      return ctx.types.error();
    }
  }
  if (!symbol) {
    reportUndeclared(ctx, place.scope, first.name, first.span);
    return ctx.types.error();
  }
  return typeOfSymbol(ctx, *symbol, span);
}

/// A number that only the C++ compiler knows, as it is written there: the constant of a header,
/// also
/// `<int>CONSTANT`. Empty if it is none.
static std::string externSize(Context &ctx, const DeclarationPlace &place,
                              const syntax::Expr &expr) {
  if (auto *cast = llvm::dyn_cast<syntax::CastExpr>(&expr)) {
    const Type *type = cast->type ? resolveTypeName(ctx, place, *cast->type) : nullptr;
    return isInteger(type) ? externSize(ctx, place, *cast->operand) : std::string();
  }
  Symbol *symbol = resolveDotted(ctx, place.scope, expr);
  if (!symbol || isError(symbol->type) || !isInteger(symbol->type) ||
      (symbol->kind != SymbolKind::EnumConstant && symbol->kind != SymbolKind::ExternVariable))
    return {};
  return symbol->cname;
}

/// The name in C++ of the item of an enum that a size is written as; empty for all others.
static llvm::StringRef nameOfSize(Context &ctx, const DeclarationPlace &place,
                                  const syntax::Expr &expr) {
  const Symbol *symbol = resolveDotted(ctx, place.scope, expr);
  return symbol && symbol->kind == SymbolKind::EnumConstant ? llvm::StringRef(symbol->cname)
                                                            : llvm::StringRef();
}

/// `int[3] a`: an array written on the type.
/// `int[2][3]` is two arrays of three: a further dimension goes to the element of the one before.
static const Type *withInnerDimension(Context &ctx, const Type *base, uint64_t size,
                                      llvm::StringRef name, const syntax::CType *written) {
  auto *outer = llvm::dyn_cast<ArrayType>(base);
  auto *subscript = llvm::dyn_cast<syntax::TemplateCType>(written);
  if (!outer || !subscript)
    return ctx.types.array(base, size, name);
  return ctx.types.array(withInnerDimension(ctx, outer->element, size, name, subscript->base),
                         outer->size, outer->size_text);
}

const Type *templateType(Context &ctx, const DeclarationPlace &place,
                         const syntax::TemplateCType &node) {
  const Type *base = resolveCType(ctx, place, node.base);
  if (isError(base))
    return base;
  if (cppClass(base) && !cppClass(base)->declaration->ownArguments().empty() &&
      cppClass(base) == cppClass(base)->declaration && node.keywords.empty()) {
    const auto arguments = templateArguments(ctx, place.scope, node.args);
    if (!arguments)
      return ctx.types.error();
    const Type *type = cppInstance(ctx, base, *arguments, node.span);
    for (const syntax::Ident &name : node.member_path)
      if (!isError(type))
        type = cppClass(type) ? cppMemberType(ctx, type, name) : ctx.types.error();
    // `const vector[int]`: what stands in front of the name is said of the whole.
    const auto *said = llvm::dyn_cast<QualifiedType>(base);
    return said && !isError(type) ? ctx.types.qualified(type, said->is_const, said->is_volatile)
                                  : type;
  }
  if (isObject(base)) {
    auto *object = llvm::dyn_cast<ObjectType>(canonical(base));
    if (object && object->object != ObjectKind::Object)
      return base; // `list[int]`: what it holds is not checked
    ctx.unsupported(node.span, "buffer types");
    return ctx.types.error();
  }
  if (node.args.empty() && node.keywords.empty() && node.member_path.empty())
    return ctx.types.array(base, std::nullopt); // `int[] a`
  if (node.args.size() == 1 && node.keywords.empty() && node.member_path.empty()) {
    if (const ConstantValue *value = foldForC(ctx, place.scope, *node.args[0])) {
      if (auto size = asInteger(*value); size && *size >= 0)
        return withInnerDimension(ctx, base, static_cast<uint64_t>(*size),
                                  nameOfSize(ctx, place, *node.args[0]), node.base);
    }
    if (const std::string size = externSize(ctx, place, *node.args[0]);
        !size.empty() && !llvm::isa<ArrayType>(canonical(base)))
      return ctx.types.array(base, std::nullopt, size);
  }
  ctx.report(Diag::NotSubscriptable, node.span).arg(spelling(base));
  return ctx.types.error();
}

/// Nobody knows its size: `int[]`, or a struct that is only announced.
bool isIncomplete(const Type *type) {
  type = canonical(type);
  if (auto *array = llvm::dyn_cast<ArrayType>(type))
    return !array->size && array->size_text.empty();
  auto *record = llvm::dyn_cast<StructType>(type);
  return record && !record->is_complete && !record->is_extern;
}

const Type *arrayType(Context &ctx, const DeclarationPlace &place, const Type *element,
                      const syntax::ArrayDeclarator &node) {
  if (isError(element))
    return element;
  if (isVoid(element) || llvm::isa<FunctionType>(canonical(element))) {
    ctx.report(Diag::InvalidType, node.span).arg("an array of `" + spelling(element) + "`");
    return ctx.types.error();
  }
  if (isObject(element)) {
    ctx.report(Diag::InvalidType, node.span).arg("a C array of Python objects");
    return ctx.types.error();
  }
  if (!place.in_extern && isIncomplete(element)) {
    ctx.report(Diag::InvalidType, node.span)
        .arg("an array of the incomplete type `" + spelling(element) + "`");
    return ctx.types.error();
  }
  if (!node.dimension)
    return ctx.types.array(element, std::nullopt);
  if (const ConstantValue *value = foldForC(ctx, place.scope, *node.dimension)) {
    auto size = asInteger(*value);
    if (size && *size >= 0)
      return ctx.types.array(element, static_cast<uint64_t>(*size),
                             nameOfSize(ctx, place, *node.dimension));
    ctx.report(Diag::InvalidArraySize, node.dimension->span);
    return ctx.types.error();
  }
  if (auto *size = llvm::dyn_cast<syntax::SizeofExpr>(node.dimension)) {
    const Type *measured = nullptr;
    if (size->type)
      measured = resolveTypeName(ctx, place, *size->type);
    else if (auto *name = llvm::dyn_cast<syntax::NameExpr>(size->operand))
      measured = cythonType(ctx, name->name.str());
    if (!measured && size->operand)
      measured = typeOfExpression(ctx, place.scope, *size->operand);
    if (measured && !isError(measured) && !isObject(measured))
      return ctx.types.array(element, std::nullopt, "sizeof(" + cppDeclaration(measured, "") + ")");
  }
  if (const std::string size = externSize(ctx, place, *node.dimension); !size.empty())
    return ctx.types.array(element, std::nullopt, size);
  if (Symbol *symbol = resolveDotted(ctx, place.scope, *node.dimension);
      symbol && isError(symbol->type))
    return ctx.types.error();
  ctx.report(Diag::InvalidArraySize, node.dimension->span);
  return ctx.types.error();
}

Name parameterName(const syntax::Parameter &parameter) {
  if (parameter.name)
    return parameter.name.name;
  if (parameter.declarator)
    if (const Name name = declaredName(*parameter.declarator).name.name)
      return name;
  // a single word: the name of an object, if it is no type
  return parameter.may_be_name ? llvm::cast<syntax::NamedCType>(parameter.ctype)->path.front().name
                               : Name();
}

const Type *functionType(Context &ctx, const DeclarationPlace &place, const Type *result,
                         const syntax::FunctionDeclarator &node, bool is_definition) {
  llvm::SmallVector<const Type *, 6> parameters;
  FunctionType parts{};
  parts.kind = TypeKind::Function;
  for (const syntax::Parameter *parameter : node.parameters->parameters) {
    if (parameter->passing == syntax::ParameterKind::VarArgs ||
        parameter->passing == syntax::ParameterKind::VarKeywords) {
      ctx.report(Diag::InvalidParameter, parameter->span)
          .arg("a C function cannot take `*args` or `**kwargs`");
      parameters.push_back(ctx.types.error());
      continue;
    }
    if (parameter->passing == syntax::ParameterKind::KeywordOnly) {
      ctx.report(Diag::InvalidParameter, parameter->span)
          .arg("a C function cannot take keyword-only arguments");
      parameters.push_back(ctx.types.error());
      continue;
    }
    const Type *type = ctx.types.object();
    if (parameter->ctype && parameter->may_be_name) {
      // One word: a type if it names one, else the name of an object.
      auto *named = llvm::cast<syntax::NamedCType>(parameter->ctype);
      Symbol *symbol = lookup(ctx, place.scope, named->path.front().name);
      if (named->path.size() > 1 || (symbol && symbol->kind == SymbolKind::Type) ||
          predefinedType(ctx, named->path.front().name.str()))
        type = resolveCType(ctx, place, parameter->ctype);
      else if (symbol && symbol->type && isError(symbol->type)) // it may have been a type
        type = ctx.types.error();
      else if (parameter->annotation && place.directives && place.directives->annotation_typing)
        if (const Type *annotated = typeOfExpression(ctx, place.scope, *parameter->annotation))
          type = annotated;
    } else if (parameter->ctype) {
      type = resolveCType(ctx, place, parameter->ctype);
    } else if (parameter->annotation) {
      if (const Type *annotated = typeOfExpression(ctx, place.scope, *parameter->annotation))
        type = annotated;
    }
    if (parameter->declarator)
      type = applyDeclarator(ctx, place, type, parameter->declarator, false).type;
    if (isObject(type) && (!parameter->ctype || parameter->may_be_name))
      for (const auto &[name, of_decorator] : place.parameter_types)
        if (name == parameterName(*parameter))
          type = of_decorator;
    if (isVoid(type)) {
      // `f(void)` is C's way to say that there are none.
      if (node.parameters->parameters.size() == 1 && !parameter->name && !parameter->declarator)
        continue;
      ctx.report(Diag::InvalidType, parameter->span).arg("a parameter of type `void`");
      type = ctx.types.error();
    }
    if (auto *record = llvm::dyn_cast<StructType>(canonical(type));
        record && is_definition && !record->is_complete && !record->is_extern) {
      ctx.report(Diag::InvalidType, parameter->span)
          .arg("a parameter of the incomplete type `" + spelling(type) + "`");
      type = ctx.types.error();
    }
    if (parameter->none_rule != syntax::NoneRule::Default && !isObject(type) && !isError(type))
      ctx.report(Diag::InvalidParameter, parameter->span)
          .arg("`None` can only be a value of a parameter of a Python type");
    if (auto *array = llvm::dyn_cast<ArrayType>(canonical(type)))
      type = ctx.types.pointer(array->element);
    else if (llvm::isa<FunctionType>(canonical(type)))
      type = ctx.types.pointer(canonical(type));
    parameters.push_back(type);
    if (parameter->default_value || parameter->is_optional)
      ++parts.optional_count;
    else if (parts.optional_count != 0) {
      ctx.report(Diag::InvalidParameter, parameter->span)
          .arg("a parameter without a default follows one with a default");
      parameters.back() = ctx.types.error();
    }
    ctx.analysis.written_types[parameter->id] = type;
  }
  if (llvm::isa<ArrayType, FunctionType>(canonical(result))) {
    ctx.report(Diag::InvalidType, node.span)
        .arg(llvm::isa<ArrayType>(canonical(result)) ? "a function that returns an array"
                                                     : "a function that returns a function");
    result = ctx.types.error();
  }
  parts.result = result;
  parts.parameters = parameters;
  parts.has_c_varargs = node.parameters->has_c_varargs;
  parts.is_with_gil = node.is_with_gil;
  parts.is_nogil = node.is_nogil || node.is_with_gil;
  parts.calling_convention = node.calling_convention;
  if (const llvm::StringRef wanted =
          place.directives ? llvm::StringRef(place.directives->callspec) : llvm::StringRef();
      is_definition && !wanted.empty()) {
    if (!parts.calling_convention.empty() && parts.calling_convention != wanted)
      ctx.report(Diag::InvalidType, node.span)
          .arg(("a function that is `" + wanted + "` by its directive and `" +
                parts.calling_convention + "` by its declaration")
                   .str());
    parts.calling_convention = ctx.types.string(wanted);
  }
  parts.exception = exceptionSpec(ctx, place, node.exception, result, is_definition, node.span);
  return ctx.types.function(parts);
}

/// A struct of Python.h without fields of interest.
StructType *newHeaderStruct(Context &ctx, llvm::StringRef name) {
  StructType *record = ctx.types.newStruct();
  record->name = ctx.name(name);
  record->cname = ctx.types.string(name);
  record->is_extern = true;
  record->is_complete = true;
  return record;
}

/// What an exporter of the buffer protocol fills in. `obj` owns its reference, as an attribute of
/// an extension type does.
const Type *pyBuffer(Context &ctx) {
  TypeContext &types = ctx.types;
  StructType *record = newHeaderStruct(ctx, "Py_buffer");
  const Type *ssize = types.integer(IntegerKind::SSize);
  const Type *pointer = types.pointer(types.voidType());
  const Type *text = types.pointer(types.integer(IntegerKind::Char));
  const Type *int_type = types.integer(IntegerKind::Int);
  llvm::SmallVector<FieldInfo, 11> fields;
  const std::pair<llvm::StringRef, const Type *> parts[] = {{"buf", pointer},
                                                            {"obj", types.object()},
                                                            {"len", ssize},
                                                            {"itemsize", ssize},
                                                            {"readonly", types.bint()},
                                                            {"ndim", int_type},
                                                            {"format", text},
                                                            {"shape", types.pointer(ssize)},
                                                            {"strides", types.pointer(ssize)},
                                                            {"suboffsets", types.pointer(ssize)},
                                                            {"internal", pointer}};
  for (const auto &[name, type] : parts)
    fields.push_back({ctx.name(name), types.string(name), type, Span()});
  record->fields = types.fields(fields);
  return record;
}

} // namespace

/// The locks are of the runtime; both are of one C++ type.
static const Type *lockType(Context &ctx, llvm::StringRef dotted) {
  const LockKind kind = llvm::StringSwitch<LockKind>(dotted)
                            .Case("pymutex", LockKind::Mutex)
                            .Case("pythread_type_lock", LockKind::ThreadLock)
                            .Default(LockKind::None);
  if (kind == LockKind::None)
    return nullptr;
  const std::string name = "cython." + dotted.str();
  const Type *&type = ctx.predefined_structs[name];
  if (!type) {
    OpaqueType *lock = ctx.types.newOpaque();
    lock->name = ctx.name(name);
    lock->cname = "ng::Mutex";
    lock->lock = kind;
    type = lock;
  }
  return type;
}

const Type *predefinedType(Context &ctx, llvm::StringRef name) {
  using I = IntegerKind;
  TypeContext &types = ctx.types;
  const Type *type = llvm::StringSwitch<const Type *>(name)
                         .Case("bint", types.bint())
                         .Case("size_t", types.integer(I::Size))
                         .Case("Py_ssize_t", types.integer(I::SSize))
                         .Case("ssize_t", types.integer(I::CSSize))
                         .Case("ptrdiff_t", types.integer(I::PtrDiff))
                         .Case("Py_hash_t", types.integer(I::Hash))
                         .Case("Py_UCS4", types.integer(I::UCS4))
                         .Case("Py_UNICODE", types.integer(I::Unicode))
                         .Case("__int128", types.integer(I::Int128))
                         .Case("object", types.object())
                         .Case("unicode", types.object(ObjectKind::Str))
                         .Case("complex", types.complex(types.floating(FloatKind::Double)))
                         .Default(nullptr);
  if (type)
    return type;
  if (name == "basestring") // of Python 2: nothing else is left of it
    return ctx.types.object(ObjectKind::Str);
  if (name == "Py_buffer" || name == "Py_tss_t") {
    const Type *&type_of_name = ctx.predefined_structs[name];
    if (!type_of_name && name == "Py_buffer") {
      type_of_name = pyBuffer(ctx);
    } else if (!type_of_name) {
      StructType *key = newHeaderStruct(ctx, name);
      key->initial = "Py_tss_NEEDS_INIT";
      type_of_name = key;
    }
    return type_of_name;
  }
#define NOGILC_OBJECT(Kind, PythonName, TypeObject)                                                \
  if (name == PythonName && ObjectKind::Kind != ObjectKind::Int &&                                 \
      ObjectKind::Kind != ObjectKind::Float)                                                       \
    return types.object(ObjectKind::Kind);
#include "types/type_kinds.def"
  return nullptr;
}

/// `cython.<dotted>` as a type: `int`, `p_char`, `longlong`, `void`, `double` …
const Type *cythonType(Context &ctx, llvm::StringRef dotted) {
  using I = IntegerKind;
  using F = FloatKind;
  TypeContext &types = ctx.types;
  llvm::StringRef name = dotted;
  unsigned stars = 0;
  if (name.starts_with("p")) {
    llvm::StringRef rest = name.drop_front();
    unsigned count = 1;
    while (rest.consume_front("p"))
      ++count;
    if (rest.consume_front("_")) {
      stars = count;
      name = rest;
    }
  }
  bool is_const = name.consume_front("const_");
  const Type *type =
      llvm::StringSwitch<const Type *>(name)
          .Case("char", types.integer(I::Char))
          .Case("schar", types.integer(I::SChar))
          .Case("uchar", types.integer(I::UChar))
          .Case("short", types.integer(I::Short))
          .Case("sshort", types.integer(I::Short))
          .Case("ushort", types.integer(I::UShort))
          .Cases("int", "sint", types.integer(I::Int))
          .Case("uint", types.integer(I::UInt))
          .Cases("long", "slong", types.integer(I::Long))
          .Case("ulong", types.integer(I::ULong))
          .Cases("longlong", "slonglong", types.integer(I::LongLong))
          .Case("ulonglong", types.integer(I::ULongLong))
          .Case("float", types.floating(F::Float))
          .Case("double", types.floating(F::Double))
          .Case("longdouble", types.floating(F::LongDouble))
          .Case("floatcomplex", types.complex(types.floating(F::Float)))
          .Cases("doublecomplex", "complex", types.complex(types.floating(F::Double)))
          .Case("longdoublecomplex", types.complex(types.floating(F::LongDouble)))
          .Case("void", types.voidType())
          .Default(nullptr);
  if (!type)
    type = predefinedType(ctx, name);
  if (!type)
    type = lockType(ctx, name);
  if (!type)
    return nullptr;
  if (is_const)
    type = types.qualified(type, true, false);
  for (; stars > 0; --stars)
    type = types.pointer(type);
  return type;
}

const Type *viewType(Context &ctx, const Type *element, size_t ndim) {
  return ctx.types.unsupported(ctx.types.memoryView(element, static_cast<uint8_t>(ndim)));
}

const Type *resolveCType(Context &ctx, const DeclarationPlace &place, const syntax::CType *ctype) {
  if (!ctype)
    return ctx.types.object();
  const Type *type = nullptr;
  switch (ctype->kind) {
  case syntax::NodeKind::BuiltinCType:
    type = builtinCType(ctx, *llvm::cast<syntax::BuiltinCType>(ctype));
    break;
  case syntax::NodeKind::NamedCType:
    type = namedType(ctx, place, llvm::cast<syntax::NamedCType>(ctype)->path, ctype->span);
    break;
  case syntax::NodeKind::TemplateCType:
    type = templateType(ctx, place, *llvm::cast<syntax::TemplateCType>(ctype));
    break;
  case syntax::NodeKind::MemoryViewCType: {
    auto &view = *llvm::cast<syntax::MemoryViewCType>(ctype);
    ctx.unsupported(ctype->span, "memoryview types");
    type = viewType(ctx, resolveCType(ctx, place, view.element), view.axes.size());
    break;
  }
  case syntax::NodeKind::CTupleCType: {
    auto &tuple = *llvm::cast<syntax::CTupleCType>(ctype);
    if (tuple.is_parenthesized) {
      type = resolveTypeName(ctx, place, *tuple.elements.front());
      break;
    }
    llvm::SmallVector<const Type *, 4> elements;
    for (const syntax::TypeName *element : tuple.elements) {
      elements.push_back(resolveTypeName(ctx, place, *element));
      if (isVoid(elements.back()) ||
          llvm::isa<FunctionType, ArrayType>(canonical(elements.back()))) {
        ctx.report(Diag::InvalidType, element->span)
            .arg("a `" + spelling(elements.back()) + "` in a C tuple");
        elements.back() = ctx.types.error();
      } else if (isObject(elements.back())) {
        ctx.unsupported(element->span, "a Python object in a C tuple");
        elements.back() = ctx.types.error();
      }
    }
    type = ctupleOf(ctx, elements);
    break;
  }
  default:
    type = ctx.types.error();
    break;
  }
  if ((ctype->is_const || ctype->is_volatile) && !isError(type)) {
    if (isObject(type)) {
      ctx.report(Diag::InvalidType, ctype->span).arg("a `const` Python object");
      type = ctx.types.error();
    } else {
      type = ctx.types.qualified(type, ctype->is_const, ctype->is_volatile);
    }
  }
  ctx.analysis.written_types[ctype->id] = type;
  return type;
}

const Type *ctupleOf(Context &ctx, llvm::ArrayRef<const Type *> elements) {
  if (llvm::any_of(elements, isError))
    return ctx.types.error();
  const Type *type = ctx.types.ctuple(elements);
  if (ctx.defined_ctuples.insert(type).second)
    ctx.analysis.defined_types.push_back(type);
  return type;
}

std::vector<Name> parameterNames(const syntax::ParameterList &parameters) {
  std::vector<Name> names;
  for (const syntax::Parameter *parameter : parameters.parameters)
    names.push_back(parameterName(*parameter));
  return names;
}

const syntax::NameDeclarator &declaredName(const syntax::Declarator &declarator) {
  const syntax::Declarator *current = &declarator;
  while (true) {
    if (auto *name = llvm::dyn_cast<syntax::NameDeclarator>(current))
      return *name;
    if (auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(current))
      current = pointer->inner;
    else if (auto *reference = llvm::dyn_cast<syntax::ReferenceDeclarator>(current))
      current = reference->inner;
    else if (auto *array = llvm::dyn_cast<syntax::ArrayDeclarator>(current))
      current = array->inner;
    else
      current = llvm::cast<syntax::FunctionDeclarator>(current)->inner;
  }
}

Declared applyDeclarator(Context &ctx, const DeclarationPlace &place, const Type *base,
                         const syntax::Declarator *declarator, bool is_definition) {
  // The outermost declarator says what the base type turns into first: `*f(int)` is a function that
  // returns a pointer, `(*f)(int)` a pointer to a function.
  Declared result;
  const Type *type = base;
  while (true) {
    if (auto *name = llvm::dyn_cast<syntax::NameDeclarator>(declarator)) {
      result.name = name;
      break;
    }
    if (auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(declarator)) {
      if (isObject(type)) {
        ctx.report(Diag::InvalidType, declarator->span).arg("a pointer to a Python object");
        type = ctx.types.error();
      }
      if (!isError(type)) {
        type = ctx.types.pointer(type);
        type = ctx.types.qualified(type, pointer->is_const, pointer->is_volatile);
      }
      declarator = pointer->inner;
    } else if (auto *reference = llvm::dyn_cast<syntax::ReferenceDeclarator>(declarator)) {
      if (isObject(type) || isVoid(type)) {
        ctx.report(Diag::InvalidType, declarator->span)
            .arg("a reference to " + std::string(isVoid(type) ? "`void`" : "a Python object"));
        type = ctx.types.error();
      }
      if (!isError(type))
        type = ctx.types.reference(type, reference->is_rvalue);
      declarator = reference->inner;
    } else if (auto *array = llvm::dyn_cast<syntax::ArrayDeclarator>(declarator)) {
      type = arrayType(ctx, place, type, *array);
      declarator = array->inner;
    } else {
      auto *function = llvm::cast<syntax::FunctionDeclarator>(declarator);
      const bool is_named = llvm::isa<syntax::NameDeclarator>(function->inner);
      type = functionType(ctx, place, type, *function, is_definition && is_named);
      if (is_named)
        result.function = function;
      if (auto *pointer = llvm::dyn_cast<syntax::PointerDeclarator>(function->inner);
          pointer && llvm::isa<syntax::NameDeclarator>(pointer->inner))
        result.pointed = function;
      declarator = function->inner;
    }
  }
  result.type = type;
  ctx.analysis.written_types[declarator->id] = type;
  return result;
}

const Type *resolveTypeName(Context &ctx, const DeclarationPlace &place,
                            const syntax::TypeName &node) {
  const Type *type =
      applyDeclarator(ctx, place, resolveCType(ctx, place, node.base), node.declarator, false).type;
  ctx.analysis.written_types[node.id] = type;
  return type;
}

} // namespace nogilc::sema
