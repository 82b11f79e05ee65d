#include "reconciler/core/forecast/trial_lane.hpp"

#include <algorithm>

namespace muster::forecast {
namespace {

// Plain arithmetic instead of std::ceil and branches: the compiler turns these loops into vector code, and a
// month of minutes is to be replayed through hundreds of rules in a second.
inline float whole(float x) {
  const auto down = static_cast<float>(static_cast<int>(x));
  return down + (down < x ? 1.0F : 0.0F);
}

/// The cent that a machine costs at least is used up after so many ticks of a machine of 1, 2, 4, 8 vCPUs.
constexpr std::array<float, 4> kMinimumTicks = {67, 33, 17, 8.4F};

}  // namespace

TrialLane::TrialLane(const TrialTerms& terms)
    : terms_(terms),
      escalation_(escalation_of(terms)),
      pending_(static_cast<std::size_t>(std::max(1, terms.lead_ticks)), Row{}) {
  total_.fill(1);
  serving_.fill(1);
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    factor_[i] = kFactors[i / kExtras.size()];
    extra_[i] = kExtras[i % kExtras.size()];
  }
}

void TrialLane::set_lead(int ticks) {
  terms_.lead_ticks = std::max(1, ticks);
  escalation_ = escalation_of(terms_);
  for (const auto& due : pending_) {
    for (std::size_t i = 0; i < kHeadrooms; ++i) serving_[i] += due[i];
  }
  pending_.assign(static_cast<std::size_t>(terms_.lead_ticks), Row{});
}

void TrialLane::act(const LaneView& view, int tick) {
  Row& due = pending_[static_cast<std::size_t>(tick) % pending_.size()];
  const float least = view.seen / kFullest;
  const float held_least = view.held_seen / kFullest;
  const float escalates = terms_.saturates && terms_.without != PilotPart::escalating ? 1.0F : 0.0F;
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    const float full = view.seen >= serving_[i] ? escalates : 0.0F;
    const float escalated =
        std::min(escalation_ * total_[i], kEscalationLimit * serving_[i] + kEscalationStart);
    float want = std::max(factor_[i] * view.level + extra_[i], least);
    want = std::max(std::max(want, full * escalated), 1.0F);
    const float keep = std::max(std::max(factor_[i] * view.held_level + extra_[i], held_least), want);
    const float serving = serving_[i] + due[i];
    const float more = whole(std::max(0.0F, want - total_[i]));

    std::array<float, 4> locked{};
    float paid_ahead = 0;
    for (std::size_t size = 0; size < 4; ++size) {
      locked[size] = locked_[size][i] * (1 - 1 / kMinimumTicks[size]);
      paid_ahead += locked[size];
    }
    const float least_kept = std::max(whole(keep), whole(paid_ahead));
    const float less = more + full > 0 ? 0.0F : std::max(0.0F, serving - least_kept);
    locked_[0][i] = locked[0] + (more < 2 ? more : 0.0F);
    locked_[1][i] = locked[1] + (more >= 2 && more < 4 ? more : 0.0F);
    locked_[2][i] = locked[2] + (more >= 4 && more < 8 ? more : 0.0F);
    locked_[3][i] = locked[3] + (more >= 8 ? more : 0.0F);

    total_[i] += more - less;
    serving_[i] = serving - less;
    due[i] = more;
    const float heads = more > 0 ? 1.0F : less > 0 ? -1.0F : direction_[i];
    turned_[i] = heads == direction_[i] ? 0.0F : 1.0F;
    direction_[i] = heads;
  }
}

void TrialLane::meet(float demand, float keep) {
  for (std::size_t i = 0; i < kHeadrooms; ++i) {
    cost_[i] = cost_[i] * keep + total_[i];
    overload_[i] = overload_[i] * keep + (demand > serving_[i] ? 1.0F : 0.0F);
    hot_[i] = hot_[i] * keep + (demand > 0.9F * serving_[i] ? 1.0F : 0.0F);
    warm_[i] = warm_[i] * keep + (demand > 0.8F * serving_[i] ? 1.0F : 0.0F);
    turns_[i] = turns_[i] * keep + turned_[i];
  }
}

void TrialLane::step(const LaneView& view, float demand, int tick, float keep) {
  act(view, tick);
  meet(demand, keep);
}

TrialLane::Record TrialLane::record(std::size_t headroom) const {
  return {cost_[headroom], overload_[headroom], hot_[headroom], warm_[headroom], turns_[headroom]};
}

}  // namespace muster::forecast
