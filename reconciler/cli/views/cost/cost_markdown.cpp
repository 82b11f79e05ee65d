#include <fmt/format.h>

#include "reconciler/cli/views/cost/cost_views.hpp"

namespace muster {

std::string cost_markdown(const CostReport& report) {
  auto text = fmt::format("### Cost of fleet `{}`\n\n", report.fleet.value);
  if (report.present) {
    text += "| count | what | each a month | a month |\n|---:|---|---:|---:|\n";
    for (const auto& line : report.present->lines) {
      const auto price = [&](const Price& of) {
        return line.known ? format_money(of.monthly) : std::string("not known");
      };
      text += fmt::format("| {} | {} | {} | {} |\n", line.count, line.what, price(line.each),
                          price(line.total()));
    }
    text += fmt::format("| | **{}** | | **{}** |\n\n", report.present->is_known() ? "total" : "at least",
                        format_money(report.present->total.monthly));
    if (report.budget.monthly_cap) {
      text += fmt::format("Budget: {} a month.\n\n", format_money(*report.budget.monthly_cap));
    }
  }
  if (!report.projections.empty()) {
    text += "| agents | a month | bill of materials |\n|---:|---:|---|\n";
    for (const auto& projection : report.projections) {
      text += fmt::format(
          "| {} | **{}**{} | {} |\n", projection.agents, format_money(projection.bill.total.monthly),
          projection.over_budget ? " :warning: over budget" : "", materials_of(projection.bill));
    }
    text += "\n";
    for (const auto& projection : report.projections) {
      for (const auto& note : projection.notes)
        text += fmt::format("- {} agents: {}\n", projection.agents, note);
    }
  }
  return text + fmt::format("\nPrices of {}.\n", report.prices_dated);
}

}  // namespace muster
