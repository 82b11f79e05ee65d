#include "reconciler/core/plan/approval/statement.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace muster;

namespace {

const Instant kSignedAt = *parse_instant("2026-11-23T20:00:00Z");

Statement a_statement_of_limits() {
  return {FleetName("fpai"), "ada", kSignedAt,
          StandingApproval{{PoolName("web"), PoolName("worker")}, 12, Money::cents(50), kSignedAt + 1h}};
}

}  // namespace

TEST_CASE("what is signed can be read") {
  const Statement yes{FleetName("fpai"), "ada", kSignedAt, PlanApproval{PlanId("sha256:ab"), kSignedAt + 1h}};
  CHECK(text_to_sign(yes) ==
        "muster statement 1\nkind: approval\nfleet: fpai\nby: ada\nat: 2026-11-23T20:00:00Z\n"
        "plan: sha256:ab\nuntil: 2026-11-23T21:00:00Z\n");
  CHECK(text_to_sign(a_statement_of_limits()) ==
        "muster statement 1\nkind: envelope\nfleet: fpai\nby: ada\nat: 2026-11-23T20:00:00Z\n"
        "pool: web\npool: worker\nmachines: 12\nper_hour: 0.50\nuntil: 2026-11-23T21:00:00Z\n");
}

TEST_CASE("statements that differ in anything are signed differently") {
  std::vector<Statement> all = {
      a_statement_of_limits(),
      {FleetName("fpai"), "ada", kSignedAt, PlanApproval{PlanId("p"), kSignedAt + 1h}},
      {FleetName("fpai"), "ada", kSignedAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai"), "ada", kSignedAt, Revocation{"p", "no"}},
      // Texts that would be other lines if they were let.
      {FleetName("fpai"), "ada", kSignedAt, PlanRejection{PlanId("p"), "no\nuntil: 2026-11-23T21:00:00Z"}},
      {FleetName("fpai"), "ada", kSignedAt, PlanRejection{PlanId("p"), "no\\nuntil: 2026-11-23T21:00:00Z"}},
      {FleetName("fpai"), "ada\nat: x", kSignedAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai\nby: ada"), "ada", kSignedAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpa"), "ada", kSignedAt, PlanRejection{PlanId("p"), "no"}},
      {FleetName("fpai"), "ada", kSignedAt + 1ms, PlanRejection{PlanId("p"), "no"}},
  };
  const auto with = [&](auto edit) {
    auto other = a_statement_of_limits();
    edit(std::get<StandingApproval>(other.content));
    all.push_back(other);
  };
  with([](StandingApproval& e) { e.pools.pop_back(); });
  with([](StandingApproval& e) { e.pools = {PoolName("web\npool: worker")}; });
  with([](StandingApproval& e) { e.machines = 13; });
  with([](StandingApproval& e) { e.hourly += Money::micros(1); });
  with([](StandingApproval& e) { e.until += 1s; });
  std::set<std::string> texts;
  std::set<std::string> ids;
  for (const auto& statement : all) {
    texts.insert(text_to_sign(statement));
    ids.insert(statement_id(statement));
  }
  CHECK(texts.size() == all.size());
  CHECK(ids.size() == all.size());
}
