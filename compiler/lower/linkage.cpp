#include "lower/linkage.h"

#include "lower/c_calls.h"
#include "lower/defaults.h"
#include "lower/expressions.h"
#include "lower/function_frame.h"
#include "lower/statements.h"
#include "types/exported.h"

namespace nogilc::lower {

namespace {

const types::FunctionType &declaredType(const sema::Symbol &symbol) {
  return *llvm::cast<types::FunctionType>(symbol.exported_type ? symbol.exported_type
                                                               : symbol.type);
}

types::ExportedFunction exported(const LowerContext &context, const sema::Symbol &symbol) {
  types::ExportedFunction function;
  function.type = &declaredType(symbol);
  function.is_cpdef = symbol.is_cpdef;
  function.module = symbol.home ? symbol.home->name : context.analysis.module_name;
  function.name = symbol.name.str();
  return function;
}

/// How many arguments stand before what the boundary adds.
size_t requiredCount(const types::FunctionType &type) {
  return type.parameters.size() - type.optional_count;
}

/// `struct ng_optional_f { int n; int a0; … }`: the optional arguments, and how many are given.
const types::StructType *optionalArguments(LowerContext &context, const sema::Symbol &symbol) {
  const types::StructType *&known = context.optional_arguments[&symbol];
  if (known)
    return known;
  const types::FunctionType &type = declaredType(symbol);
  types::StructType *record = context.types.newStruct();
  const std::string name = "ng_optional_" + symbol.cname;
  record->cname = context.types.string(name);
  record->is_complete = true;
  llvm::SmallVector<types::FieldInfo, 4> fields;
  fields.push_back({Name(), "n", context.intType(), Span()});
  for (const Type *parameter : type.parameters.drop_front(requiredCount(type)))
    fields.push_back({Name(), context.types.string("a" + std::to_string(fields.size() - 1)),
                      types::unqualified(parameter), Span()});
  record->fields = context.types.fields(fields);
  std::string text = "struct " + name + " {";
  for (const types::FieldInfo &field : fields)
    text += " " + types::cppDeclaration(field.type, field.cname) + ";";
  context.module.type_definitions.push_back(text + " };");
  return known = record;
}

/// The function's type at the boundary.
const types::FunctionType *boundaryType(LowerContext &context, const sema::Symbol &symbol) {
  types::FunctionType parts = *llvm::cast<types::FunctionType>(symbol.type);
  if (!hasOwnBoundary(symbol))
    return context.types.function(parts);
  const auto required = parts.parameters.take_front(requiredCount(parts));
  llvm::SmallVector<const Type *, 8> parameters(required.begin(), required.end());
  if (symbol.is_cpdef)
    parameters.push_back(context.intType());
  if (parts.optional_count)
    parameters.push_back(context.types.pointer(optionalArguments(context, symbol)));
  parts.parameters = parameters;
  parts.optional_count = 0;
  return context.types.function(parts);
}

ir::Variable *newParameter(FunctionContext &fn, const Type *type, llvm::StringRef name) {
  ir::Variable *variable = fn.module.newVariable();
  variable->name = fn.uniqueName(name);
  variable->type = type;
  variable->storage = ir::Storage::Parameter;
  variable->holding = types::isObject(type) ? ir::Holding::Borrowed : ir::Holding::Value;
  fn.function.parameters.push_back(variable);
  return variable;
}

/// A local variable with the optional argument, or with its default where it was left out.
const Expr *optionalValue(FunctionContext &fn, const sema::ParameterInfo &parameter,
                          const Type *type, const Expr *is_given, const Expr *given) {
  const bool is_object = types::isObject(type);
  ir::Variable *variable = fn.newLocal(
      types::unqualified(type), is_object ? ir::Holding::Owned : ir::Holding::Value, given->text);
  const Expr *place = reference(fn.module, variable);
  Inst *choice = branch(fn, is_given, /*with_else=*/true);
  const auto put = [&](const Value &value) {
    if (is_object)
      storeObject(fn, place, value, {Construct::HoldObject, "a default"});
    else
      store(fn, place, value.expr);
  };
  {
    InBlock in(fn, choice->body);
    put(is_object ? borrowed(given) : cValue(given));
  }
  InBlock in(fn, choice->else_body);
  At at(fn, parameter.default_value->span);
  put(lowerDefaultArgument(fn, parameter, type));
  return place;
}

/// The function that other modules call in the place of one with a boundary of its own.
const ir::Function *lowerBoundary(LowerContext &context, const sema::Symbol &symbol) {
  const sema::FunctionInfo &info = *symbol.function;
  const types::FunctionType *type = boundaryType(context, symbol);
  const ir::Function *inner = context.functions.lookup(&info);
  ir::Function *function = context.newFunction();
  function->role = ir::FunctionRole::C;
  function->name = "x_" + info.cname;
  function->source_name = info.name;
  function->type = type;
  function->span = inner->span;
  function->entry_state = inner->entry_state;
  context.module.functions.push_back(function);

  FunctionContext fn(context, *function, nullptr);
  fn.directives = info.directives;
  fn.span = function->span;
  fn.statement = info.node->id;
  fn.gil = function->entry_state;
  fn.return_type = types::isVoid(type->result) ? nullptr : type->result;
  const size_t required = requiredCount(*info.type);
  llvm::SmallVector<const Expr *, 8> args;
  for (size_t i = 0; i != type->parameters.size(); ++i) {
    const bool is_given = i < required;
    ir::Variable *parameter =
        newParameter(fn, type->parameters[i], is_given ? "a" + std::to_string(i) : "ng_more");
    if (is_given)
      args.push_back(reference(context, parameter));
  }
  // What the function raised has its line in the traceback already.
  ErrorExit exit = errorExitOf(fn, *info.type);
  exit.add_traceback = false;
  lowerFrame(
      fn, exit,
      [&] {
        const Expr *more = reference(context, function->parameters.back());
        for (uint32_t i = 0; i != info.type->optional_count; ++i) {
          const Expr *count = field(context, more, "n", /*is_arrow=*/true, context.intType());
          const Type *wanted = info.type->parameters[required + i];
          const Expr *is_given = binary(
              context, "&&",
              binary(context, "!=", more, literal(context, "nullptr", more->type), context.bint()),
              binary(context, ">", count, intLiteral(context, i), context.bint()), context.bint());
          const llvm::StringRef name = context.string("a" + std::to_string(i));
          args.push_back(optionalValue(fn, info.parameters[required + i], wanted, is_given,
                                       field(context, more, name, /*is_arrow=*/true, wanted)));
        }
        jumpReturn(fn, callC(fn, namedValue(context, info.cname, info.type), *info.type, args,
                             inner, {Construct::CallC, info.name}));
      },
      [] {});
  return function;
}

} // namespace

bool hasOwnBoundary(const sema::Symbol &symbol) {
  return symbol.is_cpdef || declaredType(symbol).optional_count != 0;
}

void declareImports(LowerContext &context) {
  for (const sema::Symbol *symbol : context.analysis.imports) {
    ir::Import import;
    import.module = symbol->home->name;
    import.name = symbol->name.str().str();
    import.pointer = symbol->cname;
    import.is_function = symbol->kind == sema::SymbolKind::CFunction;
    import.signature = import.is_function ? types::exportedSignature(exported(context, *symbol))
                                          : types::exportedSignature(symbol->type);
    import.contract = types::exportedContract(symbol->type);
    import.type = import.is_function ? boundaryType(context, *symbol) : symbol->type;
    context.module.imports.push_back(std::move(import));
  }
}

void lowerExports(LowerContext &context) {
  for (const sema::Symbol *symbol : context.analysis.exports) {
    ir::Export entry;
    entry.name = symbol->name.str().str();
    entry.is_in_table = symbol->exported_type || symbol->is_api;
    entry.is_public = symbol->is_public;
    entry.is_api = symbol->is_api;
    entry.contract =
        types::exportedContract(symbol->exported_type ? symbol->exported_type : symbol->type);
    if (symbol->kind == sema::SymbolKind::CFunction) {
      entry.signature = types::exportedSignature(exported(context, *symbol));
      entry.has_status = types::hasStatusForm(declaredType(*symbol));
      entry.public_function = context.functions.lookup(symbol->function);
      entry.function = hasOwnBoundary(*symbol) && entry.is_in_table
                           ? lowerBoundary(context, *symbol)
                           : entry.public_function;
    } else {
      entry.signature = types::exportedSignature(symbol->type);
      entry.variable = context.statics.lookup(symbol);
    }
    context.module.exports.push_back(std::move(entry));
  }
}

Value callImported(FunctionContext &fn, const sema::Symbol &symbol,
                   llvm::ArrayRef<const Expr *> args) {
  LowerContext &context = fn.module;
  const types::FunctionType *type = boundaryType(context, symbol);
  const types::FunctionType &written = declaredType(symbol);
  llvm::SmallVector<const Expr *, 8> all(args.begin(), args.end());
  if (hasOwnBoundary(symbol)) {
    const size_t required = requiredCount(written);
    const llvm::ArrayRef<const Expr *> optional = args.drop_front(required);
    all.resize(required);
    if (symbol.is_cpdef)
      all.push_back(intLiteral(context, 0));
    if (written.optional_count && optional.empty()) {
      all.push_back(literal(context, "nullptr", type->parameters.back()));
    } else if (written.optional_count) {
      llvm::SmallVector<const Expr *, 4> parts = {
          intLiteral(context, static_cast<int64_t>(optional.size()))};
      parts.append(optional.begin(), optional.end());
      const Value given =
          evaluate(fn, initializer(context, parts, optionalArguments(context, symbol)));
      all.push_back(unary(context, "&", given.expr, type->parameters.back()));
    }
  }
  const bool has_status = types::hasStatusForm(*type);
  const std::string callee = (has_status ? ir::kStatusPrefix.str() : "") + symbol.cname;
  return callC(fn, namedValue(context, context.string(callee), type), *type, all, nullptr,
               {Construct::CallC, symbol.name.str()}, has_status ? Promise::Status : Promise::Kept);
}

} // namespace nogilc::lower
