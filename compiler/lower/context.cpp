#include "lower/context.h"

#include "lower/closures.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/ADT/Twine.h>

namespace nogilc::lower {

// ---------------------------------------------------------------------------------------------
// The module
// ---------------------------------------------------------------------------------------------

void LowerContext::unsupported(Span span, const llvm::Twine &construct) {
  unsupported_places.push_back(span);
  if (!is_quiet)
    diagnostics.report(Diag::Unsupported, span).arg(construct);
}

const ir::Constant *LowerContext::internedName(llvm::StringRef text) {
  return constant(ir::Constant::Kind::InternedStr, text);
}

const ir::Constant *LowerContext::constant(ir::Constant::Kind kind, llvm::StringRef text) {
  std::string key(1, static_cast<char>('0' + static_cast<int>(kind)));
  key += text;
  const ir::Constant *&found = constants_[key];
  if (found)
    return found;
  ir::Constant &made = module.constant_storage.emplace_back();
  made.kind = kind;
  made.value = text.str();
  made.name = "k" + std::to_string(module.constants.size());
  module.constants.push_back(&made);
  return found = &made;
}

const ir::Constant *LowerContext::tupleConstant(llvm::ArrayRef<const ir::Constant *> elements) {
  std::string key(1, static_cast<char>('0' + static_cast<int>(ir::Constant::Kind::Tuple)));
  for (const ir::Constant *element : elements)
    key += element->name + ",";
  const ir::Constant *&found = constants_[key];
  if (found)
    return found;
  ir::Constant &made = module.constant_storage.emplace_back();
  made.kind = ir::Constant::Kind::Tuple;
  made.elements.assign(elements.begin(), elements.end());
  made.name = "k" + std::to_string(module.constants.size());
  module.constants.push_back(&made);
  return found = &made;
}

ir::Variable *LowerContext::newVariable() { return &module.variable_storage.emplace_back(); }
ir::Function *LowerContext::newFunction() { return &module.function_storage.emplace_back(); }
ir::PythonFunction *LowerContext::newPythonFunction() {
  return &module.python_function_storage.emplace_back();
}
ir::ScopeLayout *LowerContext::newScopeLayout() { return &module.scope_storage.emplace_back(); }
llvm::StringRef LowerContext::string(llvm::StringRef text) { return text.copy(module.arena); }

bool LowerContext::isReservedName(llvm::StringRef name) {
  // Words of C++ and of the headers that every module includes; a name in capitals may be a macro.
  static const char *const kWords[] = {
      "alignas",   "alignof",       "and",         "and_eq",   "asm",          "assert",
      "auto",      "bitand",        "bitor",       "bool",     "break",        "case",
      "catch",     "char",          "char8_t",     "char16_t", "char32_t",     "class",
      "compl",     "complex",       "concept",     "const",    "consteval",    "constexpr",
      "constinit", "const_cast",    "continue",    "co_await", "co_return",    "co_yield",
      "decltype",  "default",       "delete",      "do",       "double",       "dynamic_cast",
      "else",      "enum",          "errno",       "explicit", "export",       "extern",
      "false",     "float",         "for",         "friend",   "goto",         "if",
      "inline",    "int",           "linux",       "long",     "major",        "makedev",
      "minor",     "mutable",       "namespace",   "new",      "ng",           "nogilc_rt",
      "noexcept",  "not",           "not_eq",      "nullptr",  "operator",     "or",
      "or_eq",     "private",       "protected",   "public",   "register",     "reinterpret_cast",
      "requires",  "return",        "short",       "signbit",  "signed",       "sizeof",
      "static",    "static_assert", "static_cast", "stderr",   "stdin",        "stdout",
      "struct",    "switch",        "template",    "this",     "thread_local", "throw",
      "true",      "try",           "typedef",     "typeid",   "typename",     "union",
      "unix",      "unsigned",      "using",       "virtual",  "void",         "volatile",
      "wchar_t",   "while",         "xor",         "xor_eq",   "st_atime",     "st_ctime",
      "st_mtime"};
  if (reserved_names_.empty()) {
    for (const char *word : kWords)
      reserved_names_.insert(word);
    for (const sema::Symbol &symbol : analysis.symbol_storage)
      if (!symbol.cname.empty() && symbol.kind != sema::SymbolKind::Local &&
          symbol.kind != sema::SymbolKind::Parameter)
        reserved_names_.insert(symbol.cname);
  }
  bool is_upper = name.size() > 1;
  for (char c : name)
    is_upper &= llvm::isUpper(c) || llvm::isDigit(c) || c == '_';
  return is_upper || name == "I" || name.starts_with("ng_") || name.starts_with("_") ||
         name.starts_with("Py") || reserved_names_.contains(name);
}

// ---------------------------------------------------------------------------------------------
// The function
// ---------------------------------------------------------------------------------------------

ir::Label *FunctionContext::newLabel(bool is_error_target) {
  ir::Label &label = module.module.label_storage.emplace_back();
  label.number = ++next_label;
  label.is_error_target = is_error_target;
  return &label;
}

ir::Block *FunctionContext::newBlock() { return &module.module.block_storage.emplace_back(); }

std::string FunctionContext::uniqueName(llvm::StringRef wanted) {
  std::string name;
  for (char c : wanted)
    if (llvm::isAlnum(c) || c == '_')
      name += c;
    else
      name += "x" + llvm::utohexstr(static_cast<unsigned char>(c), /*LowerCase=*/true);
  if (name.empty() || llvm::isDigit(name[0]))
    name.insert(0, "v");
  if (module.isReservedName(name))
    name = "v_" + name;
  std::string unique = name;
  while (!used_names.try_emplace(unique, 0).second)
    unique = name + "_" + std::to_string(++used_names[name]);
  return unique;
}

ir::Variable *FunctionContext::newFrameField(const Type *type, ir::Holding holding,
                                             llvm::StringRef name) {
  ir::Variable *variable = module.newVariable();
  variable->name = uniqueName(name);
  variable->type = type;
  variable->storage = ir::Storage::ScopeField;
  variable->holding = holding;
  module.scopes[info]->fields.push_back(variable);
  return variable;
}

ir::Variable *FunctionContext::newTemporary(const Type *type, ir::Holding holding) {
  const std::string name = "t" + std::to_string(++next_temporary_);
  if (temporaries_in_frame) {
    ir::Variable *field = newFrameField(type, holding, name);
    if (holding == ir::Holding::Owned)
      frame_temporaries.push_back(field);
    return field;
  }
  ir::Variable *variable = module.newVariable();
  variable->name = uniqueName(name);
  variable->type = type;
  variable->storage = ir::Storage::Temporary;
  variable->holding = holding;
  return variable;
}

ir::Variable *FunctionContext::newPersistent(const Type *type, ir::Holding holding,
                                             llvm::StringRef hint) {
  if (hasFrame())
    return newFrameField(type, holding, hint);
  ir::Variable *variable = module.newVariable();
  variable->name = uniqueName(hint);
  variable->type = type;
  variable->storage = ir::Storage::Temporary;
  variable->holding = holding;
  return variable;
}

ir::Variable *FunctionContext::newLocal(const Type *type, ir::Holding holding,
                                        llvm::StringRef name) {
  if (hasFrame())
    return newFrameField(type, holding, name);
  ir::Variable *variable = module.newVariable();
  variable->name = uniqueName(name);
  variable->type = type;
  variable->storage = ir::Storage::Local;
  variable->holding = holding;
  if (holding == ir::Holding::Owned && gil_block) {
    variable->storage = ir::Storage::Temporary;
    ir::Inst &declaration = module.module.inst_storage.emplace_back();
    declaration.kind = ir::InstKind::Declare;
    declaration.result = variable;
    declaration.span = span;
    gil_block->insert(gil_block->begin(), &declaration);
    return variable;
  }
  if (holding == ir::Holding::Owned && empties_locals) {
    variable->is_empty_at_end = true;
    emptied_locals.push_back(variable);
  }
  function.locals.push_back(variable);
  return variable;
}

namespace {

ir::Variable *staticOf(LowerContext &context, const sema::Symbol &symbol) {
  ir::Variable *&variable = context.statics[&symbol];
  if (variable)
    return variable;
  variable = context.newVariable();
  variable->name = symbol.cname.empty() ? symbol.name.str().str() : symbol.cname;
  variable->type = symbol.home ? symbol.type : storageType(context, symbol.type);
  variable->storage = ir::Storage::Static;
  variable->holding = types::isObject(symbol.type) ? ir::Holding::Owned : ir::Holding::Value;
  variable->span = symbol.span;
  variable->source_name = symbol.name.str().str();
  variable->is_indirect = symbol.home != nullptr;
  if (symbol.is_public)
    variable->public_name = symbol.public_name;
  variable->is_extern =
      symbol.is_extern || symbol.home || symbol.kind == sema::SymbolKind::ExternVariable;
  if (!variable->is_extern)
    context.module.variables.push_back(variable);
  return variable;
}

} // namespace

const Type *storageType(LowerContext &context, const Type *type) {
  while (types::isConst(type)) {
    type = types::unqualified(type);
    if (const auto *name = llvm::dyn_cast<types::TypedefType>(type); name && types::isConst(type))
      type = name->underlying;
  }
  const auto *array = llvm::dyn_cast<types::ArrayType>(types::canonical(type));
  if (!array)
    return type;
  const Type *element = storageType(context, array->element);
  return element == array->element ? type
                                   : context.types.array(element, array->size, array->size_text);
}

ir::Variable *FunctionContext::variableOf(const sema::Symbol *symbol) {
  if (auto found = variables.find(symbol); found != variables.end())
    return found->second;
  if (symbol->kind == sema::SymbolKind::ModuleVariable ||
      symbol->kind == sema::SymbolKind::ExternVariable)
    return staticOf(module, *symbol);
  ir::Variable *variable = nullptr;
  if (symbol->is_captured) {
    variable = capturedVariable(*this, symbol);
  } else {
    const bool is_object = types::isObject(symbol->type);
    variable = newLocal(storageType(module, symbol->type),
                        is_object ? ir::Holding::Owned : ir::Holding::Value,
                        symbol->cname.empty() ? symbol->name.str() : symbol->cname);
    variable->span = symbol->span;
    variable->source_name = symbol->name.str().str();
    variable->is_escaping = symbol->is_address_taken;
    variable->number = is_object ? symbol->number : nullptr;
    variable->is_loop_counter = symbol->is_loop_counter;
  }
  variables[symbol] = variable;
  return variable;
}

} // namespace nogilc::lower
