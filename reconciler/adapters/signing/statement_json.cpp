#include "reconciler/adapters/signing/statement_json.hpp"

#include <limits>

#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/core/base/overloaded.hpp"

namespace muster {
namespace {

void write_content(JsonWriter& out, const Statement& statement) {
  std::visit(
      Overloaded{
          [&](const PlanApproval& a) { out.key("plan").text(a.plan.value).key("until").instant(a.until); },
          [&](const PlanRejection& r) { out.key("plan").text(r.plan.value).key("because").text(r.because); },
          [&](const StandingApproval& e) {
            out.key("pools").begin_array();
            for (const auto& pool : e.pools) out.text(pool.value);
            out.end_array().key("machines").integer(e.machines);
            out.key("per_hour").money(e.hourly).key("until").instant(e.until);
          },
          [&](const Revocation& r) {
            out.key("envelope").text(r.standing_approval).key("because").text(r.because);
          },
      },
      statement.content);
}

Instant instant(JsonFields& in, const char* name) {
  return in.take(parse_instant(in.text(name)));
}

StandingApproval read_standing_approval(JsonFields& in) {
  StandingApproval standing_approval;
  const auto pools = in["pools"].items();
  if (!pools) {
    in.take(Result<Done>(pools.error()));
    return standing_approval;
  }
  for (const JsonView pool : *pools) standing_approval.pools.emplace_back(in.take(pool.text()));
  const auto machines = in.integer("machines");
  if (machines < 0 || machines > std::numeric_limits<int>::max())
    in.take(Result<Done>(in["machines"].error("is not a number of machines")));
  standing_approval.machines = static_cast<int>(machines);
  standing_approval.hourly = in.money("per_hour");
  standing_approval.until = instant(in, "until");
  return standing_approval;
}

}  // namespace

void write_statement(JsonWriter& out, const SignedStatement& said) {
  const auto& statement = said.statement;
  out.begin_object().key("kind").text(kind_of(statement)).key("fleet").text(statement.fleet.value);
  out.key("by").text(statement.by).key("at").instant(statement.at);
  write_content(out, statement);
  out.key("key").text(said.key).key("signature").text(said.signature).end_object();
}

Result<SignedStatement> read_statement(const JsonView& view) {
  JsonFields in(view);
  SignedStatement said;
  const auto kind = in.text("kind");
  said.statement.fleet = FleetName(in.text("fleet"));
  said.statement.by = in.text("by");
  said.statement.at = instant(in, "at");
  if (kind == "approval") {
    said.statement.content = PlanApproval{PlanId(in.text("plan")), instant(in, "until")};
  } else if (kind == "rejection") {
    said.statement.content = PlanRejection{PlanId(in.text("plan")), in.text("because")};
  } else if (kind == "envelope") {
    said.statement.content = read_standing_approval(in);
  } else if (kind == "revocation") {
    said.statement.content = Revocation{in.text("envelope"), in.text("because")};
  } else {
    in.take(Result<Done>(in["kind"].error("is none of approval, rejection, envelope, revocation")));
  }
  said.key = in.text("key");
  said.signature = in.text("signature");
  if (in.failed()) return in.error();
  return said;
}

}  // namespace muster
