// See parts.h.
#include "emit/parts.h"

#include "emit/expressions.h"
#include "emit/functions.h"
#include "emit/tables.h"
#include "ir/walk.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>

#include <algorithm>
#include <map>
#include <set>

namespace nogilc::emit {

using ir::ExprKind;
using ir::Function;
using ir::FunctionRole;
using ir::InstKind;
using ir::Variable;
using types::TypeKind;

namespace {

/// What a module does not say itself.
constexpr llvm::StringLiteral kRuntimeNames[] = {
    ir::kSelfName, ir::kErrorLineName, ir::kFrameName, "ng_frame->as_object()",
    "Py_None",     "Py_True",          "Py_False",     "Py_Ellipsis",
};

bool isPlain(const ir::Type *type) {
  switch (type->kind) {
  case TypeKind::Void:
  case TypeKind::Bint:
  case TypeKind::Integer:
  case TypeKind::Float:
  case TypeKind::Object:
  case TypeKind::Extension: // in C++ a PyObject *
    return true;
  default:
    return false;
  }
}

bool isPlain(const ir::ScopeLayout &layout) {
  return llvm::all_of(layout.fields, [](const Variable *field) { return isPlain(field->type); });
}

/// Looks for what a function needs that other parts of the module do not know.
class Mover {
public:
  explicit Mover(const ModuleContext &context) : context_(context) {
    for (const llvm::StringRef name : kRuntimeNames)
      names_.insert(name);
    for (const ir::PythonFunction *function : context.module.python_functions)
      names_.insert(function->cname);
    for (const Function *function : context.module.functions)
      if (function->role == FunctionRole::Generator)
        names_.insert(function->name);
  }

  bool canMove(const Function &function) const {
    if (function.role != FunctionRole::Python && function.role != FunctionRole::Generator)
      return false;
    const FunctionUses &uses = context_.usesOf(function);
    bool can_move =
        function.is_static && !function.is_inline && uses.callees.empty() &&
        (!function.frame || isPlain(*function.frame)) &&
        llvm::all_of(uses.names, [&](const auto &name) { return names_.contains(name.getKey()); });
    const auto require = [&](bool condition) { can_move = can_move && condition; };
    for (const std::vector<Variable *> *variables : {&function.parameters, &function.locals})
      for (const Variable *variable : *variables)
        require(isKnown(*variable));
    ir::forEachInst(function.body, [&](const ir::Inst &inst) {
      require(inst.kind != InstKind::CallFunction && inst.kind != InstKind::Unknown);
      if (inst.result)
        require(isKnown(*inst.result));
      ir::forEachExpr(inst, [&](const ir::Expr &expr) { require(isKnown(expr)); });
    });
    return can_move;
  }

private:
  bool isKnown(const Variable &variable) const {
    for (const ir::ScopeLayout *layout :
         {variable.scope_layout, variable.scope ? variable.scope->scope_layout : nullptr})
      if (layout && !isPlain(*layout))
        return false;
    if (const auto *array = llvm::dyn_cast<types::ArrayType>(variable.type))
      return variable.holding == ir::Holding::Owned && array->size.has_value();
    if (variable.storage == ir::Storage::Static)
      return variable.holding == ir::Holding::Owned && variable.public_name.empty() &&
             !variable.is_extern && !variable.is_indirect;
    return isPlain(variable.type);
  }

  bool isKnown(const ir::Expr &expr) const {
    switch (expr.kind) {
    case ExprKind::VariableRef:
      return isKnown(*expr.variable);
    case ExprKind::Literal:
    case ExprKind::NamedValue: // by its name
    case ExprKind::ConstantRef:
    case ExprKind::Unary:
    case ExprKind::Binary:
    case ExprKind::Conditional:
      return true;
    case ExprKind::Cast:
      return isPlain(expr.type);
    case ExprKind::Call:
      return expr.entry.has_value();
    case ExprKind::Field:
    case ExprKind::Index:
    case ExprKind::SizeOf:
    case ExprKind::Initializer:
      return false;
    }
    return false;
  }

