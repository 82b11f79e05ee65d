#include "reconciler/cli/apply/apply_events.hpp"

#include <fmt/format.h>

#include <ostream>

#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {

namespace {

/// Terraform's word for an action in its event stream.
const char* stream_word(Action action) {
  switch (action) {
    case Action::create:
      return "create";
    case Action::update:
      return "update";
    case Action::replace:
      return "replace";
    case Action::destroy:
      return "delete";
    case Action::adopt:
      return "import";
    case Action::release:
      return "forget";
  }
  return "update";
}

void write_resource(JsonWriter& out, const Change& change) {
  out.key("resource").begin_object();
  out.key("addr").text(change.address);
  out.key("resource").text(change.address);
  out.key("resource_type").text(type_of(change.effect));
  out.key("resource_name").text(name_of(change.effect));
  out.end_object();
}

void write_summary(JsonWriter& out, const PlanSummary& counts, const char* operation) {
  out.key("changes").begin_object();
  out.key("add").integer(counts.add);
  out.key("change").integer(counts.change);
  out.key("remove").integer(counts.destroy);
  out.key("import").integer(counts.adopt);
  out.key("forget").integer(counts.release);
  out.key("operation").text(operation);
  out.end_object();
}

struct Ended {
  std::string id;
  std::string detail;
};

Ended ended(const Outcome& outcome) {
  if (const auto* done = std::get_if<Succeeded>(&outcome)) return {done->object_id, ""};
  if (const auto* failed = std::get_if<Failed>(&outcome)) return {"", failed->error.what};
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) return {"", skipped->reason};
  const auto& unknown = std::get<Unknown>(outcome);
  return {unknown.object_id, unknown.error.what};
}

void count(PlanSummary& counts, Action action) {
  if (action == Action::create || action == Action::replace) ++counts.add;
  if (action == Action::update) ++counts.change;
  if (action == Action::destroy || action == Action::replace) ++counts.destroy;
  if (action == Action::adopt) ++counts.adopt;
  if (action == Action::release) ++counts.release;
}

}  // namespace

JsonWriter ApplyEvents::begin(const char* type, const char* level, const std::string& message, Instant now) {
  JsonWriter line(JsonLayout::compact);
  line.begin_object();
  line.key("@level").text(level);
  line.key("@message").text(message);
  line.key("@module").text("muster.ui");
  line.key("@timestamp").instant(now);
  line.key("sequence").integer(++sequence_);
  line.key("type").text(type);
  return line;
}

void ApplyEvents::finish(JsonWriter line) {
  line.end_object();
  auto text = std::move(line).finish();
  if (text.empty() || text.back() != '\n') text += '\n';
  out_ << text << std::flush;
}

void ApplyEvents::version(Instant now) {
  auto line = begin("version", "info", "muster " MUSTER_VERSION, now);
  line.key("muster").text(MUSTER_VERSION).key("ui").text("1.0");
  finish(std::move(line));
}

void ApplyEvents::planned(const Plan& plan, Instant now) {
  for (const auto& change : plan.changes) {
    auto line = begin("planned_change", "info",
                      fmt::format("{}: Plan to {}", change.address, stream_word(change.action)), now);
    line.key("change").begin_object();
    write_resource(line, change);
    line.key("action").text(stream_word(change.action));
    if (!change.because.empty()) line.key("reason").text(change.because.front().message);
    line.end_object();
    finish(std::move(line));
  }
  auto line = begin("change_summary", "info", summary_line(plan), now);
  write_summary(line, summary_of(plan), "plan");
  line.key("plan").text(plan.id.value);
  finish(std::move(line));
}

void ApplyEvents::diagnostic(bool error, const std::string& summary, const std::string& detail, Instant now,
                             const std::string& code) {
  const char* severity = error ? "error" : "warning";
  auto line = begin("diagnostic", error ? "error" : "warn", (error ? "Error: " : "Warning: ") + summary, now);
  line.key("diagnostic").begin_object();
  if (!code.empty()) line.key("code").text(code);
  line.key("severity").text(severity).key("summary").text(summary).key("detail").text(detail);
  line.end_object();
  finish(std::move(line));
}

