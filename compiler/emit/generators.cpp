// How a resume function stops and goes on: see generator.h of the runtime.
#include "emit/expressions.h"
#include "emit/instructions.h"
#include "ir/walk.h"

namespace nogilc::emit {

/// A new reference to the object, or the reference itself where it is moved.
static std::string newReference(const ir::Expr &value, bool is_move) {
  if (is_move)
    return place(value) + ".release()";
  std::string object;
  writeObject(value, object);
  return "ng::new_ref(" + object + ")";
}

void emitGeneratorReturn(FunctionContext &fn, const ir::Inst &inst) {
  if (inst.kind == ir::InstKind::Return) {
    fn.statement("return ng::kRaised;");
    return;
  }
  fn.statement("*ng_result = " + newReference(*inst.value, inst.kind == ir::InstKind::ReturnMoved) +
               ";");
  fn.statement("return ng::kReturned;");
}

void emitYield(FunctionContext &fn, const ir::Inst &inst) {
  const std::string number = std::to_string(inst.resume_number);
  fn.statement("*ng_result = " + newReference(*inst.value, inst.is_move) + ";");
  fn.statement("ng_generator.label = " + number + ";");
  fn.statement("return ng::kYielded;");
  fn.out().dedent();
  fn.out().line("resume_" + number + ":");
  fn.out().indent();
  fn.statement(failIf(fn, "!ng_sent", inst));
  if (!inst.result)
    return;
  if (inst.result->holding == ir::Holding::Owned)
    fn.statement(place(*inst.result) + ".assign(ng_sent);");
  else
    fn.statement((inst.result_declares ? declaration(*inst.result) : place(*inst.result)) +
                 " = ng_sent;");
}

} // namespace nogilc::emit
