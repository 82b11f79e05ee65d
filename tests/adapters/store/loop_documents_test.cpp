#include <catch2/catch.hpp>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/store/loop_status_codec.hpp"
#include "reconciler/adapters/store/pending_codec.hpp"
#include "tests/support/plans.hpp"

using namespace muster;
using namespace muster::test;

namespace {

LoopStatus a_note() {
  const Revision revision{"c1", digest_of("files")};
  return {7,
          noon(),
          noon() + 30s,
          {"c2", {}},
          revision,
          {{"Ready", false, "Applying", "changes are being made", noon() - 5min},
           {"SourceReady", false, "InvalidRevision", "fleet.yaml:3:1: caf\xc3\xa9", noon()}},
          {"applying plan 0d5e3f6a1b2c: 1 of 3 changes done"},
          {{revision, "Succeeded", noon() - 1h, noon() - 5min, 110}}};
}

PendingPlan a_pending_plan() {
  Scene scene;
  scene.machines(1).steady("worker/1", Metric::cpu, 95, 6min);
  auto plan = propose(scene.world, scene.now).plan;
  auto json = *write_plan(plan);
  return {plan, json, noon(), noon() + 1min, "rejected by ada: too dear"};
}

}  // namespace

TEST_CASE("how the loop goes comes back as it was written, and obeys its schema") {
  const auto text = encode_loop_status(a_note());
  const auto again = decode_loop_status(text);
  REQUIRE(again.ok());
  CHECK(*again == a_note());
  const auto checked = check_json_text("loop", text);
  CHECK((checked.ok() ? "" : checked.error().what) == "");
}

TEST_CASE("plans that wait come back as they were written, and obey their schema") {
  const auto pending = a_pending_plan();
  REQUIRE_FALSE(pending.plan.changes.empty());
  const auto text = encode_pending({pending});
  const auto again = decode_pending(text);
  REQUIRE(again.ok());
  CHECK(*again == std::vector{pending});
  for (const auto& one : {text, encode_pending({})}) {
    const auto checked = check_json_text("pending-plans", one);
    CHECK((checked.ok() ? "" : checked.error().what) == "");
  }
}

TEST_CASE("a plan that was edited while it waits is not read back") {
  auto text = encode_pending({a_pending_plan()});
  const auto at = text.find("s-2vcpu-2gb");
  REQUIRE(at != std::string::npos);
  text.replace(at, 11, "s-4vcpu-8gb");
  CHECK_FALSE(decode_pending(text).ok());
}

TEST_CASE("what is no note of the loop is refused") {
  for (const char* text : {"", "{}", "[]", "{\"round\": 1}"}) CHECK_FALSE(decode_loop_status(text).ok());
}
