#include <fmt/format.h>

#include <set>

#include "reconciler/cli/views/policy_diff/policy_diff_views.hpp"

namespace muster {
namespace {

std::string signed_number(int difference) {
  return difference == 0 ? "" : fmt::format("{:+}", difference);
}

ReviewFigure number(std::string name, int before, int after, bool heading = false) {
  return {.name = std::move(name),
          .before = std::to_string(before),
          .after = std::to_string(after),
          .difference = signed_number(after - before),
          .heading = heading};
}

ReviewFigure money(std::string name, Money before, Money after) {
  const auto difference = after - before;
  return {.name = std::move(name),
          .before = format_money(before),
          .after = format_money(after),
          .difference = difference == Money{} ? "" : format_money_change(difference),
          .heading = true};
}

ReviewFigure length(std::string name, Duration before, Duration after) {
  const auto difference = after - before;
  const auto text = format_duration(difference < Duration(0) ? -difference : difference);
  return {.name = std::move(name),
          .before = format_duration(before),
          .after = format_duration(after),
          .difference = difference == Duration(0) ? "" : (difference < Duration(0) ? "-" : "+") + text,
          .heading = false};
}

}  // namespace

std::vector<ReviewFigure> figures_of(const Review& review) {
  const auto& a = review.before;
  const auto& b = review.after;
  return {money("bill of the period", a.spent, b.spent),
          money("a month, at the end", a.price_at_end.monthly, b.price_at_end.monthly),
          number("maximum of machines", a.most_machines, b.most_machines, true),
          number("machines at the end", a.machines_at_end, b.machines_at_end),
          length("a machine at its limit", a.at_limit, b.at_limit),
          number("decisions with changes", a.decisions(), b.decisions(), true),
          number("  without approval", a.allowed, b.allowed),
          number("  with approval", a.needs_approval, b.needs_approval),
          number("  refused", a.refused, b.refused),
          number("destroyed", a.gone(), b.gone(), true)};
}

std::vector<ReviewFigure> kinds_of(const Review& review) {
  auto before = review.before.by_kind();
  auto after = review.after.by_kind();
  std::set<std::string> kinds;
  for (const auto& [kind, count] : before) kinds.insert(kind);
  for (const auto& [kind, count] : after) kinds.insert(kind);
  std::vector<ReviewFigure> figures;
  for (const auto& kind : kinds) figures.push_back(number(kind, before[kind], after[kind]));
  return figures;
}

std::string days_of(const Review& review) {
  const auto& terms = review.terms;
  return fmt::format("The last {}, evaluated every {}: {} to {}, {} evaluations",
                     format_duration(std::chrono::floor<std::chrono::minutes>(terms.to - terms.from)),
                     format_duration(terms.every), format_instant(terms.from), format_instant(terms.to),
                     review.after.looks);
}

}  // namespace muster
