// See operand.h.
#include "gil/operand.h"

#include "ir/walk.h"

#include <llvm/ADT/Twine.h>

namespace nogilc::gil {

using ir::Construct;
using ir::Expr;
using ir::ExprKind;

namespace {

/// The name of a field of a struct or of an extension type's instance; C++ may know it by another.
llvm::StringRef fieldName(const Expr &field) {
  const auto named = [&](llvm::ArrayRef<types::FieldInfo> fields) -> llvm::StringRef {
    for (const types::FieldInfo &info : fields)
      if (info.cname == field.text)
        return info.name.str();
    return {};
  };
  const Expr &base = *field.operands[0];
  const types::Type *type = types::canonical(base.type);
  if (const types::Type *element = types::elementOf(type))
    type = types::canonical(element);
  if (const auto *record = llvm::dyn_cast<types::StructType>(type))
    if (const llvm::StringRef name = named(record->fields); !name.empty())
      return name;
  if (base.kind != ExprKind::Cast)
    return {};
  type = types::canonical(base.operands[0]->type);
  while (const auto *extension = llvm::dyn_cast_or_null<types::ExtensionType>(type)) {
    if (const llvm::StringRef name = named(extension->fields); !name.empty())
      return name;
    type = extension->base;
  }
  return {};
}

/// `self.rows` as it was written, or empty for what is no name.
std::string pathOf(const Expr &expr, const Definitions &definitions) {
  const auto member = [&](const Expr &base, llvm::StringRef name) {
    const std::string path = pathOf(base, definitions);
    return path.empty() || name.empty() ? std::string() : path + "." + name.str();
  };
  switch (expr.kind) {
  case ExprKind::Cast:
    return pathOf(*expr.operands[0], definitions);
  case ExprKind::Field:
    return member(*expr.operands[0], fieldName(expr));
  case ExprKind::VariableRef:
    break;
  default:
    return {};
  }
  if (!expr.variable->source_name.empty())
    return expr.variable->source_name;
  const ir::Inst *definition = definitions.lookup(expr.variable);
  if (!definition)
    return {};
  if (definition->value)
    return pathOf(*definition->value, definitions);
  if (definition->construct == Construct::ReadGlobal)
    return std::string(definition->subject);
  if (definition->construct == Construct::GetAttribute && !definition->args.empty())
    return member(*definition->args[0], definition->subject);
  if (definition->construct == Construct::ToPython && !definition->args.empty())
    return pathOf(*definition->args[0], definitions);
  return {};
}

std::string quoted(llvm::StringRef name) { return name.empty() ? "" : ("`" + name + "`").str(); }

/// "the list `x`", "a list".
std::string objectInWords(const types::Type *type, llvm::StringRef path) {
  type = types::canonical(type);
  std::string noun = "Python object";
  if (const auto *extension = llvm::dyn_cast<types::ExtensionType>(type)) {
    noun = ("`" + extension->name.str() + "` object").str();
  } else if (const auto *object = llvm::dyn_cast<types::ObjectType>(type)) {
    switch (object->object) {
    case types::ObjectKind::Object:
      break;
    case types::ObjectKind::Int: // names of C types, too
    case types::ObjectKind::Float:
    case types::ObjectKind::Complex:
    case types::ObjectKind::Bool:
    case types::ObjectKind::Type:
      noun = "Python " + types::spelling(type);
      break;
    default:
      noun = types::spelling(type);
    }
  }
  return path.empty() ? "a " + noun : "the " + noun + " " + quoted(path);
}

bool isObject(const Expr &expr) { return expr.type && types::isObject(expr.type); }

/// Those of an operator that have a name: "the str `s`", "the Python objects `a` and `b`".
std::string operandsInWords(const ir::Inst &inst, const Definitions &definitions) {
  llvm::SmallVector<const Expr *, 2> args(inst.args.take_front(2));
  if (inst.construct == Construct::Compare && llvm::StringRef(inst.subject).ends_with("in"))
    std::reverse(args.begin(), args.end()); // the container comes first in the IR
  llvm::SmallVector<const Expr *, 2> named;
  for (const Expr *arg : args) {
    const ir::Inst *definition = definitions.lookup(ir::asVariable(arg));
    const bool is_converted = definition && definition->construct == Construct::ToPython;
    if (isObject(*arg) && !is_converted && !pathOf(*arg, definitions).empty())
      named.push_back(arg);
  }
  if (named.empty())
    return {};
  const std::string first = pathOf(*named[0], definitions);
  const std::string words = objectInWords(named[0]->type, first);
  if (named.size() == 1)
    return words;
  const std::string second = pathOf(*named[1], definitions);
  if (first == second)
    return words;
  if (objectInWords(named[0]->type, "") == objectInWords(named[1]->type, ""))
    return "the " + objectInWords(named[0]->type, "").substr(2) + "s " + quoted(first) + " and " +
           quoted(second);
  return words + " and " + objectInWords(named[1]->type, second);
}

using Variables = std::vector<const ir::Variable *>;

/// What is nested deeper is not looked at.
constexpr unsigned kMaxDepth = 64;

bool isNumeric(const ir::Inst &inst, const Definitions &definitions, Variables &found,
               unsigned depth);

/// Whether the expression would be a C number if the variables that it adds to `found` were.
bool isNumeric(const Expr &expr, const Definitions &definitions, Variables &found, unsigned depth) {
  if (!isObject(expr))
    return true;
  switch (expr.kind) {
  case ExprKind::Cast:
    return isNumeric(*expr.operands[0], definitions, found, depth);
  case ExprKind::ConstantRef:
    return expr.constant->kind == ir::Constant::Kind::Int ||
           expr.constant->kind == ir::Constant::Kind::Float;
  case ExprKind::VariableRef:
    break;
  default:
    return false;
  }
  if (expr.variable->number) {
    if (!llvm::is_contained(found, expr.variable))
      found.push_back(expr.variable);
    return true;
  }
  const ir::Inst *definition = definitions.lookup(expr.variable);
  return expr.variable->source_name.empty() && definition && depth < kMaxDepth &&
         isNumeric(*definition, definitions, found, depth + 1);
}

bool isNumeric(const ir::Inst &inst, const Definitions &definitions, Variables &found,
               unsigned depth) {
  const auto allOf = [&](llvm::ArrayRef<const Expr *> exprs) {
    return llvm::all_of(
        exprs, [&](const Expr *expr) { return isNumeric(*expr, definitions, found, depth); });
  };
  switch (inst.kind) {
  case ir::InstKind::Evaluate:
  case ir::InstKind::Borrow:
    return isNumeric(*inst.value, definitions, found, depth);
  case ir::InstKind::StoreRef:
    return allOf({inst.place, inst.value});
  case ir::InstKind::Drop:
    return isNumeric(*inst.place, definitions, found, depth);
  case ir::InstKind::CallRuntime:
    break;
  default:
    return false;
  }
  switch (inst.construct) {
  case Construct::Operator:
  case Construct::Compare:
  case Construct::TruthTest:
  case Construct::ToPython:
  case Construct::FromPython:
  case Construct::HoldObject:
  case Construct::AssignObject:
  case Construct::UnboundCheck:
    return allOf(inst.args);
  default:
    return false;
  }
}

} // namespace

bool isArithmetic(const ir::Inst &inst, const Definitions &definitions, Variables &found) {
  return isNumeric(inst, definitions, found, 0);
}

std::string operandOf(const ir::Inst &inst, const Definitions &definitions) {
  if (inst.kind != ir::InstKind::CallRuntime || inst.args.empty())
    return {};
  const Expr *operand = inst.args[0];
  switch (inst.construct) {
  case Construct::Operator:
  case Construct::Compare:
    return operandsInWords(inst, definitions);
  case Construct::ToPython: {
    const std::string path = pathOf(*operand, definitions);
    return path.empty() || inst.subject.empty() ? std::string()
                                                : quoted(path) + " of type " + quoted(inst.subject);
  }
  case Construct::CallMethod: {
    // The method may have been looked up before.
    const ir::Inst *lookup = definitions.lookup(ir::asVariable(operand));
    if (lookup && lookup->construct == Construct::GetAttribute && lookup->subject == inst.subject &&
        !lookup->args.empty())
      operand = lookup->args[0];
    break;
  }
  case Construct::GetAttribute:
  case Construct::SetAttribute:
  case Construct::DeleteAttribute:
  case Construct::GetItem:
  case Construct::SetItem:
  case Construct::DeleteItem:
  case Construct::Slice:
  case Construct::TruthTest:
  case Construct::Iterate:
  case Construct::Unpack:
  case Construct::FromPython:
  case Construct::TypeTest:
  case Construct::CallBuiltin:
    break;
  default:
    return {};
  }
  if (!isObject(*operand) || operand->kind == ExprKind::ConstantRef)
    return {};
  const std::string path = pathOf(*operand, definitions);
  if (inst.construct == Construct::CallBuiltin)
    return path.empty() ? std::string() : " on " + objectInWords(operand->type, path);
  return objectInWords(operand->type, path);
}

} // namespace nogilc::gil
