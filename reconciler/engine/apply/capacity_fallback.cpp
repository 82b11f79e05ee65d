#include "reconciler/engine/apply/capacity_fallback.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// Largest number of machines for one change.
constexpr int kMostMachines = 3;

Candidate candidate_of(const Change& change) {
  const auto& create = std::get<CreateMachine>(change.effect);
  return {.size = create.spec.size,
          .region = create.spec.region,
          .price = change.cost_after,
          .network = create.spec.network};
}

std::string place_of(const Change& change) {
  const auto& spec = std::get<CreateMachine>(change.effect).spec;
  return fmt::format("{} in {}", spec.size.value, spec.region.value);
}

std::string extra_of(const Change& before, const Change& after) {
  const auto extra = after.cost_after.monthly - before.cost_after.monthly;
  return extra == Money{} ? "" : fmt::format(" ({}/month)", format_money_change(extra));
}

}  // namespace

CapacityFallback::CapacityFallback(const Plan& plan)
    : most_(std::max(plan.cost.at_most, plan.cost.after.monthly)), comes_(plan.cost.after.monthly) {}

bool CapacityFallback::is_sold_out(const Candidate& candidate) const {
  return sold_out_.count({candidate.size, candidate.region}) > 0;
}

bool CapacityFallback::take(Try& current, const Candidate& candidate) {
  const auto extra = candidate.price.monthly - current.change.cost_after.monthly;
  if (extra > Money{} && comes_ + extra > most_) return false;
  comes_ += extra;
  auto& create = std::get<CreateMachine>(current.change.effect);
  create.spec.size = candidate.size;
  create.spec.region = candidate.region;
  create.spec.network = candidate.network;
  current.change.cost_after = candidate.price;
  return true;
}

const Change* CapacityFallback::next_choice(Try& current) {
  const auto& choices = std::get<CreateMachine>(current.change.effect).or_else;
  const auto tried = candidate_of(current.change);
  const auto at = std::find_if(choices.begin(), choices.end(), [&](const Candidate& choice) {
    return choice.size == tried.size && choice.region == tried.region;
  });
  for (auto next = at == choices.end() ? choices.begin() : at + 1; next != choices.end(); ++next) {
    if (!is_sold_out(*next) && take(current, *next)) return &current.change;
  }
  return nullptr;
}

const Change& CapacityFallback::first(const Change& change) {
  if (!std::holds_alternative<CreateMachine>(change.effect)) return change;
  auto& current = tries_.try_emplace(change.id, Try{change, 0}).first->second;
  if (is_sold_out(candidate_of(change))) next_choice(current);
  return current.change;
}

const Change& CapacityFallback::as_tried(const Change& change) const {
  const auto found = tries_.find(change.id);
  return found == tries_.end() ? change : found->second.change;
}

const Change* CapacityFallback::after_sold_out(const Change& change) {
  const auto found = tries_.find(change.id);
  if (found == tries_.end()) return nullptr;
  const auto tried = candidate_of(found->second.change);
  sold_out_.insert({tried.size, tried.region});
  return next_choice(found->second);
}

const Change* CapacityFallback::after_not_ready(const Change& change) {
  const auto found = tries_.find(change.id);
  if (found == tries_.end() || ++found->second.machines_made >= kMostMachines) return nullptr;
  const auto* next = next_choice(found->second);
  return next ? next : &found->second.change;
}

std::string describe_fallback(const Change& before, const Change& after,
                              const std::optional<std::string>& failure) {
  const auto why = failure ? *failure : place_of(before) + " is sold out";
  return fmt::format("{}: now {}{}", why, place_of(after), extra_of(before, after));
}

}  // namespace muster
