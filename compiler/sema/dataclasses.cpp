// `@dataclass` of a `cdef class`: which fields it has, and the methods that it gets. They are made
// as syntax, behind the statements of the class body, and compiled as if they had been written:
//
//   __dataclass_fields__ = {}
//   __dataclass_fields__["x"] = {"default": 1}     # for `x: int = 1`
//   …                                              # here the runtime makes Field objects of them
//   def __init__(self, x=__dataclass_fields__["x"].default): self.x = x
#include "sema/context.h"

namespace nogilc::sema {

using syntax::CompareOp;
using syntax::Constant;
using syntax::Expr;
using syntax::ParameterKind;
using syntax::Stmt;

namespace {

constexpr llvm::StringLiteral kFields = "__dataclass_fields__";

// ---------------------------------------------------------------------------------------------
// Syntax
// ---------------------------------------------------------------------------------------------

/// Makes nodes that all have the place of what they are made for.
class Maker {
public:
  Maker(Context &ctx, Span span) : ast_(ctx.ast), span_(span) {}

  Name word(llvm::StringRef text) { return ast_.name(text); }
  syntax::Ident ident(Name name) { return {name, span_}; }

  Expr *name(Name name) {
    auto *made = ast_.make<syntax::NameExpr>(span_);
    made->name = name;
    return made;
  }
  Expr *name(llvm::StringRef text) { return name(word(text)); }
  Expr *attribute(Expr *base, Name name) {
    auto *made = ast_.make<syntax::AttributeExpr>(span_);
    made->base = base;
    made->attribute = ident(name);
    return made;
  }
  Expr *attribute(Expr *base, llvm::StringRef name) { return attribute(base, word(name)); }
  Expr *text(llvm::StringRef value) {
    auto *made = ast_.make<syntax::StringLiteral>(span_);
    made->value = made->bytes_value = ast_.string(value);
    return made;
  }
  Expr *constant(Constant value) {
    auto *made = ast_.make<syntax::ConstantExpr>(span_);
    made->value = value;
    return made;
  }
  Expr *index(Expr *base, Expr *at) {
    auto *made = ast_.make<syntax::IndexExpr>(span_);
    made->base = base;
    made->index = at;
    return made;
  }
  Expr *call(Expr *callee, llvm::ArrayRef<Expr *> args = {}) {
    auto *made = ast_.make<syntax::CallExpr>(span_);
    made->callee = callee;
    made->args = ast_.list(args);
    return made;
  }
  Expr *tuple(llvm::ArrayRef<Expr *> elements) {
    auto *made = ast_.make<syntax::TupleExpr>(span_);
    made->elements = ast_.list(elements);
    made->is_parenthesized = true;
    return made;
  }
  Expr *compare(Expr *left, CompareOp op, Expr *right) {
    auto *made = ast_.make<syntax::CompareExpr>(span_);
    made->first = left;
    made->ops = ast_.list<CompareOp>({op});
    made->operands = ast_.list<Expr *>({right});
    return made;
  }
  Expr *both(llvm::ArrayRef<Expr *> operands) {
    auto *made = ast_.make<syntax::BoolExpr>(span_);
    made->op = syntax::BoolOp::And;
    made->operands = ast_.list(operands);
    return made;
  }
  Expr *dict(llvm::ArrayRef<std::pair<Expr *, Expr *>> entries) {
    auto *made = ast_.make<syntax::DictExpr>(span_);
    llvm::SmallVector<syntax::DictItem *, 8> items;
    for (const auto &[key, value] : entries) {
      auto *item = ast_.make<syntax::DictItem>(span_);
      item->key = key;
      item->value = value;
      items.push_back(item);
    }
    made->items = ast_.list<syntax::DictItem *>(items);
    return made;
  }
  Expr *joined(llvm::ArrayRef<Expr *> parts) {
    auto *made = ast_.make<syntax::JoinedString>(span_);
    made->parts = ast_.list(parts);
    return made;
  }
  Expr *formatted(Expr *value, char conversion) {
    auto *made = ast_.make<syntax::FormattedValue>(span_);
    made->value = value;
    made->conversion = conversion;
    return made;
  }

