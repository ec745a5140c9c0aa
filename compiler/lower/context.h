// The state of lowering: LowerContext for the module, FunctionContext for the function whose body
// is being made. Topics (one file each) are free functions over these.
#pragma once

#include "diagnostics/engine.h"
#include "ir/ir.h"
#include "sema/analysis.h"
#include "support/source.h"
#include "syntax/ast.h"
#include "types/types.h"

#include <llvm/ADT/BitVector.h>
#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringMap.h>
#include <llvm/ADT/StringSet.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace nogilc::lower {

using types::Type;

/// What a function that lowering makes to convert a C compound does.
enum class ConversionForm : uint8_t { FromObject, ToObject, FromSequence, ToList };

struct LowerContext {
  const syntax::Module &syntax;
  const sema::Analysis &analysis;
  types::TypeContext &types;
  const SourceManager &sources;
  DiagnosticEngine &diagnostics;
  ir::Module &module;

  /// The C++ statics of module-level C variables (own and extern).
  llvm::DenseMap<const sema::Symbol *, ir::Variable *> statics;
  /// What is kept of the defaults of C functions' parameters, see defaults.h.
  llvm::DenseMap<const sema::ParameterInfo *, ir::Variable *> defaults;
  /// The C body of a cdef or cpdef function; of a def, the body behind its Python callable.
  llvm::DenseMap<const sema::FunctionInfo *, ir::Function *> functions;
  /// What a def, lambda, generator expression or the wrapper of a cpdef is made from at run time.
  llvm::DenseMap<const sema::FunctionInfo *, ir::PythonFunction *> python_functions;
  /// The closure scope or generator frame that holds a function's captured (or all) variables, and
  /// the field of each symbol in it.
  llvm::DenseMap<const sema::FunctionInfo *, ir::ScopeLayout *> scopes;
  llvm::DenseMap<const sema::Symbol *, ir::Variable *> scope_fields;
  /// The structs in which optional arguments go over the boundary of modules, see linkage.h.
  llvm::DenseMap<const sema::Symbol *, const types::StructType *> optional_arguments;
  /// What C code calls of a cpdef method: it looks whether a Python class overrides it.
  llvm::DenseMap<const sema::FunctionInfo *, ir::Function *> dispatchers;
  llvm::DenseMap<const sema::ClassInfo *, ir::Class *> classes;
  /// The functions that convert C compounds, by the type of the whole or of an array's element.
  struct Conversion {
    llvm::StringRef name;
    const types::FunctionType *type = nullptr;
  };
  std::map<std::pair<const Type *, ConversionForm>, Conversion> conversions;
  /// The variables that hold the Python classes of enums.
  llvm::DenseMap<const types::EnumType *, ir::Variable *> enum_classes;
  /// C functions that were read as values, by their names in C++.
  llvm::StringMap<const sema::Symbol *> c_functions_by_name;
  /// The callables made of C functions: by the function's name, or by the type of a pointer.
  llvm::StringMap<std::pair<ir::PythonFunction *, const ir::ScopeLayout *>> function_objects;
  /// The functions that pointers to C methods have.
  llvm::DenseMap<const sema::Symbol *, const ir::Function *> method_callers;
  /// C++ names at module level that lowering made: see uniqueModuleName().
  llvm::StringSet<> module_names;
  /// The block of each function that holds its error label and error exit.
  llvm::DenseMap<const ir::Function *, ir::Block *> frame_blocks;

  LowerContext(const syntax::Module &syntax, const sema::Analysis &analysis,
               types::TypeContext &types, const SourceManager &sources,
               DiagnosticEngine &diagnostics, ir::Module &module)
      : syntax(syntax), analysis(analysis), types(types), sources(sources),
        diagnostics(diagnostics), module(module) {
    poisoned = analysis.poisoned;
  }

  /// Reports `error[unsupported]`, naming the construct: "a `match` statement". The statement that
  /// is being lowered is given up, see poisoned.h.
  void unsupported(Span span, const llvm::Twine &construct);

