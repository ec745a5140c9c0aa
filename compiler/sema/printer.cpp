// See printer.h.
#include "sema/printer.h"

#include "syntax/visit.h"

namespace nogilc::sema {
namespace {

llvm::StringRef nameOf(SymbolKind value) {
  switch (value) {
  case SymbolKind::PythonGlobal:
    return "PythonGlobal";
  case SymbolKind::Builtin:
    return "Builtin";
  case SymbolKind::Local:
    return "Local";
  case SymbolKind::Parameter:
    return "Parameter";
  case SymbolKind::ClassName:
    return "ClassName";
  case SymbolKind::ModuleVariable:
    return "ModuleVariable";
  case SymbolKind::ExternVariable:
    return "ExternVariable";
  case SymbolKind::CFunction:
    return "CFunction";
  case SymbolKind::EnumConstant:
    return "EnumConstant";
  case SymbolKind::Type:
    return "Type";
  case SymbolKind::CModule:
    return "CModule";
  case SymbolKind::CythonModule:
    return "CythonModule";
  case SymbolKind::CompileTime:
    return "CompileTime";
  }
  return "";
}

llvm::StringRef nameOf(FunctionKind value) {
  switch (value) {
  case FunctionKind::Module:
    return "Module";
  case FunctionKind::Def:
    return "Def";
  case FunctionKind::CDef:
    return "CDef";
  case FunctionKind::CpDef:
    return "CpDef";
  case FunctionKind::Lambda:
    return "Lambda";
  case FunctionKind::Block:
    return "Block";
  case FunctionKind::GeneratorExpression:
    return "GeneratorExpression";
  }
  return "";
}

llvm::StringRef nameOf(ExprForm value) {
  switch (value) {
  case ExprForm::Plain:
    return "Plain";
  case ExprForm::SymbolRead:
    return "SymbolRead";
  case ExprForm::PythonAttribute:
    return "PythonAttribute";
  case ExprForm::StructField:
    return "StructField";
  case ExprForm::ComplexPart:
    return "ComplexPart";
  case ExprForm::ExtensionField:
    return "ExtensionField";
  case ExprForm::ExtensionProperty:
    return "ExtensionProperty";
  case ExprForm::ExtensionMethod:
    return "ExtensionMethod";
  case ExprForm::LockMethod:
    return "LockMethod";
  case ExprForm::ExtensionNew:
    return "ExtensionNew";
  case ExprForm::CppMethod:
    return "CppMethod";
  case ExprForm::CppCall:
    return "CppCall";
  case ExprForm::CppOperator:
    return "CppOperator";
  case ExprForm::CythonName:
    return "CythonName";
  case ExprForm::PythonIndex:
    return "PythonIndex";
  case ExprForm::PythonIndexC:
    return "PythonIndexC";
  case ExprForm::PointerIndex:
    return "PointerIndex";
  case ExprForm::PythonSlice:
    return "PythonSlice";
  case ExprForm::PointerSlice:
    return "PointerSlice";
  case ExprForm::TypeSubscript:
    return "TypeSubscript";
  case ExprForm::PythonCall:
    return "PythonCall";
  case ExprForm::CCall:
    return "CCall";
  case ExprForm::BuiltinCall:
    return "BuiltinCall";
  case ExprForm::StructConstruct:
    return "StructConstruct";
  case ExprForm::TypeConvert:
    return "TypeConvert";
  case ExprForm::CythonCall:
    return "CythonCall";
  case ExprForm::CArithmetic:
    return "CArithmetic";
  case ExprForm::PointerArithmetic:
    return "PointerArithmetic";
  case ExprForm::ObjectArithmetic:
    return "ObjectArithmetic";
  case ExprForm::CCompare:
    return "CCompare";
  case ExprForm::ObjectCompare:
    return "ObjectCompare";
  case ExprForm::MixedCompare:
    return "MixedCompare";
  }
  return "";
}

llvm::StringRef nameOf(ForForm value) {
  switch (value) {
  case ForForm::PythonIteration:
    return "PythonIteration";
  case ForForm::CRange:
    return "CRange";
  case ForForm::CRangeReversed:
    return "CRangeReversed";
  case ForForm::ArrayElements:
    return "ArrayElements";
  case ForForm::CppIterators:
    return "CppIterators";
  case ForForm::CharsOfBytes:
    return "CharsOfBytes";
  case ForForm::CharsOfStr:
    return "CharsOfStr";
  }
  return "";
}

llvm::StringRef nameOf(WithForm value) {
  switch (value) {
  case WithForm::ContextManager:
    return "ContextManager";
  case WithForm::NoGil:
    return "NoGil";
  case WithForm::Gil:
    return "Gil";
  case WithForm::NoChange:
    return "NoChange";
  case WithForm::Directives:
    return "Directives";
  case WithForm::Lock:
    return "Lock";
  case WithForm::CriticalSection:
    return "CriticalSection";
  }
  return "";
}

class Printer {
public:
  Printer(const Analysis &analysis, const SourceManager &sources, llvm::raw_ostream &out)
      : analysis_(analysis), sources_(sources), out_(out) {}