  Stmt *assign(Expr *target, Expr *value) {
    auto *made = ast_.make<syntax::AssignStmt>(span_);
    made->targets = ast_.list<Expr *>({target});
    made->value = value;
    return made;
  }
  Stmt *expression(Expr *value) {
    auto *made = ast_.make<syntax::ExprStmt>(span_);
    made->value = value;
    return made;
  }
  Stmt *giveBack(Expr *value) {
    auto *made = ast_.make<syntax::ReturnStmt>(span_);
    made->value = value;
    return made;
  }
  Stmt *branch(Expr *condition, llvm::ArrayRef<Stmt *> body) {
    auto *made = ast_.make<syntax::IfStmt>(span_);
    auto *clause = ast_.make<syntax::IfClause>(span_);
    clause->condition = condition;
    clause->body = ast_.list(body);
    made->clauses = ast_.list<syntax::IfClause *>({clause});
    return made;
  }
  /// `cdef C local = <C>value`, for a value that is known to be one.
  Stmt *typedLocal(Name cls, Name local, Expr *value) {
    const auto type = [&] {
      auto *named = ast_.make<syntax::NamedCType>(span_);
      named->path = ast_.list<syntax::Ident>({ident(cls)});
      return named;
    };
    auto *cast = ast_.make<syntax::CastExpr>(span_);
    cast->type = ast_.make<syntax::TypeName>(span_);
    cast->type->base = type();
    cast->type->declarator = ast_.make<syntax::NameDeclarator>(span_); // without a name
    cast->operand = value;
    auto *declarator = ast_.make<syntax::NameDeclarator>(span_);
    declarator->name = ident(local);
    declarator->initializer = cast;
    auto *made = ast_.make<syntax::CVarDecl>(span_);
    made->base = type();
    made->declarators = ast_.list<syntax::Declarator *>({declarator});
    return made;
  }
  syntax::Parameter *parameter(Name name, ParameterKind passing, Expr *default_value = nullptr) {
    auto *made = ast_.make<syntax::Parameter>(span_);
    made->name = ident(name);
    made->passing = passing;
    made->default_value = default_value;
    return made;
  }
  Stmt *function(llvm::StringRef name, llvm::ArrayRef<syntax::Parameter *> parameters,
                 llvm::ArrayRef<Stmt *> body) {
    auto *made = ast_.make<syntax::FunctionDef>(span_);
    made->name = ident(word(name));
    made->parameters = ast_.make<syntax::ParameterList>(span_);
    made->parameters->parameters = ast_.list(parameters);
    made->body = ast_.list(body);
    return made;
  }
  List<Stmt *> body(llvm::ArrayRef<Stmt *> statements) { return ast_.list(statements); }

private:
  syntax::AstContext &ast_;
  Span span_;
};

// ---------------------------------------------------------------------------------------------
// What was written
// ---------------------------------------------------------------------------------------------

bool isConstant(const Expr *expr, Constant wanted) {
  auto *value = llvm::dyn_cast<syntax::ConstantExpr>(expr);
  return value && value->value == wanted;
}

void readOptions(Context &ctx, const Expr &decorator, DataclassInfo &options) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
  if (!call)
    return;
  const std::pair<llvm::StringRef, bool *> known[] = {
      {"init", &options.init},
      {"repr", &options.repr},
      {"eq", &options.eq},
      {"order", &options.order},
      {"unsafe_hash", &options.unsafe_hash},
      {"frozen", &options.frozen},
      {"kw_only", &options.kw_only},
      {"match_args", &options.match_args},
  };
  const auto reject = [&](Span span, const llvm::Twine &what) {
    ctx.report(Diag::InvalidClass, span).arg(what);
  };
  for (const Expr *arg : call->args)
    reject(arg->span, "`dataclass` takes keyword arguments only");
  for (const syntax::Keyword *keyword : call->keywords) {
    const llvm::StringRef name = keyword->name.name.str();
    const auto *option = llvm::find_if(known, [&](const auto &row) { return row.first == name; });
    if (option == std::end(known))
      reject(keyword->span, "`dataclass` has no argument `" + name + "` for a `cdef class`");
    else if (isConstant(keyword->value, Constant::True))
      *option->second = true;
    else if (isConstant(keyword->value, Constant::False))
      *option->second = false;
    else
      reject(keyword->value->span, "`" + name + "` of `dataclass` is `True` or `False`");
  }
  if (options.order && !options.eq)
    reject(decorator.span, "`eq` must be true if `order` is");
}

const syntax::CallExpr *fieldCall(Context &ctx, Scope *scope, const Expr *value) {
  auto *call = llvm::dyn_cast_or_null<syntax::CallExpr>(value);
  const bool is_field = call && (cythonName(ctx, scope, *call->callee) == "dataclasses.field" ||
                                 importedName(ctx, *call->callee) == "dataclasses.field");
  return is_field ? call : nullptr;
}

/// `dataclasses.InitVar[T]` and the like, whose `[T]` is given back; null if it is none.
const Expr *typingArgument(Context &ctx, const Expr &annotation, llvm::StringRef wanted) {
  auto *index = llvm::dyn_cast<syntax::IndexExpr>(&annotation);
  const Expr &named = index ? *index->base : annotation;
  return importedName(ctx, named) == wanted ? (index ? index->index : &annotation) : nullptr;
}

class DataclassMaker {
public:
  DataclassMaker(Context &ctx, const DeclarationPlace &place, ClassInfo &cls, Span span)
      : ctx_(ctx), place_(place), cls_(cls), info_(*cls.dataclass), make_(ctx, span) {}

