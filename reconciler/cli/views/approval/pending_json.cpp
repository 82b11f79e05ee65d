#include "reconciler/cli/views/approval/pending_json.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/approval/approval_commands.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

std::int64_t seconds_waited(Instant from, Instant to) {
  return std::max<std::int64_t>(0, whole_seconds(to - from));
}

void write_summary(JsonWriter& out, const Plan& plan) {
  const auto summary = summary_of(plan);
  out.key("summary").begin_object();
  out.key("add").integer(summary.add);
  out.key("change").integer(summary.change);
  out.key("destroy").integer(summary.destroy);
  out.key("import").integer(summary.adopt);
  out.key("forget").integer(summary.release);
  out.key("text").text(summary_line(plan)).end_object();
}

void write_pending_cost(JsonWriter& out, const Cost& cost) {
  out.key("cost").begin_object();
  out.key("currency").text("USD");
  out.key("now_monthly").money(cost.now.monthly);
  out.key("after_monthly").money(cost.after.monthly);
  out.key("change_monthly").money(cost.delta().monthly);
  out.key("change_hourly").money(cost.delta().hourly).end_object();
}

void write_gone(JsonWriter& out, const Plan& plan) {
  out.key("destroys").begin_array();
  for (const auto& change : plan.changes) {
    if (!destroys(change)) continue;
    out.begin_object();
    out.key("address").text(change.address);
    out.key("says").text(describe_change(change.effect).sentence()).end_object();
  }
  out.end_array();
}

void write_one(JsonWriter& out, const PendingPlan& one, Instant now) {
  const auto& plan = one.plan;
  out.begin_object();
  out.key("id").text(plan.id.value);
  out.key("brief").text(Digest{plan.id.value}.brief());
  out.key("fleet").text(plan.fleet.value);
  out.key("since").instant(one.since);
  out.key("waiting_seconds").integer(seconds_waited(one.since, now));
  out.key("confirmed_at").instant(one.confirmed_at);
  out.key("valid_until").instant(plan.valid_until);
  write_summary(out, plan);
  write_pending_cost(out, plan.cost);
  write_gone(out, plan);
  out.key("persons").integer(std::max(1, plan.verdict.persons));
  out.key("reasons").begin_array();
  for (const auto& reason : plan.verdict.reasons) out.text(reason);
  out.end_array();
  out.key("rejected").text(one.rejected);
  out.key("approve").text(approve_command(plan.id));
  out.key("reject").text(reject_command(plan.id)).end_object();
}

}  // namespace

void write_pending(JsonWriter& out, const std::vector<PendingPlan>& pending, Instant now) {
  out.begin_array();
  for (const auto* one : longest_waiting_first(pending)) write_one(out, *one, now);
  out.end_array();
}

std::string pending_json(const std::vector<PendingPlan>& pending, Instant now) {
  JsonWriter out;
  out.begin_object();
  out.key("format_version").text("1.0");
  out.key("as_of").instant(now);
  out.key("pending");
  write_pending(out, pending, now);
  out.end_object();
  return std::move(out).finish();
}

}  // namespace muster
