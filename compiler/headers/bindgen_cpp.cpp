// What only C++ has, for bindgen: classes and templates.
#include "headers/bindgen_context.h"

namespace nogilc::headers {

std::string TypeWriter::templateType(const clang::Type &type) {
  (void)type;
  return "";
}

bool needsCppClass(const clang::CXXRecordDecl &record) {
  const clang::CXXRecordDecl *definition = record.getDefinition();
  return definition && !definition->isCLike();
}

std::string needClass(BindContext &ctx, const clang::CXXRecordDecl &record) {
  const std::string own = record.getNameAsString();
  const std::string name = ctx.names.claim(*record.getCanonicalDecl(), own, "class_" + own);
  ctx.add(record, {"cppclass " + name + ":", "    pass"});
  ctx.finished.insert(record.getCanonicalDecl());
  return name;
}

} // namespace nogilc::headers