  List<Stmt *> run(List<Stmt *> body) {
    inherit();
    made_.push_back(make_.assign(make_.name(kFields), make_.dict({})));
    addDeclaredElsewhere(body);
    for (Stmt *stmt : body)
      statement(stmt);
    info_.first_made = made_.size();
    checkOrder();
    addMethods(body);
    return make_.body(made_);
  }

private:
  void inherit() {
    for (const ClassInfo *base = cls_.base; base; base = base->base)
      if (base->dataclass) {
        info_.fields = base->dataclass->fields;
        for (DataclassField &field : info_.fields)
          field.is_inherited = true;
        return;
      }
  }

  // ---- fields

  /// Those that only the .pxd of the module declares come first.
  void addDeclaredElsewhere(List<Stmt *> body) {
    llvm::SmallVector<Name, 8> annotated;
    for (const Stmt *stmt : body)
      if (auto *declaration = llvm::dyn_cast<syntax::AnnAssignStmt>(stmt))
        if (auto *name = llvm::dyn_cast<syntax::NameExpr>(declaration->target))
          annotated.push_back(name->name);
    for (const ExtensionFieldInfo &field : cls_.fields)
      if (field.field->span.file != cls_.node->span.file &&
          !llvm::is_contained(annotated, field.field->name))
        addField(field, field.field->span, nullptr, nullptr);
  }

  /// `cdef int x`, alone or in a block: fields without a default.
  void addDeclaredIn(const Stmt &stmt) {
    for (const ExtensionFieldInfo &field : cls_.fields) {
      const Span at = field.field->span;
      if (at.file == stmt.span.file && stmt.span.begin <= at.begin && at.end <= stmt.span.end)
        addField(field, at, nullptr, nullptr);
    }
  }

  void statement(Stmt *stmt) {
    if (llvm::isa<syntax::CVarDecl, syntax::DeclBlock, syntax::CompileTimeIf>(stmt))
      addDeclaredIn(*stmt);
    if (auto *annotated = llvm::dyn_cast<syntax::AnnAssignStmt>(stmt)) {
      auto *name = llvm::dyn_cast<syntax::NameExpr>(annotated->target);
      if (name && importedName(ctx_, *annotated->annotation) == "dataclasses.KW_ONLY") {
        is_kw_only_ = true;
        return;
      }
      if (const ExtensionFieldInfo *field = name ? findOwn(name->name) : nullptr) {
        auto *declaration = ctx_.ast.make<syntax::AnnAssignStmt>(stmt->span);
        declaration->target = annotated->target;
        declaration->annotation = annotated->annotation;
        made_.push_back(declaration);
        addField(*field, name->span, annotated->annotation, annotated->value);
        return;
      }
    } else if (auto *assign = llvm::dyn_cast<syntax::AssignStmt>(stmt)) {
      auto *name = assign->targets.size() == 1
                       ? llvm::dyn_cast<syntax::NameExpr>(assign->targets.front())
                       : nullptr;
      const ExtensionFieldInfo *field = name ? findOwn(name->name) : nullptr;
      if (field && field->visibility != syntax::Visibility::Private) {
        addField(*field, name->span, nullptr, assign->value);
        return;
      }
    }
    made_.push_back(stmt);
  }

  const ExtensionFieldInfo *findOwn(Name name) const {
    for (const ExtensionFieldInfo &field : cls_.fields)
      if (field.field->name == name)
        return &field;
    return nullptr;
  }