  const ModuleContext &context_;
  llvm::StringSet<> names_;
};

/// What a C++ compiler has to do for a function, in instructions. One that is not to be fast takes
/// half of the time.
unsigned sizeOf(const Function &function) {
  unsigned size = 0;
  ir::forEachInst(function.body, [&](const ir::Inst &) { ++size; });
  return isCold(function) ? size / 2 : size;
}

std::string nameSpace(llvm::StringRef module) {
  std::string name = "ng_parts_" + module.str();
  std::replace_if(name.begin(), name.end(), [](char c) { return !llvm::isAlnum(c); }, '_');
  return name;
}

} // namespace

Parts planParts(const ModuleContext &context, unsigned size) {
  Parts parts;
  parts.name_space = nameSpace(context.module.name);
  const Mover mover(context);
  std::vector<std::pair<const Function *, unsigned>> movable;
  unsigned total = 0, movable_size = 0;
  for (const Function *function : context.module.functions) {
    const unsigned function_size = sizeOf(*function);
    total += function_size;
    if (mover.canMove(*function)) {
      movable.emplace_back(function, function_size);
      movable_size += function_size;
    }
  }
  // The first part keeps its share of what could move.
  parts.count = std::max(1u, std::min(total / size, movable_size / size + 1));
  const unsigned share = total / parts.count;
  unsigned before = total - movable_size;
  for (const auto &[function, function_size] : movable) {
    if (const unsigned part = std::min(before / share, parts.count - 1))
      parts.part_of[function] = part;
    before += function_size;
  }
  return parts;
}

// ---------------------------------------------------------------------------------------------
// The text
// ---------------------------------------------------------------------------------------------

/// What functions of a part name that stands in the first one. In order, so that a text is always
/// the same.
struct PartUses {
  std::map<int, const ir::Constant *> constants;
  std::set<std::string> codes, infos, resumed;
  std::set<std::string> objects;
};

static PartUses usesOfPart(const ModuleContext &context,
                           llvm::ArrayRef<const Function *> functions) {
  PartUses result;
  const ConstantTable constants(context.module);
  llvm::StringSet<> infos;
  for (const ir::PythonFunction *function : context.module.python_functions)
    infos.insert(function->cname);
  for (const Function *function : functions) {
    const FunctionUses &uses = context.usesOf(*function);
    for (const ir::Constant *constant : uses.constants)
      result.constants[constants.numberOf(*constant)] = constant;
    for (const auto &[variable, use] : uses.variables)
      if (variable->storage == ir::Storage::Static)
        result.objects.insert(variable->name);
    for (const auto &name : uses.names)
      if (infos.contains(name.getKey()))
        result.infos.insert(name.getKey().str());
    if (uses.names_code) {
      llvm::StringRef code = context.code_names.find(function)->second;
      if (code.consume_back(".code"))
        result.infos.insert(code.str());
      else
        result.codes.insert(code.str());
    }
  }
  for (const Function *function : context.module.functions)
    if (function->role == FunctionRole::Generator &&
        llvm::any_of(functions, [&](const Function *user) {
          return context.usesOf(*user).names.contains(function->name);
        }))
      result.resumed.insert(signature(context, *function));
  return result;
}

std::string emitPart(ModuleContext &context, const Parts &parts, unsigned number) {
  std::vector<const Function *> functions;
  for (const Function *function : context.module.functions)
    if (parts.part_of.lookup(function) == number)
      functions.push_back(function);
  const PartUses uses = usesOfPart(context, functions);

  context.writer = TextWriter();
  TextWriter &out = context.writer;
  out.line("// Made by nogilc from " + context.module.source_path + ", part " +
           llvm::Twine(number + 1) + " of " + llvm::Twine(parts.count) +
           ": change that, not this.");
  out.line("#include <nogilc_rt/nogilc_rt.h>");
  out.line();
  out.line("namespace " + parts.name_space + " {");
  for (const ir::ScopeLayout *scope : context.module.scopes)
    if (isPlain(*scope))
      emitScope(context, *scope);
  out.line("extern ng::ModuleInfo ng_module;");
  if (!uses.constants.empty())
    out.line("extern PyObject *ng_constants[];");
  for (const auto &[index, constant] : uses.constants)
    out.line("static PyObject *&" + constant->name + " = ng_constants[" + llvm::Twine(index) +
             "];");
  for (const std::string &info : uses.infos)
    out.line("extern ng::FunctionInfo " + info + ";");
  for (const std::string &code : uses.codes)
    out.line("extern ng::CodeInfo " + code + ";");
  for (const std::string &object : uses.objects)
    out.line("extern ng::StaticRef ng_" + object + "; static ng::Ref &" + object + " = ng_" +
             object + ".ref;");
  for (const std::string &resume : uses.resumed)
    out.line(resume + ";");
  for (const Function *function : functions)
    emitFunction(context, *function);
  out.line();
  out.line("} // namespace " + parts.name_space);
  return out.take();
}

} // namespace nogilc::emit
