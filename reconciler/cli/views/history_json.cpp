#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/history_views.hpp"

namespace muster {

namespace {

void text_or_null(JsonWriter& out, const char* key, const std::string& value) {
  out.key(key);
  if (value.empty()) {
    out.null();
  } else {
    out.text(value);
  }
}

std::int64_t in_seconds(Duration length) {
  return std::chrono::duration_cast<std::chrono::seconds>(length).count();
}

void write_trigger(JsonWriter& out, const Cause& cause) {
  out.begin_object();
  out.key("type").text(cause.evidence.empty() ? "declared" : to_string(cause.evidence.front().metric));
  if (!cause.evidence.empty()) {
    const auto& seen = cause.evidence.front();
    out.key("subject").text(to_string(seen.subject));
    out.key("current").measure(seen.value);
    out.key("threshold").measure(seen.limit);
    out.key("duration_minutes").measure(Measure::milli(seen.held.count() / 60));
  }
  out.key("policy").text(cause.policy.value);
  out.key("rule").text(cause.rule);
  out.key("at").text(to_string(cause.at));
  out.key("says").text(cause.says);
  out.end_object();
}

void write_recommendation(JsonWriter& out, const ScalingEvent& event) {
  out.key("recommendation").begin_object();
  out.key("action").text(event.action);
  out.key("address").text(event.address);
  text_or_null(out, "from_size", event.from);
  text_or_null(out, "to_size", event.to);
  out.key("estimated_cost_increase").money(event.cost_increase);
  out.key("estimated_time").text(format_duration(event.estimated_time)).end_object();
}

void write_execution(JsonWriter& out, const ScalingEvent& event) {
  const bool creates_machine = event.action == "create machine" || event.action == "replace machine";
  out.key("execution").begin_object();
  out.key("approved_by").text(event.approved_by);
  out.key("started_at").instant(event.started_at);
  out.key("completed_at");
  if (event.completed_at) {
    out.instant(*event.completed_at);
  } else {
    out.null();
  }
  out.key("success").boolean(event.outcome == "done");
  out.key("outcome").text(event.outcome);
  text_or_null(out, "new_droplet_id", creates_machine ? event.object_id : "");
  text_or_null(out, "object_id", event.object_id);
  text_or_null(out, "detail", event.detail);
  if (event.completed_at) {
    out.key("duration_seconds").integer(in_seconds(*event.completed_at - event.started_at));
  }
  out.end_object();
}

}  // namespace

std::string history_json(const std::vector<ScalingEvent>& events) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("events").begin_array();
  for (const auto& event : events) {
    out.begin_object();
    out.key("timestamp").instant(event.timestamp);
    out.key("plan").text(event.plan.value);
    out.key("change").text(event.change.value);
    out.key("trigger").begin_array();
    for (const auto& cause : event.trigger) write_trigger(out, cause);
    out.end_array();
    write_recommendation(out, event);
    write_execution(out, event);
    out.end_object();
  }
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
