#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "reconciler/cli/views/layout/columns.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"
#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"
#include "reconciler/core/plan/change/change.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"

namespace muster {
namespace {

std::string table(const std::vector<ReviewFigure>& figures, const Review& review, const Paint& paint) {
  Columns columns({Align::left, Align::right, Align::right, Align::right});
  columns.row({"", paint.dim(printable(review.base)), paint.dim("this change"), paint.dim("difference")});
  for (const auto& figure : figures) {
    const auto strong = [&](const std::string& text) { return figure.heading ? paint.bold(text) : text; };
    columns.row({figure.name, figure.before, strong(figure.after),
                 figure.difference.empty() && !figure.before.empty() ? paint.dim("same")
                                                                     : strong(figure.difference)});
  }
  return columns.text("  ");
}

std::string gone_text(const Review& review, const Paint& paint) {
  const auto gone = review.after.gone();
  if (gone == 0) return "\nThis change would have destroyed nothing.\n";
  auto text = fmt::format("\n{} {} with this change, {} with {}:\n", paint.bold("Destroyed:"), gone,
                          review.before.gone(), printable(review.base));
  std::set<std::pair<Instant, std::string>> known;
  for (const auto& change : review.before.changes)
    if (change.goes) known.insert({change.at, change.message});
  Columns columns({Align::left, Align::left, Align::left, Align::left});
  for (const auto& change : review.after.changes) {
    if (!change.goes) continue;
    const bool both = known.count({change.at, change.message}) > 0;
    columns.row({paint.as(change.action, symbol_of(change.action)), format_instant(change.at),
                 printable(change.message),
                 paint.dim(printable(change.because) + (both ? ", with both" : ""))});
  }
  return text + columns.text("  ");
}

std::string plan_line(const char* name, const std::string& base, const Plan& plan) {
  return fmt::format("  {:<14} {} {} a month, then {} ({}); {}\n", name + printable(base), summary_line(plan),
                     format_money(plan.cost.now.monthly), format_money(plan.cost.after.monthly),
                     format_money_change(plan.cost.delta().monthly), to_string(plan.verdict.permission));
}

std::string now_text(const Review& review, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text = "\n" + paint.bold("Right now") + "\n";
  text += plan_line("", review.base, review.plan_before);
  text += plan_line("this change", "", review.plan_after);
  for (const auto& change : review.plan_after.changes) {
    if (!destroys(change)) continue;
    text += fmt::format("  {} {}\n", paint.as(change.action, symbol_of(change.action)),
                        printable(describe_change(change.effect).sentence()));
  }
  return text;
}

}  // namespace

std::string policy_diff_text(const Review& review, const PlanTextOptions& options) {
  const auto& paint = options.paint;
  auto text = fmt::format("{}, {}\n", paint.bold("Fleet " + printable(review.fleet.value)),
                          paint.dim("this folder against " + printable(review.base)));
  const auto changed =
      review.changed.empty() ? "nothing" : fmt::format("{}", fmt::join(review.changed, ", "));
  text += wrapped("  They differ in " + printable(changed) + ".", options.width, "  ") + "\n";
  if (review.readings > 0) {
    auto figures = figures_of(review);
    for (auto& kind : kinds_of(review)) figures.push_back(std::move(kind));
    text += "\n" + wrapped(days_of(review) + ".", options.width, "  ") + "\n" + table(figures, review, paint);
    const auto parts = review.parts_at();
    text += parts ? fmt::format("\nThey first differ at {}.\n", format_instant(*parts))
                  : "\nOver all of this time they do not differ.\n";
    text += gone_text(review, paint);
  }
  text += now_text(review, options);
  for (const auto& note : review.notes)
    text += "\n" + paint.yellow("Note: ") + wrapped(printable(note), options.width - 6, "  ") + ".\n";
  return text + "\n" + paint.bold(summary_line(review.plan_after)) + "\n";
}

}  // namespace muster
