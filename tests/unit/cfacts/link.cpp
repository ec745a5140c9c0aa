// Facts of several sources put together: what needs the GIL through calls, and where that is wrong.
#include "cfacts/link.h"

#include "support/catch.h"

using namespace nogilc::cfacts;

namespace {

Place at(uint32_t line) { return {"a.c", line, line + 1}; }

Use needs(uint32_t line, State state = State::Entry) {
  Use use;
  use.what = "`PyErr_Clear()`";
  use.place = at(line);
  use.state = state;
  use.region = at(1);
  return use;
}

Use calls(const char *callee, uint32_t line, State state = State::Entry) {
  Use use = needs(line, state);
  use.kind = Use::Kind::Call;
  use.what = std::string("`") + callee + "()`";
  use.callee = callee;
  return use;
}

Function function(const char *name, std::vector<Use> uses, bool is_own = true) {
  Function made;
  made.key = made.name = name;
  made.place = at(1000);
  made.is_own = is_own;
  made.uses = std::move(uses);
  return made;
}

Unit unit(std::vector<Function> functions) {
  Unit made;
  made.functions = std::move(functions);
  return made;
}

/// Line and first argument of each problem.
std::vector<std::pair<uint32_t, std::string>> found(std::vector<Unit> units) {
  std::vector<std::pair<uint32_t, std::string>> result;
  for (const LinkedProblem &linked : link(units))
    result.emplace_back(linked.problem.place.begin,
                        linked.problem.arguments.empty() ? "" : linked.problem.arguments.front());
  return result;
}

using Found = std::vector<std::pair<uint32_t, std::string>>;

} // namespace

TEST_CASE("what needs the GIL is wrong where it is released, and nowhere else") {
  CHECK(found({unit({function("f", {needs(3), needs(4, State::Released)})})}) ==
        Found{{4, "`PyErr_Clear()`"}});
}

TEST_CASE("a call needs what its callee needs, through any number of calls and units") {
  const std::vector<Unit> units = {
      unit({function("f", {calls("g", 2, State::Released), calls("x", 3, State::Released)})}),
      unit({function("g", {calls("h", 5)}), function("x", {calls("unknown", 6)})}),
      unit({function("h", {calls("g", 7), needs(8)})})};
  CHECK(found(units) == Found{{2, "`g()`"}});
  const Problem problem = link(units).front().problem;
  REQUIRE(problem.remarks.size() == 3);
  CHECK(problem.remarks[0].is_label);
  CHECK(problem.remarks[1].text == "`g` needs the GIL for `h()`");
  CHECK(problem.remarks[2].text == "`h` needs the GIL for `PyErr_Clear()`");
}

TEST_CASE("what is released and taken again inside a callee is no need of its") {
  CHECK(found({unit({function("f", {calls("g", 2, State::Released)}),
                     function("g", {needs(5, State::Released)})})}) ==
        Found{{5, "`PyErr_Clear()`"}});
}

TEST_CASE("recursion ends") {
  CHECK(found({unit({function("f", {calls("f", 2), calls("f", 3, State::Released)})})}).empty());
}

TEST_CASE("functions of other projects are followed and not reported") {
  CHECK(found({unit({function("f", {calls("g", 2, State::Released)}),
                     function("g", {needs(5), needs(6, State::Released)}, false)})}) ==
        Found{{2, "`g()`"}});
}

TEST_CASE("virtual calls reach those that override, whether or not there is a body") {
  Function overrider = function("overrider", {needs(9)});
  overrider.overrides = {"pure"};
  Use call = calls("pure", 2, State::Released);
  CHECK(found({unit({function("f", {call}), overrider})}).empty());
  call.is_virtual = true;
  CHECK(found({unit({function("f", {call}), overrider})}) == Found{{2, "`pure()`"}});
}

TEST_CASE("a thread begins without the GIL") {
  Unit made = unit({function("f", {needs(3), calls("g", 4)}), function("g", {needs(7)})});
  CHECK(found({made}).empty());
  made.entries = {{"f", at(20), "somebody calls it"}};
  CHECK(found({made}) == Found{{3, "`PyErr_Clear()`"}, {4, "`g()`"}});
}

TEST_CASE("a function that is passed is called in the state of the call") {
  Use inside = needs(30, State::Released);
  inside.kind = Use::Kind::Callback;
  Use argument = calls("apply", 2);
  argument.kind = Use::Kind::Argument;
  argument.argument = "g";
  const Function g = function("g", {needs(7)});
  CHECK(found({unit({function("f", {argument}), function("apply", {inside}), g})}) ==
        Found{{2, "`g`"}});
  inside.state = State::Entry;
  CHECK(found({unit({function("f", {argument}), function("apply", {inside}), g})}).empty());
  argument.state = State::Released;
  CHECK(found({unit({function("f", {argument}), function("apply", {inside}), g})}) ==
        Found{{2, "`g`"}});
}

TEST_CASE("facts survive the way through JSON") {
  Unit made = unit({function("f", {calls("g", 2, State::Released)})});
  made.functions[0].effect = Effect::MayAcquire;
  made.functions[0].overrides = {"a", "b"};
  made.entries = {{"f", at(4), "how"}};
  made.problems = {{"c-double-release", at(5), {"x"}, {{at(6), "y", true}}}};
  made.comments = {{at(7), "ignore[x]", at(8)}};
  made.parse_errors = {{at(9), "\"quoted\"\n"}};
  made.error_count = 3;
  made.line_count = 100;
  llvm::Expected<Unit> read = fromJson(toJson(made));
  REQUIRE(static_cast<bool>(read));
  CHECK(toJson(*read) == toJson(made));
  CHECK(read->functions[0].uses[0].state == State::Released);
  CHECK(read->problems[0].remarks[0].is_label);
  CHECK_FALSE(static_cast<bool>(llvm::expectedToOptional(fromJson("nonsense")).has_value()));
}
