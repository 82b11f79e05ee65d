#include "reconciler/adapters/store/journal_codec.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

RecentChange memory() {
  RecentChange change;
  change.pool = PoolName("worker");
  change.slot = Slot{PoolName("worker"), 3};
  change.kind = RecentChange::Kind::resize_machine;
  change.direction = Direction::down;
  change.decided_at = Instant(Duration(1'700'000'000'123));
  change.finished_at = Instant(Duration(1'700'000'060'000));
  change.delta_month = Money::micros(-6'000'001);
  return change;
}

const std::vector<JournalBody>& bodies() {
  static const std::vector<JournalBody> all = {
      ApplyStarted{PlanId("sha256:1"), FleetName("fpai"), "auto", R"({"format_version":"1.0","a":"\"\\\n"})"},
      StepStarted{PlanId("p"), ChangeId("c"), 2, "create_machine",
                  "create machine fpai-worker-3 (\xe2\x82\xac)"},
      StepFinished{PlanId("p"), ChangeId("c"), 2, false, "", "the machine\n\"went\" away"},
      ChangeFinished{PlanId("p"), ChangeId("c"), "machine.worker/3", "done", "4711", "", memory()},
      ChangeFinished{PlanId("p"), ChangeId("c"), "network.fpai", "unknown", "", "lost", RecentChange{}},
      ApplyFinished{PlanId("p"), 1, 2, 3, 4, true},
      LeaseOvertaken{8, 7, "muster apply, pid 2 on b", "muster apply, pid 1 on a", PlanId("p"), "looks",
                     "its process has ended"},
      DriftAccepted{"ada", {"machine.worker/1", "firewall.worker"}},
      DriftAccepted{"", {}},
      OutcomeMeasured{PlanId("p"), ChangeId("c"), Slot{PoolName("worker"), 3}, Measure::milli(41'523), 10},
      OutcomeMeasured{PlanId("p"), ChangeId("c"), PoolName("worker"), Measure::whole(7), 1},
      StatementMade{{{FleetName("fpai"), "ada", Instant(Duration(1'700'000'000'000)),
                      PlanApproval{PlanId("p"), Instant(Duration(1'700'000'360'000))}},
                     "ed25519:k",
                     "s"}},
      StatementMade{{{FleetName("fpai"), "ada", Instant(Duration(1'700'000'000'000)),
                      StandingApproval{
                          {PoolName("web"), PoolName("worker")}, 3, Money::micros(1), Instant(Duration(1))}},
                     "ed25519:k",
                     "s"}},
      AgentsDrained{PlanId("p"), ChangeId("c"), MachineId("4711"), 7, 1, Duration(61'500)},
      CapacityMissing{SizeName("s-2vcpu-4gb"), Region("nyc3"), Instant(Duration(1'700'000'180'000))},
      ChangeRefused{ChangeId("c"), "machine.worker/3", Digest{"d"}, "422: no such \"key\""},
  };
  return all;
}

}  // namespace

TEST_CASE("every journal body comes back as it went in") {
  for (const auto& body : bodies()) {
    const auto text = encode_journal(body);
    INFO(text);
    const auto again = decode_journal(kind_of(body), text);
    REQUIRE(again.ok());
    CHECK(*again == body);
    CHECK(text.find('\n') == std::string::npos);
  }
}

TEST_CASE("a body torn anywhere is refused") {
  for (const auto& body : bodies()) {
    const auto text = encode_journal(body);
    for (std::size_t keep = 0; keep < text.size(); ++keep)
      CHECK_FALSE(decode_journal(kind_of(body), text.substr(0, keep)).ok());
  }
}

TEST_CASE("what is no journal body is refused with the reason") {
  struct Row {
    const char* that;
    const char* kind;
    const char* text;
    const char* message;
  };
  for (const auto& row : {
           Row{"an unknown kind", "apply_begun", "{}", "apply_begun"},
           Row{"no object", "step_started", "[]", "plan"},
           Row{"a field missing", "apply_finished", R"({"plan":"p"})", "done"},
           Row{"a field of another type", "apply_finished", R"({"plan":7})", "plan"},
           Row{"an unknown word", "change_finished",
               R"({"plan":"p","change":"c","address":"a","outcome":"done","object_id":"","detail":"",)"
               R"("memory":{"pool":"w","kind":"grow","direction":"up","decided_at":"2026-01-01T00:00:00Z",)"
               R"("finished_at":"2026-01-01T00:00:00Z","delta_month_micros":1}})",
               "\"grow\" is not a word"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto body = decode_journal(row.kind, row.text);
      REQUIRE_FALSE(body.ok());
      CHECK(body.error().what.find(row.message) != std::string::npos);
    }
  }
}

TEST_CASE("fields that are not known yet are passed over") {
  const auto body = decode_journal(
      "apply_finished",
      R"({"plan":"p","done":1,"failed":0,"skipped":0,"unknown":0,"interrupted":false,"host":"h"})");
  REQUIRE(body.ok());
  CHECK(std::get<ApplyFinished>(*body).done == 1);
}