  void addField(const ExtensionFieldInfo &declared, Span span, const Expr *annotation,
                Expr *value) {
    DataclassField field;
    field.name = declared.field->name;
    field.span = span;
    field.annotation = annotation;
    field.type = declared.field->type;
    field.is_init_var =
        annotation && typingArgument(ctx_, *annotation, "dataclasses.InitVar") != nullptr;
    field.is_kw_only = info_.kw_only || is_kw_only_;
    field.is_private = !annotation && declared.visibility == syntax::Visibility::Private;
    Maker make(ctx_, span);
    llvm::SmallVector<std::pair<Expr *, Expr *>, 8> entries;
    if (const syntax::CallExpr *call = fieldCall(ctx_, place_.scope, value)) {
      readField(*call, field);
      for (const syntax::Keyword *keyword : call->keywords)
        entries.push_back({make.text(keyword->name.name.str()), keyword->value});
    } else if (value) {
      field.has_default = true;
      if (const llvm::StringRef kind = mutableKind(*value); !kind.empty())
        ctx_.report(Diag::InvalidClass, value->span)
            .arg("all instances would share this `" + kind +
                 "`: write `field(default_factory=" + kind + ")`");
      entries.push_back({make.text("default"), value});
    }
    if (!field.is_private)
      made_.push_back(make.assign(make.index(make.name(kFields), make.text(field.name.str())),
                                  make.dict(entries)));
    auto *known =
        llvm::find_if(own(), [&](const DataclassField &other) { return other.name == field.name; });
    if (known != own().end())
      *known = field;
    else
      info_.fields.push_back(field);
  }

  /// The fields of this class that were seen so far.
  llvm::MutableArrayRef<DataclassField> own() {
    return llvm::MutableArrayRef<DataclassField>(info_.fields).drop_until([](const auto &field) {
      return !field.is_inherited;
    });
  }

  static llvm::StringRef mutableKind(const Expr &value) {
    return llvm::isa<syntax::ListExpr>(value)   ? "list"
           : llvm::isa<syntax::DictExpr>(value) ? "dict"
           : llvm::isa<syntax::SetExpr>(value)  ? "set"
                                                : "";
  }

  void readField(const syntax::CallExpr &call, DataclassField &field) {
    for (const Expr *arg : call.args)
      ctx_.report(Diag::InvalidClass, arg->span).arg("`field` takes keyword arguments only");
    field.has_default = !call.args.empty();
    for (const syntax::Keyword *keyword : call.keywords) {
      const llvm::StringRef name = keyword->name.name.str();
      const auto flag = [&](bool &place) {
        if (!isConstant(keyword->value, Constant::True) &&
            !isConstant(keyword->value, Constant::False))
          ctx_.report(Diag::InvalidClass, keyword->value->span)
              .arg("`" + name + "` of `field` is `True` or `False`");
        place = isConstant(keyword->value, Constant::True);
      };
      if (name == "default")
        field.has_default = true;
      else if (name == "default_factory")
        field.has_factory = true;
      else if (name == "init")
        flag(field.is_in_init);
      else if (name == "repr")
        flag(field.is_in_repr);
      else if (name == "compare")
        flag(field.is_compared);
      else if (name == "kw_only")
        flag(field.is_kw_only);
      else if (name == "hash" && !isConstant(keyword->value, Constant::None))
        field.is_hashed = isConstant(keyword->value, Constant::True);
      else if (name != "hash" && name != "metadata" && name != "doc")
        ctx_.report(Diag::InvalidClass, keyword->span)
            .arg("`field` has no argument `" + name + "`");
      if (field.has_default && field.has_factory &&
          (name == "default" || name == "default_factory"))
        ctx_.report(Diag::InvalidClass, keyword->span)
            .arg("a field has a `default` or a `default_factory`, not both");
    }
  }

  void checkOrder() {
    bool has_default = false;
    for (const DataclassField &field : info_.fields) {
      if (!field.is_in_init || field.is_kw_only)
        continue;
      if (has_default && !field.isOptional() && !field.is_inherited)
        ctx_.report(Diag::InvalidClass, field.span)
            .arg("the field `" + field.name.str() +
                 "` without a default stands behind one that has one");
      has_default |= field.isOptional();
    }
  }

  // ---- methods

  static bool defines(List<Stmt *> body, llvm::StringRef name) {
    return llvm::any_of(body, [&](const Stmt *stmt) {
      auto *def = llvm::dyn_cast<syntax::FunctionDef>(stmt);
      return def && def->name.name == name;
    });
  }
  bool inherits(llvm::StringRef name) const {
    for (const ClassInfo *at = cls_.base; at; at = at->base)
      if (auto *node = llvm::dyn_cast_or_null<syntax::CClassDef>(at->node);
          node && defines(node->body, name))
        return true;
    return false;
  }

