// The AST outline. Built on NOGILC_FIELDS; knows the scalar types that fields have and nothing of
// single kinds, except that a DeclFlags prints only what is set.
#include "syntax/printer.h"

#include "syntax/visit.h"

#include <llvm/ADT/StringExtras.h>

namespace nogilc::syntax {
namespace {

class Printer {
public:
  Printer(const SourceManager &sources, llvm::raw_ostream &out) : sources_(sources), out_(out) {}

  void node(const Node &node) {
    out_ << kindName(node.kind);
    const LineColumn place = sources_.file(node.span.file).lineColumn(node.span.begin);
    out_ << " <" << place.line << ':' << place.column << '>';
    dispatchAny(node, [&](const auto &concrete) {
      concrete.visitFields([&](const char *name, const auto &field) { scalar(name, field); });
    });
    out_ << '\n';
    ++depth_;
    dispatchAny(node, [&](const auto &concrete) {
      concrete.visitFields([&](const char *name, const auto &field) { children(name, field); });
    });
    --depth_;
  }

  void line(const char *name) {
    out_.indent(2 * depth_);
    if (name)
      out_ << name << ": ";
  }

private:
  template <typename Field> void children(const char *name, const Field &field) {
    if constexpr (std::is_pointer_v<Field>) {
      if (field) {
        line(name);
        node(*field);
      }
    } else if constexpr (requires {
                           field.begin();
                           *field.begin();
                         }) {
      if constexpr (std::is_pointer_v<std::remove_cvref_t<decltype(*field.begin())>>)
        for (auto *element : field) {
          line(name);
          if (element)
            node(*element);
          else
            out_ << "null\n";
        }
    }
  }

  template <typename Field> void scalar(const char *name, const Field &field) {
    if constexpr (std::is_pointer_v<Field>) {
    } else if constexpr (std::is_same_v<Field, llvm::StringRef>) {
      if (!field.empty()) {
        out_ << ' ' << name << "=\"";
        llvm::printEscapedString(field, out_);
        out_ << '"';
      }
    } else if constexpr (std::is_same_v<Field, DeclFlags>) {
      if (field.visibility != Visibility::Private)
        out_ << " visibility=" << int(field.visibility);
      scalar("api", field.is_api);
      scalar("inline", field.is_inline);
      scalar("cpdef", field.is_cpdef);
    } else if constexpr (requires {
                           field.begin();
                           *field.begin();
                         }) {
      using Element = std::remove_cvref_t<decltype(*field.begin())>;
      if constexpr (std::is_same_v<Element, Ident>) {
        if (field.empty())
          return;
        out_ << ' ' << name << '=';
        llvm::interleave(field, out_, [&](const Ident &i) { out_ << i.name.str(); }, ".");
      } else if constexpr (!std::is_pointer_v<Element>) {
        out_ << ' ' << name << "=[";
        llvm::interleave(field, out_, [&](Element e) { out_ << int(e); }, ",");
        out_ << ']';
      }
    } else if constexpr (std::is_same_v<Field, bool>) {
      if (field)
        out_ << ' ' << name;
    } else if constexpr (std::is_same_v<Field, Name>) {
      out_ << ' ' << name << '=' << field.str();
    } else if constexpr (std::is_same_v<Field, Ident>) {
      if (field)
        out_ << ' ' << name << '=' << field.name.str();
    } else if constexpr (std::is_same_v<Field, char>) {
      if (field)
        out_ << ' ' << name << '=' << field;
    } else if constexpr (std::is_enum_v<Field>) {
      enumerator(name, field);
    } else if (field != 0) {
      out_ << ' ' << name << '=' << int(field);
    }
  }

  void enumerator(const char *name, UnaryOp op) {
    static constexpr const char *kText[] = {"+", "-", "~", "not"};
    out_ << ' ' << name << "='" << kText[size_t(op)] << '\'';
  }
  void enumerator(const char *name, BinaryOp op) {
    static constexpr const char *kText[] = {"+",  "-",  "*",  "@", "/", "//", "%",
                                            "**", "<<", ">>", "&", "|", "^"};
    out_ << ' ' << name << "='" << kText[size_t(op)] << '\'';
  }
  void enumerator(const char *name, BoolOp op) {
    out_ << ' ' << name << '=' << (op == BoolOp::And ? "'and'" : "'or'");
  }
  void enumerator(const char *name, CompareOp op) {
    static constexpr const char *kText[] = {
        "<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not"};
    out_ << ' ' << name << "='" << kText[size_t(op)] << '\'';
  }
  void enumerator(const char *name, Constant value) {
    static constexpr const char *kText[] = {"None", "True", "False", "..."};
    out_ << ' ' << name << '=' << kText[size_t(value)];
  }
  template <typename Enum> void enumerator(const char *name, Enum value) {
    if (value != Enum{})
      out_ << ' ' << name << '=' << int(value);
  }

  const SourceManager &sources_;
  llvm::raw_ostream &out_;
  unsigned depth_ = 0;
};

} // namespace

void print(const Module &module, const SourceManager &sources, llvm::raw_ostream &out) {
  out << "Module level=" << int(module.language_level) << '\n';
  for (const DirectiveComment &directive : module.cython_directives)
    out << "  directive " << directive.key << '=' << directive.value << '\n';
  for (const Stmt *stmt : module.body)
    print(*stmt, sources, out);
}

void print(const Node &node, const SourceManager &sources, llvm::raw_ostream &out) {
  Printer(sources, out).node(node);
}

} // namespace nogilc::syntax
