#include "reconciler/core/forecast/headroom/rule_simulation.hpp"

#include <algorithm>
#include <limits>

#include "reconciler/core/forecast/headroom/machine_list.hpp"

namespace muster::forecast {
namespace {

// Plain arithmetic instead of std::ceil and branches: the compiler turns these loops into vector code. A
// month of minutes must be replayed through hundreds of rules in a second.
inline float whole(float x) {
  const auto down = static_cast<float>(static_cast<int>(x));
  return down + (down < x ? 1.0F : 0.0F);
}

constexpr float kNextToNothing = 1e-6F;  // vCPUs.

}  // namespace

RuleSimulation::RuleSimulation(const SimulationOptions& terms, float tolerance)
    : terms_(terms),
      tolerance_(tolerance),
      escalation_(escalation_of(terms)),
      pending_(static_cast<std::size_t>(std::max(1, terms.lead_ticks)), Row{}) {
  total_.fill(1);
  serving_.fill(1);
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    factor_[i] = kFactors[i / kExtras.size()];
    extra_[i] = kExtras[i % kExtras.size()];
  }
}

void RuleSimulation::set_lead(int ticks) {
  terms_.lead_ticks = std::max(1, ticks);
  escalation_ = escalation_of(terms_);
  for (const auto& due : pending_) {
    for (std::size_t i = 0; i < kHeadrooms; ++i) serving_[i] += due[i];
  }
  pending_.assign(static_cast<std::size_t>(terms_.lead_ticks), Row{});
}

RuleSimulation::RuleTargets RuleSimulation::targets_of(const SimulationInputs& view) const {
  const float level = view.level, held_level = view.held_level, seen = view.seen;
  const float least = seen / kFullest;
  const float held_least = view.held_seen / kFullest;
  const float escalates = terms_.without != RecommenderPart::escalating ? 1.0F : 0.0F;
  const BurstLimit leap = burst_limit_of(terms_, escalation_, seen, view.day_peak);
  // A fleet with a saturating signal sees at most its serving capacity, whatever the real fleet saw.
  const float unseen = terms_.saturates ? 0.0F : std::numeric_limits<float>::max();
  RuleTargets rule_targets{};
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    const float visible = std::max(serving_[i], unseen);
    const float over = view.used >= serving_[i] ? 1.0F : 0.0F;
    const float visible_level = over > 0 ? std::min(level, visible) : level;
    const float full = over * escalates;
    const float by_rule =
        std::max(factor_[i] * visible_level + extra_[i], std::min(least, visible / kFullest));
    const float want = std::max(std::max(by_rule, full * leap.of(serving_[i], total_[i])), 1.0F);
    rule_targets.want[i] = want;
    rule_targets.keep[i] = std::max(std::max(factor_[i] * held_level + extra_[i], held_least), want);
    rule_targets.full[i] = full;
  }
  return rule_targets;
}

void RuleSimulation::act(const SimulationInputs& view, int tick) {
  // Copies: the compiler must see that the loop's inputs are not its outputs.
  const RuleTargets rule_targets = targets_of(view);
  Row& due = pending_[static_cast<std::size_t>(tick) % pending_.size()];
  const Row arrived = due;
  Row ordered{};
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    const float serving = serving_[i] + arrived[i];
    const float more = whole(std::max(0.0F, rule_targets.want[i] - total_[i]));
    std::array<float, 4> locked{};
    float paid_ahead = 0;
    for (std::size_t size = 0; size < 4; ++size) {
      // The small subtraction ends values that would shrink forever, down to slow denormal numbers.
      locked[size] = std::max(0.0F, locked_[size][i] * (1 - 1 / kMinimumTicks[size]) - kNextToNothing);
      paid_ahead += locked[size];
    }
    const float least_kept = std::max(whole(rule_targets.keep[i]), whole(paid_ahead));
    const float spare = more + rule_targets.full[i] > 0 ? 0.0F : std::max(0.0F, serving - least_kept);
    const float less = serving - rule_targets.keep[i] < tolerance_ * serving ? 0.0F : spare;
    // Ordered in machines of 8 vCPUs if the amount is sufficient, else of 4, of 2, of 1.
    const float eights = more >= 8 ? more : 0.0F;
    const float fours = (more >= 4 ? more : 0.0F) - eights;
    const float twos = (more >= 2 ? more : 0.0F) - fours - eights;
    locked_[0][i] = locked[0] + more - twos - fours - eights;
    locked_[1][i] = locked[1] + twos;
    locked_[2][i] = locked[2] + fours;
    locked_[3][i] = locked[3] + eights;

    total_[i] += more - less;
    serving_[i] = serving - less;
    ordered[i] = more;
    const float falls = less > 0 ? -1.0F : direction_[i];
    const float heads = more > 0 ? 1.0F : falls;
    turned_[i] = heads == direction_[i] ? 0.0F : 1.0F;
    direction_[i] = heads;
  }
  due = ordered;
}

void RuleSimulation::meet(float demand, float keep) {
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    cost_[i] = cost_[i] * keep + total_[i];
    overload_[i] = overload_[i] * keep + (demand > serving_[i] ? 1.0F : 0.0F);
    hot_[i] = hot_[i] * keep + (demand > 0.9F * serving_[i] ? 1.0F : 0.0F);
    warm_[i] = warm_[i] * keep + (demand > 0.8F * serving_[i] ? 1.0F : 0.0F);
    turns_[i] = turns_[i] * keep + turned_[i];
  }
}

void RuleSimulation::step(const SimulationInputs& view, float demand, int tick, float keep) {
  act(view, tick);
  meet(demand, keep);
}

SimulationRecord RuleSimulation::record(std::size_t headroom) const {
  return {cost_[headroom], overload_[headroom], hot_[headroom], warm_[headroom], turns_[headroom]};
}

}  // namespace muster::forecast