  void addMethods(List<Stmt *> body) {
    if (info_.init && !defines(body, "__init__"))
      addInit(defines(body, "__post_init__") || inherits("__post_init__"));
    if (info_.repr && !defines(body, "__repr__"))
      addRepr();
    if (info_.eq && !defines(body, "__eq__"))
      addEq();
    if (info_.order)
      for (const auto &[name, op] :
           {std::pair("__lt__", CompareOp::Lt), std::pair("__le__", CompareOp::Le),
            std::pair("__gt__", CompareOp::Gt), std::pair("__ge__", CompareOp::Ge)}) {
        if (defines(body, name))
          reject(llvm::Twine("`order=True` gives the class `") + name + "`, which it has already");
        else
          addOrder(name, op);
      }
    const bool has_hash = defines(body, "__hash__");
    if (info_.unsafe_hash && has_hash)
      reject("`unsafe_hash=True` gives the class `__hash__`, which it has already");
    else if (!has_hash && (info_.unsafe_hash || (info_.eq && info_.frozen)))
      addHash();
    if (info_.match_args) {
      llvm::SmallVector<Expr *, 8> names;
      for (const DataclassField &field : info_.fields)
        if (field.is_in_init && !field.is_kw_only)
          names.push_back(make_.text(field.name.str()));
      made_.push_back(make_.assign(make_.name("__match_args__"), make_.tuple(names)));
    }
  }

  void reject(const llvm::Twine &why) {
    ctx_.report(Diag::InvalidClass, cls_.symbol->span).arg(why);
  }

  /// Of the parameters: no field is called like that.
  Name freeName(llvm::StringRef wanted) {
    std::string name = wanted.str();
    while (llvm::any_of(info_.fields, [&](const DataclassField &f) { return f.name == name; }))
      name += "_";
    return make_.word(name);
  }

  Expr *fieldObject(const DataclassField &field, Expr *fields) {
    return make_.index(fields, make_.text(field.name.str()));
  }

  /// A factory is called for each instance: its place in the signature shows that there is one.
  void addInit(bool has_post_init) {
    const Name self = freeName("self");
    llvm::SmallVector<syntax::Parameter *, 8> parameters, keyword_only;
    llvm::SmallVector<Stmt *, 8> statements;
    llvm::SmallVector<Expr *, 4> init_vars;
    parameters.push_back(make_.parameter(self, ParameterKind::Normal));
    for (const DataclassField &field : info_.fields) {
      Expr *value = make_.name(field.name);
      const auto object = [&] {
        return fieldObject(
            field, make_.attribute(make_.attribute(make_.name(self), "__class__"), kFields));
      };
      const auto made = [&] { return make_.call(make_.attribute(object(), "default_factory")); };
      if (!field.is_in_init) {
        if (field.has_factory)
          value = made();
        else if (field.has_default)
          value = make_.attribute(object(), "default");
        else
          continue;
      } else {
        Expr *given = nullptr;
        if (field.isOptional())
          given = make_.attribute(fieldObject(field, make_.name(kFields)),
                                  field.has_factory ? "default_factory" : "default");
        auto &list = field.is_kw_only ? keyword_only : parameters;
        list.push_back(make_.parameter(
            field.name, field.is_kw_only ? ParameterKind::KeywordOnly : ParameterKind::Normal,
            given));
        // The factory itself stands for “nothing was given”.
        if (field.has_factory)
          statements.push_back(
              make_.branch(make_.compare(make_.name(field.name), CompareOp::Is,
                                         make_.attribute(object(), "default_factory")),
                           {make_.assign(make_.name(field.name), made())}));
      }
      if (field.is_init_var)
        init_vars.push_back(value);
      else
        statements.push_back(make_.assign(make_.attribute(make_.name(self), field.name), value));
    }
    if (has_post_init)
      statements.push_back(make_.expression(
          make_.call(make_.attribute(make_.name(self), "__post_init__"), init_vars)));
    if (statements.empty())
      statements.push_back(make_.expression(make_.constant(Constant::None)));
    parameters.append(keyword_only.begin(), keyword_only.end());
    made_.push_back(make_.function("__init__", parameters, statements));
  }

