#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/approval/approval_commands.hpp"
#include "reconciler/cli/views/approval/lease_views.hpp"
#include "reconciler/cli/views/approval/pending_views.hpp"
#include "reconciler/cli/views/layout/bars.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/cli/views/plan/plan_text.hpp"
#include "reconciler/cli/views/status/status_machines.hpp"
#include "reconciler/core/fleet/bill/strays.hpp"

namespace muster {
namespace {

std::string ago(Instant at, Instant now) {
  return short_age(now - at) + " ago";
}

std::string in_time(Instant at, Instant now) {
  return at > now ? "in " + short_age(at - now) : "due";
}

std::string title_line(const StatusReport& report, const StatusLayout& layout) {
  const auto& paint = layout.paint;
  const auto seen = "seen " + format_instant(std::chrono::floor<std::chrono::seconds>(report.actual.seen_at));
  const auto name = printable(report.fleet.name.value);
  auto cloud = printable(report.cloud);
  const auto room = layout.width - std::min(layout.width, columns_of(name) + 2 + columns_of(seen) + 4);
  cloud = clipped(cloud, room);
  const auto used = 2 + columns_of(name) + 2 + columns_of(cloud) + columns_of(seen);
  const std::string gap(layout.width > used + 2 ? layout.width - used : 2, ' ');
  return "  " + paint.bold(name) + "  " + paint.dim(cloud + gap.substr(0, gap.size()) + seen) + "\n";
}

std::string spend_text(const StatusReport& report, const StatusLayout& layout) {
  const auto bill = bill_of(report.actual, report.prices);
  const auto& budget = report.fleet.budget;
  const auto spent = bill.total.monthly;
  auto text = format_money(spent);
  std::string bar;
  if (budget.monthly_cap) {
    const auto tenths = per_mille(spent, *budget.monthly_cap);
    const auto colour = tenths > 1000                               ? BarColour::red
                        : tenths >= budget.alert_share_percent * 10 ? BarColour::yellow
                                                                    : BarColour::green;
    const auto cells = std::clamp<std::size_t>(layout.width / 5, 12, 30);
    bar = bar_of(static_cast<double>(tenths) / 1000, cells, colour, layout.paint) + "  ";
    text = layout.paint.bold(text) +
           fmt::format(" of {} a month, {}.{}%", format_money(*budget.monthly_cap), tenths / 10, tenths % 10);
    if (colour == BarColour::red) text += layout.paint.red(", over the cap");
    if (colour == BarColour::yellow) text += layout.paint.yellow(", above the warning share");
  } else {
    text = layout.paint.bold(text) + " a month, no cap";
  }
  text = bar + text;
  const auto hourly = fmt::format(" · {} an hour", format_hourly(bill.total.hourly));
  return columns_of(text) + columns_of(hourly) + 9 <= layout.width ? text + layout.paint.dim(hourly) : text;
}

std::string lease_line(const StatusReport& report, const StatusLayout& layout) {
  const auto& paint = layout.paint;
  if (!report.lease) return paint.dim("free: no muster changes the fleet");
  const auto& lease = *report.lease;
  auto text = "held by " + printable(describe(lease.holder));
  if (report.holder == Liveness::alive) text += ", " + paint.green("alive");
  if (report.holder == Liveness::dead) text += ", " + paint.red("its process has ended");
  text += paint.dim(fmt::format(", renewed {}", ago(lease.renewed_at, report.now)));
  if (lease.expires_at <= report.now) text += paint.yellow(", expired");
  // A loop holds the lease all the time, also when it is idle.
  const bool idle = report.loop && report.loop->running.empty() &&
                    lease.holder.command.find("reconcile") != std::string::npos;
  if (idle) return text;
  if (!lease.holder.plan.empty()) text += ", plan " + Digest{lease.holder.plan.value}.brief();
  if (!lease.holder.operation.empty()) text += ": " + printable(lease.holder.operation);
  return text;
}

/// Not ready only because changes are in flight or wait for an approval.
bool is_at_work(const Condition& ready) {
  return ready.reason == "Applying" || ready.reason == "ChangesWait";
}

/// Whether it is shown: problems and unusual states. In-flight changes and pending plans have lines of their
/// own.
bool worth_telling(const Condition& condition) {
  if (condition.type == "Ready") return !condition.holds && !is_at_work(condition);
  if (condition.type == "Suspended") return condition.holds;
  return condition.type != "ApprovalNeeded" && condition.type != "Reconciling" && !condition.holds;
}

/// The commit if there is one, else the digest of the files.
std::string shown(const Revision& revision) {
  const auto commit = printable(revision.commit.substr(0, 12));
  return commit.empty() ? revision.declared.brief() : commit;
}

std::string loop_text(const StatusReport& report, const StatusLayout& layout) {
  if (!report.loop) return layout.paint.dim("no loop has run yet; to start one: muster reconcile");
  const auto& paint = layout.paint;
  const auto& loop = *report.loop;
  const auto ready = std::find_if(loop.conditions.begin(), loop.conditions.end(),
                                  [](const auto& condition) { return condition.type == "Ready"; });
  std::string text;
  if (ready != loop.conditions.end())
    text = ready->holds         ? paint.green(printable(ready->reason))
           : is_at_work(*ready) ? paint.yellow(printable(ready->reason))
                                : paint.red(printable(ready->reason));
  text += fmt::format("{}round {}, {}", text.empty() ? "" : " · ", loop.round, ago(loop.at, report.now));
  // A loop that is long overdue no longer runs.
  const bool overdue = report.now > loop.next + (loop.next - loop.at) + 60s;
  text += overdue ? paint.red(fmt::format(" · next round was due {}", ago(loop.next, report.now)))
                  : fmt::format(" · next round {}", in_time(loop.next, report.now));
  text += " · follows " + shown(loop.applied);
  if (loop.attempted != loop.applied) text += paint.yellow(" (there is " + shown(loop.attempted) + ")");
  return text;
}

std::string loop_details(const StatusReport& report, const StatusLayout& layout) {
  if (!report.loop) return "";
  std::string text;
  const auto& paint = layout.paint;
  for (const auto& condition : report.loop->conditions) {
    if (!worth_telling(condition)) continue;
    const auto type = condition.holds ? paint.yellow(condition.type) : paint.red(condition.type);
    const auto line = fmt::format("{} {}, for {}", type, printable(condition.message),
                                  short_age(report.now - condition.since));
    text += "         " + wrapped(line, layout.width - 9, "           ") + "\n";
  }
  for (const auto& running : report.loop->running)
    text += "         " + paint.cyan("▸ ") + clipped(printable(running), layout.width - 11) + "\n";
  return text;
}

/// The first of them by name, the rest as a number with its money.
std::vector<std::string> listed_strays(const StatusReport& report) {
  constexpr std::size_t kListed = 20;
  const auto strays = strays_of(report.actual, report.prices);
  std::vector<std::string> reported;
  for (std::size_t i = 0; i < std::min(strays.size(), kListed); ++i) reported.push_back(strays[i].message);
  for (auto& rest : rest_of(strays, kListed)) reported.push_back(std::move(rest));
  return reported;
}

std::string strays_text(const StatusReport& report, const StatusLayout& layout) {
  const auto line = [&](const std::string& message) {
    return "  " + layout.paint.red("stray") + "  " + wrapped(printable(message), layout.width - 9, "    ") +
           "\n";
  };
  std::string text;
  for (const auto& message : listed_strays(report)) text += line(message);
  return text.empty() ? "" : "\n" + text;
}

std::string pending_lines(const StatusReport& report, const StatusLayout& layout) {
  const auto& paint = layout.paint;
  std::string text;
  for (const auto& one : report.pending) {
    if (!one.rejected.empty()) continue;  // No approval is requested again.
    const auto brief = Digest{one.plan.id.value}.brief();
    text +=
        "  " + paint.bold(brief) + "  " + wrapped(summary_line(one.plan), layout.width - 16, "    ") + "\n";
    const auto how =
        fmt::format("{} a month, waiting for {} · {}", format_money_change(one.plan.cost.delta().monthly),
                    short_age(report.now - one.since), approve_command(one.plan.id));
    text += "    " + paint.dim(wrapped(how, layout.width - 4, "    ")) + "\n";
  }
  return text.empty() ? "" : "\n  " + paint.bold(paint.yellow("Waiting for a person")) + "\n" + text;
}

std::string when(Instant at, Instant now) {
  const auto day = [](Instant instant) { return std::chrono::floor<std::chrono::days>(instant); };
  const auto text = format_instant(std::chrono::floor<std::chrono::seconds>(at));  // 2026-11-23T20:00:00Z
  return day(at) == day(now) ? text.substr(11, 8) : text.substr(5, 5) + " " + text.substr(11, 5);
}

std::string outcome_of(const ScalingEvent& event, const Paint& paint) {
  if (event.outcome != "done")
    return event.outcome == "failed" ? paint.red("failed") : paint.yellow(event.outcome);
  if (!event.completed_at) return paint.green("done");
  return paint.green("done") + paint.dim(" in " + short_age(*event.completed_at - event.started_at));
}

std::string words_of_event(const ScalingEvent& event) {
  auto message = event.action + " " + event.subject;
  if (!event.to.empty())
    message +=
        " " + (event.from.empty() || event.from == event.to ? event.to : event.from + " → " + event.to);
  return printable(message);
}

std::string event_lines(const StatusReport& report, const StatusLayout& layout) {
  if (report.events.empty() || layout.events == 0) return "";
  const auto& paint = layout.paint;
  constexpr std::size_t kTimeAndOutcome = 2 + 11 + 2 + 2 + 12;
  const auto room = layout.width - kTimeAndOutcome;
  std::vector<std::string> message;
  std::size_t longest = 0;
  const auto count = std::min(layout.events, report.events.size());
  for (std::size_t i = 0; i < count; ++i) {
    message.push_back(clipped(words_of_event(report.events[report.events.size() - 1 - i]), room));
    longest = std::max(longest, columns_of(message.back()));
  }
  // Its reason is shown if there is room for a part of it.
  const auto rest = room - longest;
  Columns columns({Align::left, Align::left, Align::left, Align::left});
  for (std::size_t i = 0; i < count; ++i) {
    const auto& event = report.events[report.events.size() - 1 - i];
    const auto rule = event.trigger.empty() ? "" : printable(event.trigger.front().rule);
    columns.row({paint.dim(when(event.timestamp, report.now)), message[i], outcome_of(event, paint),
                 rest >= 10 ? paint.dim(clipped(rule, rest - 2)) : ""});
  }
  return "\n  " + paint.bold("Last events") + "\n" + columns.text("  ");
}

/// How many lines each pool gets of those that there are: by its machines,
/// three at least.
std::vector<std::size_t> lines_for(const std::vector<PoolFigures>& pools, std::size_t lines) {
  std::size_t all = 0;
  for (const auto& pool : pools) all += pool.machines.size();
  std::vector<std::size_t> each;
  for (const auto& pool : pools) {
    const auto share = all == 0 ? 0 : pool.machines.size() * lines / all;
    each.push_back(lines == 0 || all <= lines ? 0 : std::max<std::size_t>(3, share));
  }
  return each;
}

}  // namespace

std::string status_text(const StatusReport& report, const StatusLayout& given) {
  auto layout = given;
  layout.width = std::max<std::size_t>(layout.width, 60);
  const auto& paint = layout.paint;
  auto text = title_line(report, layout);
  const auto line = [&](const char* name, const std::string& message) {
    text += "  " + paint.dim(fmt::format("{:<5}", name)) + "  " +
            wrapped(message, layout.width - 9, "         ") + "\n";
  };
  line("spend", spend_text(report, layout));
  line("lease", lease_line(report, layout));
  line("loop", loop_text(report, layout));
  text += loop_details(report, layout);
  for (const auto& gap : report.actual.gaps)
    text += "  " + paint.red("gap  ") + "  " +
            wrapped("not seen: " + printable(gap), layout.width - 9, "         ") + "\n";
  const auto pools = pools_of(report);
  const auto lines = lines_for(pools, layout.machines);
  for (std::size_t i = 0; i < pools.size(); ++i) text += "\n" + pool_text(report, pools[i], layout, lines[i]);
  text += strays_text(report, layout) + pending_lines(report, layout) + event_lines(report, layout);
  if (!report.warnings.empty()) text += "\n";
  for (const auto& warning : report.warnings)
    text +=
        "  " + paint.yellow("warning") + "  " + wrapped(printable(warning), layout.width - 11, "    ") + "\n";
  return text;
}

std::string status_markdown(const StatusReport& report) {
  auto text = fmt::format(
      "### Fleet `{}` on {}\n\n| machine | size | region | status "
      "| cpu | memory | disk | "
      "agents | a month |\n|---|---|---|---|--:|--:|--:|--:|--:|\n",
      report.fleet.name.value, report.cloud);
  const auto cell = [](const Figure& figure, const char* unit) {
    return figure.known() ? format_measure(figure.value) + unit : std::string("–");
  };
  for (const auto& pool : pools_of(report)) {
    for (const auto& one : pool.machines) {
      const auto& machine = *one.machine;
      text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", to_string(one.slot),
                          machine.size.value, machine.region.value, to_string(machine.status),
                          cell(one.of(Metric::cpu), "%"), cell(one.of(Metric::memory), "%"),
                          cell(one.of(Metric::disk), "%"), cell(one.of(Metric::agents), ""),
                          format_money(report.prices.of_size(machine.size).monthly));
    }
  }
  if (report.lease) text += fmt::format("\nBeing changed right now by {}.\n", describe(report.lease->holder));
  const auto bill = bill_of(report.actual, report.prices);
  text += fmt::format("\n{}: **{}** a month.\n", materials_of(bill), format_money(bill.total.monthly));
  for (const auto& message : listed_strays(report)) text += "\n- " + message + "\n";
  if (!report.pending.empty()) text += "\n" + pending_markdown(report.pending, report.now);
  return text;
}

}  // namespace muster
