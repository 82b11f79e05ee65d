#include <fmt/format.h>

#include "reconciler/cli/views/columns.hpp"
#include "reconciler/cli/views/history_views.hpp"
#include "reconciler/cli/views/markdown.hpp"

namespace muster {

namespace {

std::string seconds_between(Instant from, Instant to) {
  return rough_duration(std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

std::string brief_id(const PlanId& plan) {
  const auto colon = plan.value.find(':');
  return plan.value.substr(colon == std::string::npos ? 0 : colon + 1, 12);
}

std::string outcome_word(const ScalingEvent& event, const Paint& paint) {
  if (event.outcome == "done") return paint.green("done");
  if (event.outcome == "skipped") return paint.yellow("skipped");
  return paint.red(event.outcome);
}

std::string sizes_of(const ScalingEvent& event) {
  if (event.from.empty() && event.to.empty()) return "";
  if (event.from.empty()) return " (" + event.to + ")";
  if (event.to.empty()) return " (" + event.from + ")";
  return " (" + event.from + " → " + event.to + ")";
}

/// What is known of what came of it: nothing is said of what was not measured.
std::string outcome_line(const ScalingEvent& event) {
  std::vector<std::string> parts;
  if (!event.detail.empty()) parts.push_back(event.detail);
  if (event.cpu_after) parts.push_back("cpu " + format_measure(*event.cpu_after) + " % afterwards");
  if (event.agents_migrated && *event.agents_migrated > 0)
    parts.push_back(fmt::format("{} agents moved away", *event.agents_migrated));
  if (event.downtime && *event.downtime > Duration(0))
    parts.push_back("down for " + seconds_between(Instant{}, Instant{} + *event.downtime));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string event_text(const ScalingEvent& event, const Paint& paint) {
  auto text = printable_painted(fmt::format("  {} {} {}{}", outcome_word(event, paint), event.action,
                                            paint.bold(event.subject), sizes_of(event))) +
              "\n";
  const auto line = [&](const char* label, const std::string& says) {
    text += paint.dim(fmt::format("    {:<15}", label)) + printable(says) + "\n";
  };
  for (const auto& cause : event.trigger) line("trigger", trigger_line(cause));
  line("recommendation", fmt::format("{} a month, about {}", format_money_change(event.cost_increase),
                                     format_duration(event.estimated_time)));
  auto execution = fmt::format("by {}, started {}", event.approved_by, format_instant(event.started_at));
  if (event.completed_at) execution += ", took " + seconds_between(event.started_at, *event.completed_at);
  if (!event.object_id.empty()) execution += ", id " + event.object_id;
  line("execution", execution);
  if (const auto outcome = outcome_line(event); !outcome.empty()) line("outcome", outcome);
  return text;
}

}  // namespace

std::string trigger_line(const Cause& cause) {
  std::string text;
  for (const auto& evidence : cause.evidence) text += (text.empty() ? "" : "; ") + to_string(evidence);
  if (text.empty()) text = cause.says;
  text += ", rule " + cause.rule;
  const auto where = to_string(cause.at);
  return where.empty() ? text : text + " at " + where;
}

std::string history_text(const std::vector<ScalingEvent>& events, const Paint& paint) {
  if (events.empty()) return "Nothing has been applied yet.\n";
  std::string text;
  std::int64_t apply = -1;
  for (const auto& event : events) {
    if (event.apply != apply) {
      text += fmt::format("{}{}  {}\n", text.empty() ? "" : "\n", paint.bold(format_instant(event.timestamp)),
                          paint.dim("plan " + brief_id(event.plan)));
      apply = event.apply;
    }
    text += event_text(event, paint);
  }
  return text;
}

std::string history_markdown(const std::vector<ScalingEvent>& events) {
  std::string text =
      "| decided | action | of | sizes | a month | approved by | outcome |\n|---|---|---|---|---:|---|---|\n";
  for (const auto& event : events) {
    const auto sizes = sizes_of(event);
    text += fmt::format(
        "| {} | {} | {} | {} | {} | {} | {} |\n", format_instant(event.timestamp), as_markdown(event.action),
        as_markdown(event.subject), as_markdown(sizes.empty() ? "" : sizes.substr(2, sizes.size() - 3)),
        format_money_change(event.cost_increase), as_markdown(event.approved_by), as_markdown(event.outcome));
  }
  return text;
}

}  // namespace muster
