#include "reconciler/core/alert/notices_of.hpp"

#include <catch2/catch.hpp>

#include "tests/support/rounds.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("what happened is noticed once") {
  auto scene = at_ease();
  scene.steady("worker/2", Metric::cpu, 91, 10min);
  auto round = a_round(scene);
  AlertMemory before;
  before.commit = "aaaaaaaaaaaaaaaaaaaa";
  round.ended_applies = {an_ended_apply(round, Succeeded{}, scene.now)};
  round.withdrawn = {{PlanId("sha256:0123456789abcdef"), "rejected by ada: too dear"}};
  round.suspended = true;
  std::string text;
  for (const auto& notice : notices_of(round, before, scene.now))
    text += notice.what + ": " + notice.summary + "\n";
  INFO(text);
  CHECK(text.starts_with("applied: create firewall worker, create machine worker/3 s-1vcpu-2gb, "));
  CHECK(text.find("a month, approved by the rules, plan ") != std::string::npos);
  CHECK(text.find("withdrawn: plan 0123456789ab no longer waits: rejected by ada: too dear\n") !=
        std::string::npos);
  CHECK(text.find("revision: muster follows commit 0123456789ab, before it followed aaaaaaaaaaaa\n") !=
        std::string::npos);
  CHECK(text.find("suspended: suspended: muster observes and reports, and changes nothing\n") !=
        std::string::npos);
  const auto after = remember(before, round, scene.now);
  auto next = a_round(scene);
  next.suspended = true;
  CHECK(notices_of(next, after, scene.now).empty());
}
