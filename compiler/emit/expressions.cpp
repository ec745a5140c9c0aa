// See expressions.h.
#include "emit/expressions.h"

#include "ir/walk.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/ErrorHandling.h>

namespace nogilc::emit {

using ir::Expr;
using ir::ExprKind;
using ir::Holding;

// ---------------------------------------------------------------------------------------------
// Places
// ---------------------------------------------------------------------------------------------

std::string place(const ir::Variable &variable) {
  if (variable.is_indirect || variable.is_made_later)
    return "(*" + variable.name + ")";
  if (variable.storage != ir::Storage::ScopeField)
    return variable.name;
  if (!variable.scope)
    return (llvm::Twine(ir::kFrameName) + "->" + variable.name).str();
  // A scope is an object; its fields are seen through its struct.
  const std::string scope = place(*variable.scope);
  return "ng::as_scope<" + variable.scope->scope_layout->name + ">(" + scope + ")->" +
         variable.name;
}

static bool isOwnedArray(const ir::Variable &variable) {
  return variable.holding == Holding::Owned &&
         llvm::isa<types::ArrayType>(types::canonical(variable.type));
}

bool isOwned(const Expr &expr) {
  if (const ir::Variable *variable = ir::asVariable(&expr))
    return variable->holding == Holding::Owned && !isOwnedArray(*variable);
  if (expr.kind == ExprKind::Index)
    if (const ir::Variable *array = ir::asVariable(expr.operands[0]))
      return isOwnedArray(*array);
  return false;
}

std::string place(const Expr &expr) {
  std::string out;
  if (expr.kind == ExprKind::VariableRef)
    return place(*expr.variable);
  if (isOwned(expr)) {
    out = place(*expr.operands[0]->variable) + "[";
    writeExpr(*expr.operands[1], out);
    return out + "]";
  }
  writeExpr(expr, out);
  return out;
}

// ---------------------------------------------------------------------------------------------
// Expressions
// ---------------------------------------------------------------------------------------------

static bool isName(llvm::StringRef text) {
  return llvm::all_of(text, [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == ':';
  });
}

/// The binding of text that lowering wrote: `-1` binds like a unary minus, a name or number like
/// itself; whatever else may be in it is put into parentheses wherever it matters.
static Precedence textPrecedence(llvm::StringRef text) {
  const bool is_quoted = text.ends_with("\"") || text.ends_with("'");
  const bool is_wrapped =
      text.starts_with("(") && text.ends_with(")") &&
      text.drop_front().drop_back().find_first_of("()") == llvm::StringRef::npos;
  if (isName(text) || is_quoted || is_wrapped)
    return Precedence::Primary;
  if ((text.starts_with("-") || text.starts_with("&")) && isName(text.drop_front()))
    return Precedence::Unary;
  return Precedence::Conditional;
}

static Precedence precedenceOf(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Literal:
  case ExprKind::NamedValue:
    return textPrecedence(expr.text);
  case ExprKind::VariableRef:
  case ExprKind::ConstantRef:
    return Precedence::Primary;
  case ExprKind::Unary:
  case ExprKind::Cast:
    return Precedence::Unary;
  case ExprKind::Binary:
    return binaryPrecedence(expr.text);
  case ExprKind::Conditional:
    return Precedence::Conditional;
  case ExprKind::Field:
  case ExprKind::Index:
  case ExprKind::SizeOf:
  case ExprKind::Call:
  case ExprKind::Initializer:
    return Precedence::Postfix;
  }
  llvm_unreachable("not an expression kind");
}

static void writeList(llvm::ArrayRef<const Expr *> exprs, std::string &out) {
  for (size_t i = 0; i < exprs.size(); ++i) {
    if (i)
      out += ", ";
    writeExpr(*exprs[i], out);
  }
}

static void writeUnary(const Expr &expr, std::string &out) {
  const Expr &operand = *expr.operands[0];
  out += expr.text;
  if (expr.text == "!" && isOwned(operand)) {
    out += place(operand);
    return;
  }
  // `- -x` must not become `--x`, nor `& &&x` anything.
  const std::string inner = text(operand, Precedence::Unary);
  const bool would_join = !inner.empty() && !expr.text.empty() && inner.front() == expr.text.back();
  out += would_join ? "(" + inner + ")" : inner;
}