  /// What sema could not understand, and what turned out to be unsupported since.
  bool isPoisoned(const syntax::Node &node) const {
    return node.id < poisoned.size() && poisoned[node.id];
  }
  void poison(const syntax::Node &node) {
    if (node.id >= poisoned.size())
      poisoned.resize(std::max<unsigned>(node.id + 1, 64));
    poisoned.set(node.id);
  }
  llvm::BitVector poisoned;
  /// What was unsupported in the statement that is being lowered.
  llvm::SmallVector<Span, 2> unsupported_places;
  /// Inside of what is given up already: one mistake, one error.
  bool is_quiet = false;

  // Constants of the module: the same one for the same value.
  const ir::Constant *internedName(llvm::StringRef text); ///< attribute, global and keyword names
  const ir::Constant *constant(ir::Constant::Kind kind, llvm::StringRef text);
  const ir::Constant *tupleConstant(llvm::ArrayRef<const ir::Constant *> elements);

  // Storage of the module.
  ir::Variable *newVariable();
  ir::Function *newFunction();
  ir::PythonFunction *newPythonFunction();
  ir::ScopeLayout *newScopeLayout();
  /// A copy of `text` that lives as long as the module.
  llvm::StringRef string(llvm::StringRef text);

  /// Names that C++ gives a meaning at module level: no local may hide them.
  bool isReservedName(llvm::StringRef name);

  // Types that lowering names often.
  const Type *object() const { return types.object(); }
  const Type *bint() const { return types.bint(); }
  const Type *intType() const { return types.integer(types::IntegerKind::Int); }
  const Type *longType() const { return types.integer(types::IntegerKind::Long); }
  const Type *ssize() const { return types.integer(types::IntegerKind::SSize); }
  const Type *doubleType() const { return types.floating(types::FloatKind::Double); }

private:
  llvm::StringMap<const ir::Constant *> constants_; ///< by kind and value
  llvm::StringSet<> reserved_names_;                ///< filled when first asked for
};

/// An enclosing construct that a `break`, `continue` or `return` meets on its way out, innermost
/// last in FunctionContext::exits.
///
/// A Loop ends the way of break and continue. An Interceptor (`finally`, `with`, `except`) has code
/// to run first: the jump goes to its label, which is made when it is first wanted; whoever made
/// the interceptor puts its code behind the label and goes on with jump...(fn), which then meets
/// the next construct further out. GIL regions need no entry: leaving their block by Goto ends
/// them.
struct Exit {
  enum class Kind : uint8_t { Loop, Interceptor } kind = Kind::Loop;
  // Loop. Null: Inst Break and Continue do it.
  ir::Label *break_label = nullptr;
  ir::Label *continue_label = nullptr;
  bool break_used = false;
  // Interceptor; null: nobody came this way.
  ir::Label *on_break = nullptr;
  ir::Label *on_continue = nullptr;
  ir::Label *on_return = nullptr;
};

struct FunctionContext {
  LowerContext &module;
  ir::Function &function;
  const sema::FunctionInfo *info; ///< null for wrappers

  /// Where instructions go.
  ir::Block *block;
  /// Place and statement that new instructions get.
  Span span;
  uint32_t statement = 0;
  const sema::Directives *directives = nullptr;

  /// State of the GIL here.
  ir::GilState gil = ir::GilState::Held;
  /// In a region that released the GIL where it was known to be held.
  bool is_release_known = false;
  /// In the body of a `with nogil` or `with gil`.
  bool is_in_gil_region = false;
  /// Where an error goes; never null while a body is lowered.
  ir::Label *error = nullptr;
  std::vector<Exit> exits;

  /// The closure scopes of the blocks that run here, see sema::Scope::block.
  llvm::DenseMap<const sema::FunctionInfo *, ir::Variable *> blocks;
  /// Variables of the function's own symbols, and of captured ones it has reached.
  llvm::DenseMap<const sema::Symbol *, ir::Variable *> variables;
  /// Closures: points to this function's own scope; null if it has none.
  ir::Variable *own_scope = nullptr;
  /// Closures: points to the scope of the enclosing function; null if not needed.
  ir::Variable *outer_scope = nullptr;

