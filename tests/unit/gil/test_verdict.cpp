// The fact x state table, exhaustively: every kind of fact in every state.
#include "gil/facts.h"
#include "support/catch.h"

#include <map>

using namespace nogilc;
using gil::FactKind;
using gil::Verdict;
using ir::GilState;

TEST_CASE("each fact in each state") {
  const std::map<std::pair<FactKind, GilState>, Verdict> expected = {
      {{FactKind::Needs, GilState::Held}, Verdict::Ok},
      {{FactKind::Needs, GilState::Released}, Verdict::NeedsGil},
      {{FactKind::Needs, GilState::Either}, Verdict::NeedsGil},
      {{FactKind::Calls, GilState::Held}, Verdict::Ok},
      {{FactKind::Calls, GilState::Released}, Verdict::Ok},
      {{FactKind::Calls, GilState::Either}, Verdict::Ok},
      {{FactKind::CallsGil, GilState::Held}, Verdict::Ok},
      {{FactKind::CallsGil, GilState::Released}, Verdict::NeedsGil},
      {{FactKind::CallsGil, GilState::Either}, Verdict::NeedsGil},
      {{FactKind::Holds, GilState::Held}, Verdict::Ok},
      {{FactKind::Holds, GilState::Released}, Verdict::NeedsGil},
      {{FactKind::Holds, GilState::Either}, Verdict::NeedsGil},
      {{FactKind::Acquires, GilState::Held}, Verdict::AlreadyHeld},
      {{FactKind::Acquires, GilState::Released}, Verdict::Ok},
      {{FactKind::Acquires, GilState::Either}, Verdict::Ok},
      {{FactKind::Releases, GilState::Held}, Verdict::Ok},
      {{FactKind::Releases, GilState::Released}, Verdict::AlreadyReleased},
      {{FactKind::Releases, GilState::Either}, Verdict::Ok},
  };
  REQUIRE(expected.size() == gil::kFactKinds * 3);
  for (const auto &[key, verdict] : expected)
    CHECK(gil::verdict(key.first, key.second) == verdict);
}

TEST_CASE("the state inside a region") {
  for (const GilState outside : {GilState::Held, GilState::Released, GilState::Either}) {
    CHECK(gil::stateInside(ir::InstKind::ReleaseGil, outside) == GilState::Released);
    CHECK(gil::stateInside(ir::InstKind::AcquireGil, outside) == GilState::Held);
    CHECK(gil::stateInside(ir::InstKind::Labeled, outside) == outside);
    CHECK(gil::stateInside(ir::InstKind::Loop, outside) == outside);
    CHECK(gil::stateInside(ir::InstKind::ExceptScope, outside) == outside);
  }
}