static void writeBinary(const Expr &expr, Precedence outer, std::string &out) {
  const auto operand = [&](const Expr &inner, bool is_right) {
    const bool parenthesised = needsParentheses(precedenceOf(inner), outer, is_right);
    if (parenthesised)
      out += '(';
    writeExpr(inner, out);
    if (parenthesised)
      out += ')';
  };
  operand(*expr.operands[0], false);
  out += ' ';
  out += expr.text;
  out += ' ';
  operand(*expr.operands[1], true);
}

static void writeInner(const Expr &expr, Precedence own, std::string &out) {
  switch (expr.kind) {
  case ExprKind::Literal:
  case ExprKind::NamedValue:
    out += expr.text;
    return;
  case ExprKind::VariableRef:
    out += place(*expr.variable);
    if (isOwned(expr))
      out += ".get()";
    return;
  case ExprKind::ConstantRef:
    out += expr.constant->name;
    return;
  case ExprKind::Unary:
    writeUnary(expr, out);
    return;
  case ExprKind::Binary:
    writeBinary(expr, own, out);
    return;
  case ExprKind::Conditional:
    writeExpr(*expr.operands[0], out, Precedence::LogicalOr);
    out += " ? ";
    writeExpr(*expr.operands[1], out, Precedence::LogicalOr);
    out += " : ";
    writeExpr(*expr.operands[2], out, Precedence::Conditional);
    return;
  case ExprKind::Cast:
    out += '(';
    out += typeText(expr.type);
    out += ')';
    writeExpr(*expr.operands[0], out, Precedence::Unary);
    return;
  case ExprKind::Field:
    writeExpr(*expr.operands[0], out, Precedence::Postfix);
    out += expr.is_arrow ? "->" : ".";
    out += expr.text;
    return;
  case ExprKind::Index:
    if (isOwned(expr)) {
      out += place(expr) + ".get()";
      return;
    }
    writeExpr(*expr.operands[0], out, Precedence::Postfix);
    out += '[';
    writeExpr(*expr.operands[1], out);
    out += ']';
    return;
  case ExprKind::SizeOf:
    out += "sizeof(" + typeText(expr.cast_type) + ")";
    return;
  case ExprKind::Call:
    if (expr.entry) {
      writeEntryCall(*expr.entry, expr.operands, expr.type, {}, out);
    } else {
      out += expr.text;
      out += '(';
      writeList(expr.operands, out);
    }
    out += ')';
    return;
  case ExprKind::Initializer: {
    // `struct tm{}` is not C++, nor is `unsigned int{}`.
    const std::string type = typeText(expr.type);
    out += type.find(' ') == std::string::npos ? type : "ng::Type<" + type + ">";
    out += '{';
    writeList(expr.operands, out);
    out += '}';
    return;
  }
  }
  llvm_unreachable("not an expression kind");
}

void writeExpr(const Expr &expr, std::string &out, Precedence least) {
  const Precedence own = precedenceOf(expr);
  const bool parenthesised = own < least;
  if (parenthesised)
    out += '(';
  writeInner(expr, own, out);
  if (parenthesised)
    out += ')';
}

std::string text(const Expr &expr, Precedence least) {
  std::string out;
  writeExpr(expr, out, least);
  return out;
}

void writeObject(const Expr &expr, std::string &out) {
  if (isOwned(expr))
    out += place(expr);
  else
    writeExpr(expr, out);
}

std::string condition(const Expr &expr) { return isOwned(expr) ? place(expr) : text(expr); }

// ---------------------------------------------------------------------------------------------
// Declarations
// ---------------------------------------------------------------------------------------------

std::string typeText(const ir::Type *type) { return types::cppDeclaration(type, ""); }

