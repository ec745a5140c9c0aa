// Pure expressions and declarations as C++ text, with as few parentheses as a reader wants.
#pragma once

#include "emit/precedence.h"
#include "ir/ir.h"

#include <string>

namespace nogilc::emit {

/// Appends an expression that stands where anything weaker than `least` needs parentheses. An owned
/// object is written as the raw pointer in it.
void writeExpr(const ir::Expr &expr, std::string &out, Precedence least = Precedence::Argument);
std::string text(const ir::Expr &expr, Precedence least = Precedence::Argument);
/// The same where C++ turns a Ref into a pointer by itself: an argument, a comparison with null.
void writeObject(const ir::Expr &expr, std::string &out);
/// A condition: as writeExpr, but an owned object stands for itself.
std::string condition(const ir::Expr &expr);
/// The thing itself: a variable (a Ref for an owned one), a field, an element.
std::string place(const ir::Expr &expr);
std::string place(const ir::Variable &variable);

/// Whether the expression denotes a ng::Ref.
bool isOwned(const ir::Expr &expr);

/// A declaration without a value: `long n`, `ng::Ref x`, `int (*f)(int)`.
std::string declaration(const ir::Variable &variable, bool is_const = false);
/// `T` alone.
std::string typeText(const ir::Type *type);

/// The arguments of a runtime entry without its out parameter, in the order of the row. `code` and
/// `line` stand for Code and the line behind it.
struct EntryPlace {
  llvm::StringRef code;
  uint32_t line = 0;
};
/// `ng::name<T>(` and the arguments; the caller adds the out parameter and `)`.
void writeEntryCall(ir::RuntimeEntry entry, llvm::ArrayRef<const ir::Expr *> args,
                    const ir::Type *any, EntryPlace at, std::string &out);

} // namespace nogilc::emit
