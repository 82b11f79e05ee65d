#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"

namespace muster {
namespace {

void write_changes(JsonWriter& out, const ReplayResult& run) {
  out.key("changes").begin_array();
  for (const auto& change : run.changes) {
    out.begin_object();
    out.key("at").instant(change.at);
    out.key("address").text(change.address);
    out.key("action").text(to_string(change.action));
    out.key("says").text(change.message);
    out.key("because").text(change.because);
    out.key("goes").boolean(change.goes);
    out.key("needs_approval").boolean(change.waited).end_object();
  }
  out.end_array();
}

void write_run(JsonWriter& out, const ReplayResult& run) {
  out.begin_object();
  out.key("looks").integer(run.looks);
  out.key("decisions").integer(run.decisions());
  out.key("allowed").integer(run.allowed);
  out.key("needs_approval").integer(run.needs_approval);
  out.key("refused").integer(run.refused);
  out.key("refusals").begin_array();
  for (const auto& [reason, looks] : run.refusals)
    out.begin_object().key("reason").text(reason).key("looks").integer(looks).end_object();
  out.end_array();
  out.key("spent").money(run.spent);
  out.key("monthly_at_end").money(run.price_at_end.monthly);
  out.key("most_machines").integer(run.most_machines);
  out.key("most_machines_at").instant(run.most_at);
  out.key("machines_at_end").integer(run.machines_at_end);
  out.key("at_limit_seconds").integer(whole_seconds(run.at_limit));
  out.key("gone").integer(run.gone());
  out.key("by_kind").begin_array();
  for (const auto& [kind, count] : run.by_kind())
    out.begin_object().key("kind").text(kind).key("count").integer(count).end_object();
  out.end_array();
  write_changes(out, run);
  out.end_object();
}

void write_plan_now(JsonWriter& out, const Plan& plan) {
  const auto summary = summary_of(plan);
  out.begin_object();
  out.key("id").text(plan.id.value);
  out.key("add").integer(summary.add);
  out.key("change").integer(summary.change);
  out.key("destroy").integer(summary.destroy);
  out.key("text").text(summary_line(plan));
  out.key("verdict").text(to_string(plan.verdict.permission));
  out.key("now_monthly").money(plan.cost.now.monthly);
  out.key("after_monthly").money(plan.cost.after.monthly);
  out.key("changes").begin_array();
  for (const auto& change : plan.changes) {
    out.begin_object().key("address").text(change.address);
    out.key("action").text(to_string(change.action)).end_object();
  }
  out.end_array().end_object();
}

}  // namespace

std::string policy_diff_json(const Review& review) {
  JsonWriter out;
  out.begin_object();
  out.key("format_version").text("1.0");
  out.key("fleet").text(review.fleet.value);
  out.key("base").text(review.base);
  out.key("changed_files").begin_array();
  for (const auto& file : review.changed) out.text(file);
  out.end_array();
  out.key("now").begin_object();
  out.key("base");
  write_plan_now(out, review.plan_before);
  out.key("change");
  write_plan_now(out, review.plan_after);
  out.end_object();
  out.key("days");
  if (review.readings > 0) {
    out.begin_object();
    out.key("from").instant(review.terms.from);
    out.key("to").instant(review.terms.to);
    out.key("every_seconds").integer(whole_seconds(review.terms.every));
    out.key("readings").integer(static_cast<std::int64_t>(review.readings));
    out.key("parts_at");
    if (const auto parts = review.parts_at()) {
      out.instant(*parts);
    } else {
      out.null();
    }
    out.key("base");
    write_run(out, review.before);
    out.key("change");
    write_run(out, review.after);
    out.end_object();
  } else {
    out.null();
  }
  out.key("notes").begin_array();
  for (const auto& note : review.notes) out.text(note);
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
