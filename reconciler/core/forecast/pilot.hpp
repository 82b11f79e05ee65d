#pragma once

#include <deque>
#include <vector>

#include "reconciler/core/forecast/course.hpp"
#include "reconciler/core/forecast/fallback.hpp"
#include "reconciler/core/forecast/levels.hpp"
#include "reconciler/core/forecast/trial_lane.hpp"
#include "reconciler/core/forecast/window_peak.hpp"

namespace muster::forecast {

/// Steers the capacity of one pool: tries every headroom rule in shadow on the readings that really came,
/// with the measured delay and the real bill, and follows the one that would have done best so far.
///
/// Nothing is fitted beforehand: simple reaction is among the rules, and where no forecast pays it is what is
/// followed; where following rules at all does not, plain reaction is. Loads forget with a half-life of two
/// weeks.
class Pilot {
 public:
  explicit Pilot(const TrialTerms& terms);

  /// The time from ordering a machine to its serving was measured anew. What was tried keeps its record.
  void set_lead(int ticks);
  int lead() const { return terms_.lead_ticks; }
  /// Whether readings end at capacity has changed.
  void set_saturates(bool saturates);
  bool saturates() const { return terms_.saturates; }
  /// Whether time in overload is to cost fifteen times as much as usual: 0.1 % of it as much as 30 % of the
  /// bill. From the next choice of a rule on.
  void set_careful(bool careful);

  /// Takes in what was seen, once a tick.
  void learn(const SeenLoad& seen);
  /// What to do now, by the newest tick that was learnt. At least one must have been.
  Course course(const FleetSize& fleet) const;

  /// Expected J of a rule: ln of its bill in vCPUs, and its prices. For the rule that is followed and for
  /// any.
  double loss_of(std::size_t rule) const;
  std::size_t followed() const { return followed_; }
  /// Whether plain reaction is what is followed, because following rules did not pay.
  bool reacts() const { return fallback_.reacts(); }

  /// What it has learnt; lead and prices are told by whoever makes it.
  template <class State>
  void fields(State& state) {
    state(tracker_, level_peaks_, seen_peaks_, plain_peaks_, waiting_, lanes_, fallback_, tick_, weight_,
          followed_, has_seen_);
  }
  friend bool operator==(const Pilot&, const Pilot&) = default;

 private:
  Sight see(const SeenLoad& seen);
  void correct_what_was_hidden();
  void try_all(const Sight& then, const Sight& next);
  void choose();
  bool is_overloaded(const FleetSize& fleet) const;

  TrialTerms terms_;
  LevelTracker tracker_;
  std::vector<WindowPeak> level_peaks_;
  std::vector<WindowPeak> seen_peaks_;
  WindowPeak plain_peaks_;
  std::deque<Sight> waiting_;  ///< Ticks that no trial has gone through yet.
  std::vector<TrialLane> lanes_;
  Fallback fallback_;
  int tick_ = 0;
  double weight_ = 0;  ///< Of all ticks that were tried.
  std::size_t followed_;
  bool has_seen_ = false;  ///< Some reading was of a fleet that was not full.
};

}  // namespace muster::forecast