  void addRepr() {
    info_.has_made_repr = true;
    llvm::SmallVector<Expr *, 8> parts;
    Expr *cls = make_.attribute(make_.name("self"), "__class__");
    parts.push_back(make_.formatted(make_.attribute(cls, "__qualname__"), 's'));
    std::string before = "(";
    for (const DataclassField &field : info_.fields) {
      if (!field.is_in_repr || field.is_init_var)
        continue;
      parts.push_back(make_.text(before + field.name.str().str() + "="));
      parts.push_back(make_.formatted(make_.attribute(make_.name("self"), field.name), 'r'));
      before = ", ";
    }
    parts.push_back(make_.text(before == "(" ? "()" : ")"));
    made_.push_back(make_.function("__repr__",
                                   {make_.parameter(make_.word("self"), ParameterKind::Normal)},
                                   {make_.giveBack(make_.joined(parts))}));
  }

  llvm::SmallVector<Expr *, 8> values(llvm::StringRef of, bool is_for_hash) {
    llvm::SmallVector<Expr *, 8> list;
    for (const DataclassField &field : info_.fields)
      if (!field.is_init_var &&
          (is_for_hash ? field.is_hashed.value_or(field.is_compared) : field.is_compared))
        list.push_back(make_.attribute(make_.name(of), field.name));
    return list;
  }

  /// `if other.__class__ is not self.__class__: return NotImplemented`, then with `typed` for it.
  void addComparison(llvm::StringRef name, Expr *result) {
    const auto classOf = [&](llvm::StringRef of) {
      return make_.attribute(make_.name(of), "__class__");
    };
    made_.push_back(make_.function(
        name,
        {make_.parameter(make_.word("self"), ParameterKind::Normal),
         make_.parameter(make_.word("other"), ParameterKind::Normal)},
        {make_.branch(make_.compare(classOf("other"), CompareOp::IsNot, classOf("self")),
                      {make_.giveBack(make_.name("NotImplemented"))}),
         make_.typedLocal(cls_.symbol->name, make_.word("typed"), make_.name("other")),
         make_.giveBack(result)}));
  }

  void addEq() {
    const auto left = values("self", false), right = values("typed", false);
    llvm::SmallVector<Expr *, 8> equal;
    for (size_t i = 0; i != left.size(); ++i)
      equal.push_back(make_.compare(left[i], CompareOp::Eq, right[i]));
    addComparison("__eq__", equal.empty()       ? make_.constant(Constant::True)
                            : equal.size() == 1 ? equal.front()
                                                : make_.both(equal));
  }

  void addOrder(llvm::StringRef name, CompareOp op) {
    addComparison(name, make_.compare(make_.tuple(values("self", false)), op,
                                      make_.tuple(values("typed", false))));
  }

  void addHash() {
    made_.push_back(make_.function(
        "__hash__", {make_.parameter(make_.word("self"), ParameterKind::Normal)},
        {make_.giveBack(make_.call(make_.name("hash"), {make_.tuple(values("self", true))}))}));
  }

  Context &ctx_;
  const DeclarationPlace &place_;
  ClassInfo &cls_;
  DataclassInfo &info_;
  Maker make_;
  bool is_kw_only_ = false;
  llvm::SmallVector<Stmt *, 16> made_;
};

} // namespace

bool isDataclassDecorator(Context &ctx, Scope *scope, const Expr &decorator) {
  auto *call = llvm::dyn_cast<syntax::CallExpr>(&decorator);
  const Expr &callee = call ? *call->callee : decorator;
  return cythonName(ctx, scope, callee) == "dataclasses.dataclass" ||
         importedName(ctx, callee) == "dataclasses.dataclass";
}

void readDataclass(Context &ctx, const DeclarationPlace &place, const syntax::CClassDef &node,
                   ClassInfo &cls) {
  for (const Expr *decorator : node.decorators)
    if (isDataclassDecorator(ctx, place.scope, *decorator)) {
      cls.dataclass.emplace();
      readOptions(ctx, *decorator, *cls.dataclass);
    }
}

List<Stmt *> dataclassBody(Context &ctx, const DeclarationPlace &place,
                           const syntax::CClassDef &node, ClassInfo &cls) {
  return DataclassMaker(ctx, place, cls, node.name.span).run(node.body);
}

bool isClassVariable(Context &ctx, const Expr &annotation) {
  return typingArgument(ctx, annotation, "typing.ClassVar") != nullptr;
}

const Expr &withoutInitVar(Context &ctx, const Expr &annotation) {
  const Expr *inner = typingArgument(ctx, annotation, "dataclasses.InitVar");
  return inner ? *inner : annotation;
}

} // namespace nogilc::sema
