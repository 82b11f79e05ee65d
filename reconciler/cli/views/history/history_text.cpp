#include <fmt/format.h>

#include <set>

#include "reconciler/cli/views/history/history_views.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/markdown.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"

namespace muster {

namespace {

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

/// The measured outcome; unmeasured parts are omitted.
std::string outcome_line(const ScalingEvent& event) {
  std::vector<std::string> parts;
  if (!event.detail.empty()) parts.push_back(event.detail);
  if (event.cpu_after) parts.push_back("cpu " + format_measure(*event.cpu_after) + "% afterwards");
  if (event.agents_migrated && *event.agents_migrated > 0)
    parts.push_back(fmt::format("{} agents moved away", *event.agents_migrated));
  if (event.downtime && *event.downtime > Duration(0))
    parts.push_back("down for " + rough_duration(*event.downtime));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string event_text(const ScalingEvent& event, const HistoryLayout& layout) {
  const auto& paint = layout.paint;
  const std::string margin(19, ' ');
  auto text =
      wrapped_behind("  ", "    ",
                     printable_painted(fmt::format("{} {} {}{}", outcome_word(event, paint), event.action,
                                                   paint.bold(event.subject), sizes_of(event))),
                     layout.width);
  const auto add = [&](const char* word, const std::string& message) {
    text +=
        wrapped_behind(paint.dim(fmt::format("    {:<15}", word)), margin, printable(message), layout.width);
  };
  for (const auto& cause : event.trigger) add("trigger", trigger_line(cause));
  add("recommendation", fmt::format("{} a month, about {}", format_money_change(event.cost_increase),
                                    format_duration(event.estimated_time)));
  auto execution = fmt::format("by {}, started {}", event.approved_by, format_instant(event.started_at));
  if (event.completed_at) execution += ", took " + rough_duration(*event.completed_at - event.started_at);
  if (!event.object_id.empty()) execution += ", id " + event.object_id;
  add("execution", execution);
  if (const auto outcome = outcome_line(event); !outcome.empty()) add("outcome", outcome);
  return text;
}

/// "resize worker/1": without "machine", because most actions are on machines.
std::string deed_of(const ScalingEvent& event, const Paint& paint) {
  auto action = event.action;
  if (const std::string_view machine = " machine"; action.ends_with(machine))
    action.resize(action.size() - machine.size());
  return printable_painted((action.empty() ? "" : action + " ") + paint.bold(event.subject));
}

std::string money_of(const ScalingEvent& event, const Paint& paint) {
  if (event.cost_increase == Money()) return "";
  const auto money = format_money_change(event.cost_increase);
  return " " + (event.cost_increase < Money() ? paint.green(money) : paint.yellow(money));
}

/// "done in 4s", "failed after 12s: the region has no more of this size".
std::string ending_of(const ScalingEvent& event, const Paint& paint) {
  auto text = outcome_word(event, paint);
  if (event.completed_at) {
    const auto* word = event.outcome == "done" ? " in " : " after ";
    text += word + rough_duration(*event.completed_at - event.started_at);
  }
  return event.detail.empty() ? text : text + ": " + printable(event.detail);
}

std::string rules_of(const ScalingEvent& event) {
  std::string text;
  std::set<std::string> reported;
  for (const auto& cause : event.trigger) {
    if (!cause.rule.empty() && reported.insert(cause.rule).second) text += ", " + cause.rule;
  }
  return text;
}

}  // namespace

std::string trigger_line(const Cause& cause) {
  std::string text;
  for (const auto& evidence : cause.evidence) text += (text.empty() ? "" : "; ") + to_string(evidence);
  if (text.empty()) text = cause.message;
  text += ", rule " + cause.rule;
  const auto where = to_string(cause.at);
  return where.empty() ? text : text + " at " + where;
}

std::string history_line(const ScalingEvent& event, std::string& day, const HistoryLayout& layout) {
  const auto& paint = layout.paint;
  const auto at = format_instant(event.started_at);  // "2026-11-03T10:06:00Z"
  std::string text;
  if (at.substr(0, 10) != day) {
    text = (day.empty() ? "" : "\n") + paint.bold(at.substr(0, 10)) + paint.dim(" UTC") + "\n";
    day = at.substr(0, 10);
  }
  auto sizes = sizes_of(event);
  if (!sizes.empty()) sizes = " " + sizes.substr(2, sizes.size() - 3);
  const auto line = fmt::format("{}{}{}  {}{}, by {}", deed_of(event, paint), sizes, money_of(event, paint),
                                ending_of(event, paint), rules_of(event), printable(event.approved_by));
  return text +
         wrapped_behind("  " + paint.dim(at.substr(11, 5)) + " ", std::string(10, ' '), line, layout.width);
}

std::string history_lines(const std::vector<ScalingEvent>& events, const HistoryLayout& layout) {
  std::string text;
  std::string day;
  for (const auto& event : events) text += history_line(event, day, layout);
  return text;
}

std::string history_text(const std::vector<ScalingEvent>& events, const HistoryLayout& layout) {
  const auto& paint = layout.paint;
  std::string text;
  std::int64_t apply = -1;
  for (const auto& event : events) {
    if (event.apply != apply) {
      text +=
          fmt::format("{}decided {}  {}\n", text.empty() ? "" : "\n",
                      paint.bold(format_instant(event.timestamp)), paint.dim("plan " + brief_id(event.plan)));
      apply = event.apply;
    }
    text += event_text(event, layout);
  }
  return text;
}

std::string history_markdown(const std::vector<ScalingEvent>& events) {
  std::string text =
      "| decided | action | of | sizes | a month | approved by | outcome "
      "|\n|---|---|---|---|---:|---|---|\n";
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
