#include "reconciler/core/decide/optimiser/shape_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "reconciler/core/decide/capacity/pool_bounds.hpp"
#include "reconciler/core/decide/optimiser/add_sets.hpp"
#include "reconciler/core/decide/optimiser/resize_sets.hpp"

namespace muster {
namespace {

/// With more resize sets than this, more than four machines are only added without a resize.
constexpr std::size_t kFewResizes = 40;
/// A change must reduce the shortfall by this share.
constexpr double kBetter = 1e-4;
constexpr double kRounding = 1e-9;

/// A requirement of the next lower urgency weighs this part of one that is more urgent.
constexpr double kLessUrgent = 0.1;

/// By requirement: its weight beside the most urgent one.
std::vector<double> weights_of(const std::vector<const Requirement*>& requirements) {
  auto first = Urgency::spare;
  for (const auto* requirement : requirements) first = std::min(first, requirement->urgency);
  std::vector<double> weights;
  for (const auto* requirement : requirements) {
    const int steps = static_cast<int>(requirement->urgency) - static_cast<int>(first);
    weights.push_back(std::pow(kLessUrgent, steps));
  }
  return weights;
}

/// The load balancers that come with the machines of any requirement.
int balancers_of(const std::vector<const Requirement*>& requirements) {
  int most = 0;
  for (const auto* requirement : requirements) {
    if (const auto* count = std::get_if<MachineCount>(&requirement->what))
      most = std::max(most, count->balancers);
  }
  return most;
}

}  // namespace

ShapeSearch::ShapeSearch(const OptimiserInputs& inputs)
    : inputs_(inputs),
      view_(inputs.view),
      sizes_(inputs.view),
      pricer_(inputs.prices, sizes_, balancers_of(inputs.requirements), inputs.view) {
  for (const auto* requirement : inputs.requirements) {
    checks_.emplace_back(*requirement, sizes_, view_);
    const auto* pool = std::get_if<PoolLoads>(&requirement->what);
    nearly_full_ = nearly_full_ || (pool && pool->nearly_full);
    may_add_ = may_add_ || requirement->may_add;
    urgent_ = urgent_ || requirement->urgency == Urgency::overload;
    prefers_resize_ = prefers_resize_ && requirement->prefers_resize;
  }
  weight_ = weights_of(inputs.requirements);
  resizes_ = resize_sets(inputs.requirements, sizes_, view_);
  at_top_ = is_at_top();
  find_least();
  find_expensive_sizes();
  make_candidates();
}

void ShapeSearch::find_expensive_sizes() {
  too_expensive_.assign(static_cast<std::size_t>(sizes_.count()), false);
  for (const auto& check : checks_) {
    for (int size = 0; size < sizes_.on_ladder(); ++size) {
      const double carried = check.carried_in_mix(size);
      if (carried <= 0) continue;
      const auto monthly = static_cast<double>(sizes_.row(size).monthly.in_micros());
      for (int other = 0; other < sizes_.on_ladder(); ++other) {
        const auto beside = static_cast<double>(sizes_.row(other).monthly.in_micros());
        if (!sizes_.row(other).why_not_made.empty() || beside > monthly) continue;
        if (monthly / carried > kDearestBesideBest * beside / check.carried_in_mix(other))
          too_expensive_[static_cast<std::size_t>(size)] = true;
      }
    }
  }
}

const ShapeCandidate* ShapeSearch::best() const {
  // Where no shape reduces the shortfall, nothing changes.
  if (shortfall(resizes_.front(), AddSet{}) <= 0) return nullptr;
  const auto* enough = first_enough();
  return enough ? enough : best_improvement();
}

ShapeAfter ShapeSearch::after(const ResizeSet& resizes, const AddSet& adds) const {
  ShapeAfter shape{.resizes = resizes,
                   .added = adds.total,
                   .machines = view_.count() + adds.total,
                   .count = sizes_.present()};
  for (const auto& resize : resizes.resized) {
    --shape.count[static_cast<std::size_t>(resize.from)];
    ++shape.count[static_cast<std::size_t>(resize.to)];
  }
  for (std::size_t size = 0; size < adds.count.size(); ++size) shape.count[size] += adds.count[size];
  return shape;
}

double ShapeSearch::raw_shortfall(const ResizeSet& resizes, const AddSet& adds) const {
  const auto shape = after(resizes, adds);
  double sum = 0;
  for (const auto& check : checks_) sum += check.shortfall(shape);
  return sum;
}

double ShapeSearch::shortfall(const ResizeSet& resizes, const AddSet& adds) const {
  const auto shape = after(resizes, adds);
  double sum = 0;
  for (std::size_t i = 0; i < checks_.size(); ++i)
    sum += weight_[i] * std::max(0.0, checks_[i].shortfall(shape) - least_[i] - kRounding);
  return sum;
}

AddSet ShapeSearch::as_many_as_may(int size) const {
  AddSet adds;
  int count = room();
  const auto monthly = sizes_.row(size).monthly;
  while (count > 0 && inputs_.money && monthly * count > *inputs_.money) --count;
  if (count <= 0 || !sizes_.row(size).why_not_made.empty()) return adds;
  adds.count.assign(static_cast<std::size_t>(sizes_.count()), 0);
  adds.count[static_cast<std::size_t>(size)] = adds.total = count;
  adds.delta = monthly * count;
  return adds;
}

void ShapeSearch::find_least() {
  least_.assign(checks_.size(), std::numeric_limits<double>::max());
  std::vector<AddSet> most(1);
  for (int size = 0; size < sizes_.on_ladder(); ++size) most.push_back(as_many_as_may(size));
  for (const auto& resizes : resizes_) {
    const bool too_expensive = inputs_.money && resizes.delta > Money() && resizes.delta > *inputs_.money;
    if (!resizes.why_not.empty() || too_expensive) continue;
    for (const auto& adds : most) {
      const auto shape = after(resizes, adds);
      for (std::size_t i = 0; i < checks_.size(); ++i)
        least_[i] = std::min(least_[i], checks_[i].shortfall(shape));
    }
  }
}

double ShapeSearch::shortfall(const ShapeCandidate& candidate) const {
  return shortfall(resizes_[candidate.resizes], adds_[candidate.adds]);
}

int ShapeSearch::room() const {
  if (!may_add_) return 0;
  int room = std::min(std::max(0, most_machines(view_) - view_.count()), inputs_.max_add);
  if (inputs_.new_machines) room = std::min(room, std::max(0, *inputs_.new_machines));
  return room;
}

void ShapeSearch::make_candidates() {
  adds_ = small_add_sets(sizes_, room());
  const auto small = adds_.size();
  for (std::size_t r = 0; r < resizes_.size(); ++r) {
    for (std::size_t a = 0; a < small; ++a) consider(r, a);
    if (r > 0 && resizes_.size() > kFewResizes) continue;
    auto larger = larger_add_sets(sizes_, room(),
                                  [&](const AddSet& adds) { return shortfall(resizes_[r], adds) <= 0; });
    for (auto& adds : larger) {
      adds_.push_back(std::move(adds));
      consider(r, adds_.size() - 1);
    }
  }
  const auto rank = [&](const ShapeCandidate& c) {
    return std::tuple(c.crowds, c.in_plans, c.too_expensive, c.against_preference, c.price.price,
                      c.price.steps, adds_[c.adds].total, c.resizes, c.adds);
  };
  std::sort(candidates_.begin(), candidates_.end(),
            [&](const ShapeCandidate& a, const ShapeCandidate& b) { return rank(a) < rank(b); });
}

void ShapeSearch::consider(std::size_t r, std::size_t a) {
  const auto& resizes = resizes_[r];
  const auto& adds = adds_[a];
  if ((r == 0 && adds.total == 0) || !resizes.why_not.empty()) return;
  ShapeCandidate candidate;
  candidate.resizes = r;
  candidate.adds = a;
  candidate.price = pricer_.of(resizes, adds);
  if (inputs_.money && candidate.price.delta > Money() && candidate.price.delta > *inputs_.money) {
    over_money_ = true;
    return;
  }
  for (const auto& resize : resizes.resized)
    candidate.too_expensive = candidate.too_expensive || too_expensive_[static_cast<std::size_t>(resize.to)];
  for (std::size_t size = 0; size < adds.count.size(); ++size)
    candidate.too_expensive = candidate.too_expensive || (adds.count[size] > 0 && too_expensive_[size]);
  candidate.crowds = resizes.crowds || (nearly_full_ && resizes.off > Duration(0));
  candidate.in_plans = resizes.in_several_plans() && urgent_ && !view_.evenly_spread;
  if (prefers_resize_) candidate.against_preference = at_top_ ? adds.total : std::min(adds.total, 1);
  candidates_.push_back(candidate);
}

bool ShapeSearch::is_at_top() const {
  for (const auto* requirement : inputs_.requirements) {
    const auto* loads = std::get_if<MachineLoads>(&requirement->what);
    if (!loads) return false;
    for (const auto& hot : loads->hot) {
      const auto* machine = view_.find(hot.number);
      if (!machine || view_.ladder.less(machine->size_to_come(), view_.pool.ladder.back())) return false;
    }
  }
  return true;
}

const ShapeCandidate* ShapeSearch::first_enough() const {
  for (const auto& candidate : candidates_)
    if (shortfall(candidate) <= 0) return &candidate;
  return nullptr;
}

const ShapeCandidate* ShapeSearch::best_improvement() const {
  const ShapeCandidate* best = nullptr;
  const auto rank_of = [](const ShapeCandidate& candidate, double left) {
    return std::tuple(candidate.crowds, static_cast<std::int64_t>(left * 1000), candidate.price.price,
                      candidate.price.steps);
  };
  std::tuple<bool, std::int64_t, Money, int> least;
  const double now = shortfall(resizes_.front(), AddSet{});
  for (const auto& candidate : candidates_) {
    if (candidate.in_plans) continue;
    const double left = shortfall(candidate);
    if (left >= now - kBetter) continue;
    const auto rank = rank_of(candidate, left);
    if (best && rank >= least) continue;
    best = &candidate;
    least = rank;
  }
  return best;
}

}  // namespace muster
