#include "reconciler/core/forecast/headroom/recommender.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "reconciler/core/forecast/headroom/apply_rule.hpp"
#include "reconciler/core/forecast/headroom/reactive_baseline.hpp"

namespace muster::forecast {
namespace {

// The weight halves in two weeks: 40,320 ticks.
const float kKeptATick = static_cast<float>(std::exp2(-1.0 / 40'320));
constexpr int kChooseEvery = 10;         // Ticks.
constexpr int kTicksToFirstChoice = 60;  // Ticks: half an hour.
constexpr double kLossWorthSwitching = 0.003;
// Simulations lag by the lead and this number of ticks: by then a saturated fleet usually knows its real
// load.
constexpr int kBehind = 10;
// For a saturated fleet that never learned its load: a little more than its capacity.
constexpr float kHiddenAtLeast = 1.05F;

/// Before anything is learned: the newest reading plus a quarter plus one vCPU, kept for half an hour.
constexpr std::size_t first_rule() {
  for (std::size_t i = 0; i < kRules; ++i) {
    if (rule_at(i) ==
        HeadroomRule{.follower = Estimator::latest, .hold = {60, 0.1F}, .factor = 1.25F, .extra = 1})
      return i;
  }
  return 0;
}

/// Whether a rule is simulated if that part is disabled.
bool is_tried(const HeadroomRule& rule, const std::optional<RecommenderPart>& without) {
  if (!without) return true;
  switch (*without) {
    case RecommenderPart::choosing:
      return false;
    case RecommenderPart::holding:
      return rule.hold.ticks == 1;
    case RecommenderPart::factors:
      return rule.factor == 1.25F;
    case RecommenderPart::extras:
      return rule.extra == 0;
    case RecommenderPart::remembering:
      return rule.follower == Estimator::latest || rule.follower > Estimator::peak_6h;
    case RecommenderPart::smoothing:
      return rule.follower != Estimator::smooth_20m;
    case RecommenderPart::foreseeing:
      return rule.follower < Estimator::trend;
    case RecommenderPart::tolerating:
    case RecommenderPart::correcting:
    case RecommenderPart::escalating:
    case RecommenderPart::exchanging:
    case RecommenderPart::reacting:
      return true;
  }
  return true;
}

}  // namespace

HeadroomRecommender::HeadroomRecommender(const SimulationOptions& terms)
    : terms_(terms),
      tracker_(terms.lead_ticks),
      reactive_peaks_(kReactiveRule.hold.ticks + 1),
      followed_(first_rule()) {
  for (std::size_t i = 0; i < kLanes; ++i) {
    const auto& hold = kHolds[i % kHolds.size()];
    level_peaks_.emplace_back(hold.ticks);
    lanes_.emplace_back(terms, tolerance_of(hold, terms));
  }
  for (const auto& hold : kHolds) seen_peaks_.emplace_back(hold.ticks);
}

void HeadroomRecommender::set_lead(int ticks) {
  terms_.lead_ticks = std::max(1, ticks);
  tracker_.set_lead(terms_.lead_ticks);
  for (auto& lane : lanes_) lane.set_lead(terms_.lead_ticks);
}

void HeadroomRecommender::set_saturates(bool saturates) {
  terms_.saturates = saturates;
  for (auto& lane : lanes_) lane.set_saturates(saturates);
}

TickInputs HeadroomRecommender::see(const SeenLoad& seen) {
  TickInputs now;
  const double wanted = seen.used + seen.waiting;
  now.levels = tracker_.follow(wanted);
  now.seen = static_cast<float>(wanted);
  now.used = static_cast<float>(seen.used);
  now.day_peak = static_cast<float>(tracker_.day_peak());
  now.held_reactive = reactive_peaks_.add(now.seen);
  now.full = seen.full;
  now.followed = followed_;
  for (std::size_t f = 0; f < kEstimators; ++f) {
    for (std::size_t h = 0; h < kHolds.size(); ++h) {
      now.held[f][h] = level_peaks_[f * kHolds.size() + h].add(now.levels[f]);
    }
  }
  for (std::size_t h = 0; h < kHolds.size(); ++h) now.held_seen[h] = seen_peaks_[h].add(now.seen);
  return now;
}

/// When a saturated fleet has grown enough to see the whole load, that load counts for the time before too.
void HeadroomRecommender::correct_what_was_hidden() {
  const auto newest = ticks_behind_.rbegin();
  if (newest->full) return;
  for (auto older = newest + 1; older != ticks_behind_.rend() && older->full; ++older) {
    older->seen = std::max(older->seen, newest->seen);
    older->used = std::max(older->used, newest->used);
  }
}

void HeadroomRecommender::try_all(const TickInputs& then, const TickInputs& next) {
  const float demand = next.full ? next.used * kHiddenAtLeast : next.used;
  for (std::size_t f = 0; f < kEstimators; ++f) {
    for (std::size_t h = 0; h < kHolds.size(); ++h) {
      lanes_[f * kHolds.size() + h].step({.level = then.levels[f],
                                          .held_level = then.held[f][h],
                                          .seen = then.seen,
                                          .used = then.used,
                                          .held_seen = then.held_seen[h],
                                          .day_peak = then.day_peak},
                                         demand, tick_, kKeptATick);
    }
  }
  fallback_.try_both(then, next, tick_, terms_, kKeptATick);
  weight_ = weight_ * static_cast<double>(kKeptATick) + 1;
}

double HeadroomRecommender::loss_of(std::size_t rule) const {
  return forecast::loss_of(lanes_[rule / kHeadrooms].record(rule % kHeadrooms), terms_, weight_);
}

void HeadroomRecommender::choose() {
  std::size_t best = followed_;
  double least = is_tried(rule_at(followed_), terms_.without) ? loss_of(followed_) - kLossWorthSwitching
                                                              : std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < kRules; ++i) {
    if (terms_.without && !is_tried(rule_at(i), terms_.without)) continue;
    const double loss = loss_of(i);
    if (loss >= least) continue;
    least = loss;
    best = i;
  }
  followed_ = best;
  fallback_.choose(terms_, weight_);
}

void HeadroomRecommender::learn(const SeenLoad& seen) {
  if (!seen.full && !has_seen_) {
    // A revealed load is not a rise: the simulations of the saturated time are dropped.
    *this = HeadroomRecommender(terms_);
    has_seen_ = true;
  }
  ++tick_;
  ticks_behind_.push_back(see(seen));
  if (terms_.without != RecommenderPart::correcting) correct_what_was_hidden();
  const auto behind = static_cast<std::size_t>(terms_.lead_ticks + kBehind);
  while (ticks_behind_.size() > behind) {
    try_all(ticks_behind_[0], ticks_behind_[1]);
    ticks_behind_.pop_front();
    if (tick_ % kChooseEvery == 0 && weight_ >= kTicksToFirstChoice - 1) choose();
  }
}

/// If readings continue above capacity, they show the excess; otherwise the newest one shows only that it is
/// full.
bool HeadroomRecommender::is_overloaded(const FleetSize& fleet) const {
  const auto& now = ticks_behind_.back();
  return now.full || (!terms_.saturates && static_cast<double>(now.used) >= fleet.serving);
}

CapacityTarget HeadroomRecommender::capacity_target(const FleetSize& fleet) const {
  const auto& now = ticks_behind_.back();
  if (reacts())
    return reactive_target(fleet, static_cast<double>(now.seen), static_cast<double>(now.held_reactive));
  return apply_rule(followed_, now, fleet, is_overloaded(fleet), terms_);
}

}  // namespace muster::forecast