void ApplyEvents::change_started(const Change& change, const ApplyCounts&, Instant now) {
  started_[change.id] = now;
  reported_[change.id] = now;
  auto line = begin("apply_start", "info",
                    fmt::format("{}: {} started", change.address, to_string(change.action)), now);
  line.key("hook").begin_object();
  write_resource(line, change);
  line.key("action").text(stream_word(change.action)).end_object();
  finish(std::move(line));
}

void ApplyEvents::progress(const Change& change, const std::string& message, Instant now) {
  reported_[change.id] = now;
  const auto elapsed = whole_seconds(now - started_[change.id]);
  auto line = begin("apply_progress", "info",
                    fmt::format("{}: {} [{}s elapsed]", change.address, message, elapsed), now);
  line.key("hook").begin_object();
  write_resource(line, change);
  line.key("action").text(stream_word(change.action));
  line.key("step").text(message);
  line.key("elapsed_seconds").integer(elapsed).end_object();
  finish(std::move(line));
}

void ApplyEvents::step_started(const Change& change, const std::string& message, Instant now) {
  progress(change, message, now);
}

void ApplyEvents::polled(const Change& change, const std::string& message, Duration, Instant now) {
  // A heartbeat, not a line for each poll.
  if (now - reported_[change.id] >= 10s) progress(change, "still " + message, now);
}

void ApplyEvents::retrying(const Change& change, const Error& error, Duration wait, Instant now) {
  progress(change, fmt::format("{}; again in {}", error.what, format_duration(wait)), now);
}

void ApplyEvents::noted(const Change& change, const std::string& message, Instant now) {
  progress(change, message, now);
}

void ApplyEvents::change_ended(const Change& change, const ChangeReport& report, const ApplyCounts&,
                               Instant now) {
  const bool done = std::holds_alternative<Succeeded>(report.outcome);
  if (done) count(done_, change.action);
  const auto elapsed = whole_seconds(report.finished_at - report.started_at);
  const auto [id, detail] = ended(report.outcome);
  auto line = begin(done ? "apply_complete" : "apply_errored", done ? "info" : "error",
                    fmt::format("{}: {} after {}s", change.address, to_string(report.outcome), elapsed), now);
  line.key("hook").begin_object();
  write_resource(line, change);
  line.key("action").text(stream_word(change.action));
  line.key("outcome").text(to_string(report.outcome));
  if (done) line.key("id_key").text("id").key("id_value").text(id);
  if (!detail.empty()) line.key("detail").text(detail);
  line.key("elapsed_seconds").integer(elapsed).end_object();
  finish(std::move(line));
}

void ApplyEvents::stopping(const std::string& reason, Instant now) {
  diagnostic(false, "muster starts no new change", reason, now);
}

void ApplyEvents::apply_ended(const ApplyReport& report, Instant now) {
  const bool whole = report.all_done();
  const auto message =
      whole ? fmt::format("Apply complete! Resources: {} added, {} changed, {} destroyed.", done_.add,
                          done_.change, done_.destroy)
            : fmt::format("Apply incomplete: {} done, {} failed, {} skipped, {} unknown", report.count_done(),
                          report.count_failed(), report.count_skipped(), report.count_unknown());
  auto line = begin("change_summary", whole ? "info" : "error", message, now);
  write_summary(line, done_, "apply");
  line.key("outcome").begin_object();
  line.key("done").integer(report.count_done());
  line.key("failed").integer(report.count_failed());
  line.key("skipped").integer(report.count_skipped());
  line.key("unknown").integer(report.count_unknown());
  line.key("interrupted").boolean(report.interrupted).end_object();
  finish(std::move(line));
}

}  // namespace muster