std::string declaration(const ir::Variable &variable, bool is_const) {
  is_const &= !variable.is_escaping;
  const std::string name = (is_const ? "const " : "") + variable.name;
  switch (variable.holding) {
  case Holding::Owned:
    if (const auto *array = llvm::dyn_cast<types::ArrayType>(types::canonical(variable.type)))
      return "ng::Ref " + variable.name + "[" +
             (array->size ? std::to_string(*array->size) : array->size_text.str()) + "]";
    return "ng::Ref " + variable.name;
  case Holding::Borrowed:
    return "PyObject *" + name;
  case Holding::Value:
    break;
  }
  const ir::Type *type = variable.type;
  if (variable.is_made_later)
    return "ng::Made<" + typeText(type) + "> " + variable.name;
  // Methods may change an object, and a reference may be to what is changed.
  is_const &= !variable.is_escaping && !types::cppClass(type) && !types::isReference(type);
  if (!is_const || type->kind == types::TypeKind::Qualified)
    return (variable.is_volatile ? "volatile " : "") + types::cppDeclaration(type, variable.name);
  // `const long n`, but `int *const p`.
  const bool is_declarator = type->kind == types::TypeKind::Pointer ||
                             type->kind == types::TypeKind::Reference ||
                             type->kind == types::TypeKind::Array;
  return is_declarator ? types::cppDeclaration(type, name)
                       : "const " + types::cppDeclaration(type, variable.name);
}

// ---------------------------------------------------------------------------------------------
// Arguments of the runtime
// ---------------------------------------------------------------------------------------------

/// `const char *` for a pointer to unsigned or signed char.
static bool needsStringCast(const ir::Type *type) {
  const auto *pointer = type ? llvm::dyn_cast<types::PointerType>(types::canonical(type)) : nullptr;
  if (!pointer)
    return false;
  const auto *integer = llvm::dyn_cast<types::IntegerType>(types::canonical(pointer->pointee));
  return !integer || integer->integer != types::IntegerKind::Char;
}

static void writeArgument(llvm::StringRef word, const Expr &arg, std::string &out) {
  if (word == "Object" || word == "OrNull" || word == "Args") {
    writeObject(arg, out);
  } else if (word.contains("Ref")) {
    out += place(arg);
  } else if (word == "String" && needsStringCast(arg.type)) {
    out += "(const char *)";
    writeExpr(arg, out, Precedence::Unary);
  } else {
    writeExpr(arg, out);
  }
}

/// Whether C++ finds the type of `Any` by itself: one argument that is a plain variable.
static bool deducesAny(llvm::ArrayRef<llvm::StringRef> words, llvm::ArrayRef<const Expr *> args,
                       const ir::Type *any) {
  for (size_t i = 0; i < words.size() && i < args.size(); ++i)
    if (words[i] == "Any" && !(ir::asVariable(args[i]) && args[i]->variable->type == any))
      return false;
  return true;
}

void writeEntryCall(ir::RuntimeEntry entry, llvm::ArrayRef<const Expr *> args, const ir::Type *any,
                    EntryPlace at, std::string &out) {
  const ir::RuntimeEntryInfo &info = ir::entryInfo(entry);
  const llvm::ArrayRef<llvm::StringRef> given = ir::entryArguments(entry);
  out += "ng::";
  out += info.name;
  for (size_t i = 0; i < given.size() && i < args.size(); ++i)
    if (given[i] == "Any" && !any)
      any = args[i]->type;
  if (any && llvm::is_contained(given, "Any") && !(deducesAny(given, args, any)))
    out += "<" + typeText(types::unqualified(any)) + ">";
  out += '(';

  size_t next = 0;
  bool first = true;
  llvm::StringRef previous;
  for (const llvm::StringRef word : ir::entryParameters(entry)) {
    const auto separate = [&] {
      out += first ? "" : ", ";
      first = false;
    };
    if (word == "Module") {
      separate();
      out += "ng_module";
    } else if (word == "Code") {
      separate();
      out += at.code;
    } else if (word == "Int" && previous == "Code") {
      separate();
      out += at.line ? std::to_string(at.line) : ir::kErrorLineName.str();
    } else if (word == "Args") {
      for (; next < args.size(); ++next) {
        separate();
        writeArgument(word, *args[next], out);
      }
    } else if (next < args.size()) {
      separate();
      writeArgument(word, *args[next++], out);
    }
    previous = word;
  }
}

} // namespace nogilc::emit
