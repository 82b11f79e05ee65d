#include <fmt/format.h>

#include <algorithm>

#include "reconciler/cli/views/cost/cost_views.hpp"
#include "reconciler/cli/views/layout/bars.hpp"
#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"

namespace muster {

namespace {

std::string budget_bar(std::int64_t tenths, const Paint& paint, bool alert) {
  constexpr std::size_t kCells = 20;
  return bar_of(static_cast<double>(tenths) / 1000, kCells, alert ? BarColour::red : BarColour::green, paint);
}

std::string unit_word(BillLine::Kind kind) {
  switch (kind) {
    case BillLine::Kind::machine:
      return "machine";
    case BillLine::Kind::balancer:
      return "network";
    case BillLine::Kind::volume:
      return "volume";
  }
  return "";
}

std::string bill_text(const Bill& bill, const Paint& paint) {
  if (bill.lines.empty()) return "  nothing is running\n";
  Columns columns({Align::right, Align::left, Align::left, Align::right, Align::right, Align::right});
  columns.row({paint.dim("count"), paint.dim("what"), paint.dim("kind"), paint.dim("each a month"),
               paint.dim("a month"), paint.dim("an hour")});
  for (const auto& line : bill.lines) {
    if (!line.known) {
      columns.row({std::to_string(line.count), line.what, unit_word(line.kind), paint.yellow("not known"),
                   paint.yellow("not known"), paint.yellow("not known")});
      continue;
    }
    columns.row({std::to_string(line.count), line.what, unit_word(line.kind), format_money(line.each.monthly),
                 format_money(line.total().monthly), format_hourly(line.total().hourly)});
  }
  columns.row({"", paint.bold(bill.is_known() ? "total" : "at least"), "", "",
               paint.bold(format_money(bill.total.monthly)), format_hourly(bill.total.hourly)});
  return columns.text("  ");
}

std::string projections_text(const CostReport& report, const Paint& paint, std::size_t width) {
  Columns columns({Align::right, Align::right, Align::right, Align::left});
  columns.row(
      {paint.dim("agents"), paint.dim("a month"), paint.dim("an agent"), paint.dim("bill of materials")});
  for (const auto& projection : report.projections) {
    const auto monthly = projection.bill.total.monthly;
    const auto each = projection.agents > 0
                          ? format_money(Money::micros(monthly.in_micros() / projection.agents))
                          : std::string("-");
    const auto amount = format_money(monthly);
    columns.row({std::to_string(projection.agents),
                 projection.over_budget ? paint.red(amount) : paint.bold(amount), each,
                 materials_of(projection.bill)});
  }
  auto text = columns.text("  ");
  for (const auto& projection : report.projections) {
    for (const auto& message : projection.notes) {
      text += wrapped_behind("  " + paint.yellow("note") + " ", "       ",
                             fmt::format("{} agents: {}", projection.agents, message), width);
    }
    if (projection.over_budget) {
      text += fmt::format("  {} {} agents: above the budget of {} a month\n", paint.red("over budget"),
                          projection.agents, format_money(*report.budget.monthly_cap));
    }
  }
  return text;
}

}  // namespace

std::string spend_line(Money spent, const Budget& budget, const Paint& paint) {
  if (!budget.monthly_cap) return fmt::format("{} a month; no budget is declared", format_money(spent));
  const auto tenths = per_mille(spent, *budget.monthly_cap);
  const bool alert = tenths >= std::int64_t{budget.alert_share_percent} * 10;
  auto text = fmt::format("{}  {} of {} a month ({}.{}%)", budget_bar(tenths, paint, alert),
                          paint.bold(format_money(spent)), format_money(*budget.monthly_cap), tenths / 10,
                          tenths % 10);
  if (alert) text += paint.red(fmt::format("  above the alert line of {}%", budget.alert_share_percent));
  return text;
}

std::string cost_text(const CostReport& report, const Paint& paint, std::size_t width) {
  auto text = fmt::format("{} {}\n", paint.bold("Cost of fleet " + report.fleet.value),
                          paint.dim("(prices of " + report.prices_dated + ")"));
  if (report.present) {
    text += "\n" + bill_text(*report.present, paint) + "\n  budget  " +
            spend_line(report.present->total.monthly, report.budget, paint) + "\n";
  }
  if (!report.projections.empty()) text += "\n" + projections_text(report, paint, width);
  return text;
}

}  // namespace muster
