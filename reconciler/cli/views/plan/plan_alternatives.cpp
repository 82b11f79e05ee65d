#include "reconciler/cli/views/plan/plan_alternatives.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

std::string alternatives_of(const Plan& plan, const Change& change) {
  const auto* create = std::get_if<CreateMachine>(&change.effect);
  if (!create) return "";
  std::string text;
  for (const auto& other : create->or_else) {
    const auto extra = other.price.monthly - change.cost_after.monthly;
    const bool may_be_taken =
        extra <= Money{} || plan.cost.after.monthly + extra <= std::max(plan.cost.at_most, Money{});
    if (!may_be_taken) continue;
    const bool same_size = other.size == create->spec.size;
    text += fmt::format("{}or {}{}", text.empty() ? "" : ", ", same_size ? "" : other.size.value + " ",
                        other.region.value);
    if (extra != Money{}) text += fmt::format(" ({}/month)", format_money_change(extra));
    if (other.network.empty() && !create->spec.network.empty())
      text += fmt::format(" outside of network {}", create->spec.network);
  }
  return text;
}

std::vector<std::string> alternatives_of(const Plan& plan) {
  std::vector<std::string> lines;
  for (const auto& change : plan.changes) {
    const auto others = alternatives_of(plan, change);
    if (others.empty()) continue;
    const auto& spec = std::get<CreateMachine>(change.effect).spec;
    auto line = fmt::format("{} {}: {}", spec.size.value, spec.region.value, others);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace muster
