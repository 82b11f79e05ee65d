#include "reconciler/core/plan/statement.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace muster;

namespace {

const Instant kAt = *parse_instant("2026-11-23T20:00:00Z");

Statement an_envelope() {
  return {FleetName("fpai"), "ada", kAt,
          Envelope{{PoolName("web"), PoolName("worker")}, 12, Money::cents(50), kAt + 1h}};
}

}  // namespace

TEST_CASE("what is signed can be read") {
  const Statement yes{FleetName("fpai"), "ada", kAt, PlanApproval{PlanId("sha256:ab"), kAt + 1h}};
  CHECK(text_to_sign(yes) ==
        "muster statement 1\nkind: approval\nfleet: fpai\nby: ada\nat: 2026-11-23T20:00:00Z\n"
        "plan: sha256:ab\nuntil: 2026-11-23T21:00:00Z\n");
  CHECK(text_to_sign(an_envelope()) ==
        "muster statement 1\nkind: envelope\nfleet: fpai\nby: ada\nat: 2026-11-23T20:00:00Z\n"
        "pool: web\npool: worker\nmachines: 12\nper_hour: 0.50\nuntil: 2026-11-23T21:00:00Z\n");
}

TEST_CASE("statements that differ in anything are signed differently") {
  std::vector<Statement> all = {
      an_envelope(),
      {FleetName("fpai"), "ada", kAt, PlanApproval{PlanId("p"), kAt + 1h}},
      {FleetName("fpai"), "ada", kAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai"), "ada", kAt, Revocation{"p", "no"}},
      // Texts that would be other lines if they were let.
      {FleetName("fpai"), "ada", kAt, PlanRejection{PlanId("p"), "no\nuntil: 2026-11-23T21:00:00Z"}},
      {FleetName("fpai"), "ada", kAt, PlanRejection{PlanId("p"), "no\\nuntil: 2026-11-23T21:00:00Z"}},
      {FleetName("fpai"), "ada\nat: x", kAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai\nby: ada"), "ada", kAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpa"), "ada", kAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai"), "ada", kAt + 1ms, PlanRejection{PlanId("p"), "no"}},
  };
  const auto with = [&](auto edit) {
    auto other = an_envelope();
    edit(std::get<Envelope>(other.says));
    all.push_back(other);
  };
  with([](Envelope& e) { e.pools.pop_back(); });
  with([](Envelope& e) { e.pools = {PoolName("web\npool: worker")}; });
  with([](Envelope& e) { e.machines = 13; });
  with([](Envelope& e) { e.hourly += Money::micros(1); });
  with([](Envelope& e) { e.until += 1s; });
  std::set<std::string> texts;
  std::set<std::string> ids;
  for (const auto& statement : all) {
    texts.insert(text_to_sign(statement));
    ids.insert(statement_id(statement));
  }
  CHECK(texts.size() == all.size());
  CHECK(ids.size() == all.size());
}
