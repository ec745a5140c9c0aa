// `cdef class`: its methods as functions, calls of them, and the type as data of the module. The
// attributes are in attributes.h.
#pragma once

#include "lower/builder.h"

#include <map>

namespace nogilc::lower {

/// The classes of the module, without what fills their slots.
void declareExtensionTypes(LowerContext &context);
/// The functions behind a method, without their bodies.
void declareMethod(LowerContext &context, const sema::FunctionInfo &info);
void lowerMethod(LowerContext &context, const sema::FunctionInfo &info);
/// By the function that gets the defaults, and the number of arguments.
using ShorterFunctions = std::map<std::pair<const ir::Function *, size_t>, const ir::Function *>;
/// The functions of the class's table, in the order of its entries from the first base on. What
/// stands in front of a function with optional arguments is made once, in `made`.
void addTable(LowerContext &context, const sema::ClassInfo &info, ir::Class &cls,
              ShorterFunctions &made);
/// Tables, slots and attributes. When all methods are declared.
void finishExtensionTypes(LowerContext &context);

/// The statement: runs the class body, which puts methods and class attributes into the type.
void lowerExtensionClass(FunctionContext &fn, const syntax::CClassDef &def);
/// In the class body: the Python callable of a cpdef method.
void bindCpdefMethod(FunctionContext &fn, const sema::FunctionInfo &info);
/// In the class body: the default values of `__init__` and its kin.
void bindSpecialMethod(FunctionContext &fn, const sema::FunctionInfo &info);

/// Notes that the module relies on a class that another one makes: it imports it then.
void noteUse(LowerContext &context, const Type *type);
/// When everything is lowered: the classes of other modules that are used.
void collectImportedClasses(LowerContext &context);
/// `C.f(self, …)`, which is `written`, where another module's class declares the method.
Value callImportedMethod(FunctionContext &fn, const syntax::Expr &written,
                         const sema::Symbol &method, llvm::ArrayRef<const Expr *> args);
/// Whether it is a method that only the table of another module's class has.
bool isCalledByTable(const sema::Symbol &method);
/// Calls what reads or writes a C property.
Value callProperty(FunctionContext &fn, const sema::Symbol &accessor,
                   llvm::ArrayRef<const Expr *> args);
/// A C method with all of its arguments, the object first.
Value callMethod(FunctionContext &fn, const sema::Symbol &symbol,
                 llvm::ArrayRef<const Expr *> args);
/// A function that does the same: what a C method is as the value of a pointer.
const Expr *methodAsFunction(LowerContext &context, const sema::Symbol &symbol);
/// Whether instances of the type have a C method of the name, which Python code does not see, that
/// takes nothing but the instance.
bool hasHiddenMethod(const FunctionContext &fn, const Type *type, llvm::StringRef name);
Value callHiddenMethod(FunctionContext &fn, const Type *type, llvm::StringRef name,
                       const Value &object);
/// A call of a C method of an instance.
Value lowerMethodCall(FunctionContext &fn, const syntax::CallExpr &call,
                      const syntax::AttributeExpr &method);

} // namespace nogilc::lower