  /// Holds the value of a `return` that passes an interceptor; made when it is first wanted.
  ir::Variable *return_slot = nullptr;
  /// The type that `return` converts to; null where the function returns nothing (void).
  const Type *return_type = nullptr;
  /// Where `return` goes when the function has code to run behind it (object locals of a nogil
  /// function); null: Inst Return*.
  ir::Label *return_label = nullptr;

  /// The body of a `with gil` function: its object variables live inside, not around it.
  ir::Block *gil_block = nullptr;
  /// A nogil function with object variables: those that are emptied, with the GIL, on each way out.
  bool empties_locals = false;
  std::vector<ir::Variable *> emptied_locals;

  /// Set by generator lowering around a statement that contains a `yield`: its temporaries become
  /// fields of the frame and are dropped when the statement ends.
  bool temporaries_in_frame = false;
  std::vector<ir::Variable *> frame_temporaries;
  /// The namespace dict of the class body that is being run; null outside one.
  const ir::Expr *class_namespace = nullptr;
  /// Depth of `except` bodies, for a bare `raise`.
  uint32_t except_depth = 0;

  uint32_t next_label = 0;
  llvm::StringMap<uint32_t> used_names; ///< C++ names taken in this function

  FunctionContext(LowerContext &module, ir::Function &function, const sema::FunctionInfo *info)
      : module(module), function(function), info(info), block(&function.body) {}

  bool isGilHeld() const { return gil == ir::GilState::Held; }

  // Labels and blocks.
  ir::Label *newLabel(bool is_error_target = false);
  ir::Block *newBlock();

  // Variables.
  /// Lives from where it gets its value to the end of the statement's block.
  ir::Variable *newTemporary(const Type *type, ir::Holding holding);
  /// Lives across statements (an iterator, a loop's bounds): a temporary of the current block, in a
  /// generator a field of its frame. `hint` goes into the C++ name. The caller declares it
  /// (declare(), a call's result) before its first use.
  ir::Variable *newPersistent(const Type *type, ir::Holding holding, llvm::StringRef hint);
  /// A variable at the top of the function, or a field of the frame.
  ir::Variable *newLocal(const Type *type, ir::Holding holding, llvm::StringRef name);
  /// The variable of a symbol: local, parameter, captured, or module-level C variable.
  ir::Variable *variableOf(const sema::Symbol *symbol);
  /// A C++ name like `wanted` that is free in this function and no keyword of C++.
  std::string uniqueName(llvm::StringRef wanted);

private:
  bool hasFrame() const { return function.frame != nullptr; }
  ir::Variable *newFrameField(const Type *type, ir::Holding holding, llvm::StringRef name);
  uint32_t next_temporary_ = 0;
};

/// Sets the place of new instructions for the time of its life.
class At {
public:
  At(FunctionContext &fn, Span span) : fn_(fn), saved_(std::exchange(fn.span, span)) {}
  ~At() { fn_.span = saved_; }
  At(const At &) = delete;
  At &operator=(const At &) = delete;

private:
  FunctionContext &fn_;
  Span saved_;
};

/// The type of a variable's storage. What is `const` to the program gets its value behind its
/// declaration in C++.
const Type *storageType(LowerContext &context, const Type *type);

/// Changes a field of the context for the time of its life: `Scoped error(fn.error, handler);`.
template <typename T> class Scoped {
public:
  Scoped(T &place, T value) : place_(place), saved_(std::exchange(place, std::move(value))) {}
  ~Scoped() { place_ = std::move(saved_); }
  Scoped(const Scoped &) = delete;
  Scoped &operator=(const Scoped &) = delete;

private:
  T &place_;
  T saved_;
};
template <typename T, typename U> Scoped(T &, U) -> Scoped<T>;

} // namespace nogilc::lower