  void module(const syntax::Module &module) {
    out_ << "module " << analysis_.module_name << '\n';
    for (const Symbol *symbol : analysis_.module_variables)
      variable(*symbol);
    for (const FunctionInfo *function : analysis_.functions)
      this->function(*function);
    declarations(module);
    out_ << "expressions\n";
    for (const syntax::Stmt *statement : module.body)
      syntax::walk(*statement, [&](const syntax::Node &node) {
        this->node(node);
        return true;
      });
  }

private:
  void type(const types::Type *type) { out_ << (type ? types::spelling(type) : "no type"); }

  void variable(const Symbol &symbol) {
    out_ << "  " << nameOf(symbol.kind) << ' ' << symbol.name.str() << ": ";
    type(symbol.type);
    const std::pair<bool, llvm::StringRef> flags[] = {
        {symbol.is_declared, "declared"},         {symbol.is_captured, "captured"},
        {symbol.is_address_taken, "address"},     {symbol.is_assigned, "assigned"},
        {symbol.may_be_unbound, "maybe-unbound"},
    };
    for (const auto &[is_set, name] : flags)
      if (is_set)
        out_ << ' ' << name;
    out_ << '\n';
  }

  void function(const FunctionInfo &function) {
    out_ << nameOf(function.kind) << ' '
         << (function.qualname.empty() ? function.name : function.qualname);
    if (function.type) {
      out_ << ": ";
      type(function.type);
    }
    if (function.is_generator)
      out_ << " generator";
    if (function.is_async)
      out_ << " async";
    out_ << '\n';
    for (const Symbol *symbol : function.locals)
      variable(*symbol);
  }

  /// `EnumConstant EOF "EOF": const int; const int`. The C++ of a function is a pointer to it.
  void declaration(const Symbol &symbol) {
    out_ << "  " << nameOf(symbol.kind) << ' ' << symbol.name.str() << " \"" << symbol.cname
         << "\": ";
    type(symbol.type);
    const types::Type *shape = types::canonical(symbol.type);
    out_ << "; "
         << types::cppDeclaration(symbol.type, llvm::isa<types::FunctionType>(shape) ? "(*)" : "");
    out_ << '\n';
    if (symbol.kind == SymbolKind::Type)
      if (const auto *record = llvm::dyn_cast<types::StructType>(symbol.type))
        for (const types::FieldInfo &field : record->fields)
          out_ << "    " << field.name.str() << " \"" << field.cname
               << "\": " << types::spelling(field.type) << "; "
               << types::cppDeclaration(field.type, "") << '\n';
  }

  /// What extern blocks of the file declare, in their order.
  void declarations(const syntax::Module &module) {
    bool is_first = true;
    for (const auto &[name, symbol] : analysis_.module_scope->symbols) {
      if (!symbol->is_extern || !symbol->type || symbol->span.file != module.file)
        continue;
      out_ << (is_first ? "declarations\n" : "");
      is_first = false;
      declaration(*symbol);
    }
  }

  void place(const syntax::Node &node) {
    const LineColumn place = sources_.begin(node.span);
    out_ << "  " << place.line << ':' << place.column << ' ' << syntax::kindName(node.kind);
  }

  void node(const syntax::Node &node) {
    if (node.id < analysis_.exprs.size() && analysis_.expr(node).type) {
      const ExprInfo &info = analysis_.expr(node);
      place(node);
      out_ << ": ";
      type(info.type);
      if (info.form != ExprForm::Plain)
        out_ << ' ' << nameOf(info.form);
      if (info.symbol)
        out_ << ' ' << nameOf(info.symbol->kind) << ' ' << info.symbol->name.str();
      if (info.operand_type) {
        out_ << " on ";
        type(info.operand_type);
      }
      if (!info.text.empty())
        out_ << " `" << info.text << '`';
      if (info.constant)
        out_ << " constant";
      out_ << '\n';
      return;
    }
    const StmtInfo &info = analysis_.stmt(node);
    if (info.for_form != ForForm::PythonIteration) {
      place(node);
      out_ << ": " << nameOf(info.for_form);
      if (info.type) {
        out_ << " of ";
        type(info.type);
      }
      out_ << '\n';
    } else if (info.with_form != WithForm::ContextManager) {
      place(node);
      out_ << ": " << nameOf(info.with_form) << '\n';
    }
  }

  const Analysis &analysis_;
  const SourceManager &sources_;
  llvm::raw_ostream &out_;
};

} // namespace

void print(const Analysis &analysis, const syntax::Module &module, const SourceManager &sources,
           llvm::raw_ostream &out) {
  Printer(analysis, sources, out).module(module);
}

} // namespace nogilc::sema
