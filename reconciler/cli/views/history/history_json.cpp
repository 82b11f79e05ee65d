#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/history/history_views.hpp"

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

void measure_or_null(JsonWriter& out, const char* key, const std::optional<Measure>& value) {
  out.key(key);
  if (value) {
    out.measure(*value);
  } else {
    out.null();
  }
}

void integer_or_null(JsonWriter& out, const char* key, const std::optional<std::int64_t>& value) {
  out.key(key);
  if (value) {
    out.integer(*value);
  } else {
    out.null();
  }
}

/// `cause` is nullptr when the journal's plan could not be read.
void write_trigger(JsonWriter& out, const Cause* cause) {
  const auto* seen = cause && !cause->evidence.empty() ? &cause->evidence.front() : nullptr;
  std::optional<Measure> current;
  std::optional<Measure> threshold;
  std::optional<Measure> minutes;
  if (seen) {
    current = seen->value;
    threshold = seen->limit;
    minutes = Measure::milli(seen->held.count() / 60);
  }
  out.begin_object().key("type").text(seen ? to_string(seen->metric) : cause ? "declared" : "unknown");
  measure_or_null(out, "current", current);
  measure_or_null(out, "threshold", threshold);
  measure_or_null(out, "duration_minutes", minutes);
  text_or_null(out, "subject", seen ? to_string(seen->subject) : "");
  out.key("policy").text(cause ? cause->policy.value : "").key("rule").text(cause ? cause->rule : "");
  out.key("at").text(cause ? to_string(cause->at) : "").key("says").text(cause ? cause->message : "");
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
  out.key("status").text(event.outcome);
  text_or_null(out, "new_droplet_id", creates_machine ? event.object_id : "");
  text_or_null(out, "object_id", event.object_id);
  text_or_null(out, "detail", event.detail);
  std::optional<std::int64_t> took;
  if (event.completed_at) took = whole_seconds(*event.completed_at - event.started_at);
  integer_or_null(out, "duration_seconds", took);
  out.end_object();
}

void write_outcome(JsonWriter& out, const ScalingEvent& event) {
  out.key("outcome").begin_object();
  measure_or_null(out, "cpu_after", event.cpu_after);
  integer_or_null(out, "agents_migrated", event.agents_migrated);
  std::optional<std::int64_t> down;
  if (event.downtime) down = whole_seconds(*event.downtime);
  integer_or_null(out, "downtime_seconds", down);
  out.end_object();
}

void write_event(JsonWriter& out, const ScalingEvent& event) {
  out.begin_object();
  out.key("timestamp").instant(event.timestamp);
  out.key("trigger");
  write_trigger(out, event.trigger.empty() ? nullptr : &event.trigger.front());
  out.key("causes").begin_array();
  for (const auto& cause : event.trigger) write_trigger(out, &cause);
  out.end_array();
  write_recommendation(out, event);
  write_execution(out, event);
  write_outcome(out, event);
  out.key("plan").text(event.plan.value);
  out.key("change").text(event.change.value);
  out.end_object();
}

}  // namespace

std::string history_event_json(const ScalingEvent& event) {
  JsonWriter out(JsonLayout::compact);
  write_event(out, event);
  return std::move(out).finish() + "\n";
}

std::string history_json(const std::vector<ScalingEvent>& events) {
  JsonWriter out;
  out.begin_object().key("format_version").text("2.0").key("events").begin_array();
  for (const auto& event : events) write_event(out, event);
  out.end_array().end_object();
  return std::move(out).finish();
}

}  // namespace muster
