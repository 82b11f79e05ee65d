#include "reconciler/cli/views/cost/what_if_views.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/cli/views/plan/plan_markdown.hpp"
#include "reconciler/core/base/printable.hpp"

namespace muster {
namespace {

std::string title_of(const WhatIf& what) {
  return printable(fmt::format("{}", fmt::join(what.imagined, ", ")));
}

/// Lines of the bill: purpose, monthly cost, difference to today.
struct ImaginedBillLine {
  std::string what;
  Money month;
};

std::vector<ImaginedBillLine> bill_of(const WhatIf& what) {
  const auto today = what.now.cost.now.monthly;
  std::vector<ImaginedBillLine> lines = {{"today", today}};
  if (what.now.cost.after.monthly != today)
    lines.push_back({"today, after today's plan", what.now.cost.after.monthly});
  if (what.then.cost.now.monthly != today)
    lines.push_back({"imagined, before the plan", what.then.cost.now.monthly});
  lines.push_back({"imagined, after the plan", what.then.cost.after.monthly});
  return lines;
}

std::string change_to_today(const ImaginedBillLine& line, const WhatIf& what) {
  const auto change = line.month - what.now.cost.now.monthly;
  return change == Money() ? "" : format_money_change(change);
}

void write_what_if_cost(JsonWriter& out, const Cost& cost) {
  out.begin_object().key("now").money(cost.now.monthly).key("after").money(cost.after.monthly).end_object();
}

void write_plan_in_short(JsonWriter& out, const Plan& plan) {
  const auto summary = summary_of(plan);
  out.begin_object().key("cost_month");
  write_what_if_cost(out, plan.cost);
  out.key("add")
      .integer(summary.add)
      .key("change")
      .integer(summary.change)
      .key("destroy")
      .integer(summary.destroy);
  out.key("verdict").text(to_string(plan.verdict.permission)).key("changes").begin_array();
  for (const auto& change : plan.changes) {
    out.begin_object().key("address").text(change.address).key("action").text(to_string(change.action));
    out.key("delta_month")
        .money(change.cost_after.monthly - change.cost_before.monthly)
        .key("because")
        .begin_array();
    for (const auto& cause : change.because) out.text(cause.message);
    out.end_array().end_object();
  }
  out.end_array().key("held_back").begin_array();
  for (const auto& decision : plan.decisions) {
    for (const auto& clamp : decision.clamps)
      out.text(fmt::format("{}: {}", decision.pool.value, clamp.message));
  }
  out.end_array().end_object();
}

}  // namespace

std::string what_if_text(const WhatIf& what, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text = fmt::format("{} {}\n\n", paint.bold("What if:"), title_of(what));
  text += plan_text(what.then, options) + "\n" + paint.bold("The bill a month") + "\n";
  for (const auto& line : bill_of(what)) {
    text += fmt::format("  {:<26}{:>13}{:>14}\n", line.what, format_money(line.month),
                        change_to_today(line, what));
  }
  return text + "\n" + paint.dim("Imagined: nothing was written, and this plan cannot be applied.") + "\n";
}

std::string what_if_markdown(const WhatIf& what) {
  auto text = fmt::format("## What if: {}\n\n| bill a month | | change |\n|---|---:|---:|\n", title_of(what));
  for (const auto& line : bill_of(what)) {
    text +=
        fmt::format("| {} | {} | {} |\n", line.what, format_money(line.month), change_to_today(line, what));
  }
  return text + "\n" + plan_markdown(what.then) +
         "\nImagined: nothing was written, and this plan cannot be applied.\n";
}

Result<std::string> what_if_json(const WhatIf& what) {
  JsonWriter out;
  out.begin_object().key("format_version").text("1.0").key("fleet").text(what.then.fleet.value);
  out.key("timestamp").instant(what.then.made_at).key("imagined").begin_array();
  for (const auto& imagined : what.imagined) out.text(imagined);
  out.end_array().key("today");
  write_plan_in_short(out, what.now);
  out.key("then");
  write_plan_in_short(out, what.then);
  out.end_object();
  if (out.mended()) return Error{ErrorKind::invalid, "a text of the plan is not UTF-8"};
  return std::move(out).finish();
}

}  // namespace muster
