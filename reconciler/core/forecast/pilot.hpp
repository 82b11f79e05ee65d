#pragma once

#include <array>
#include <deque>
#include <vector>

#include "reconciler/core/forecast/levels.hpp"
#include "reconciler/core/forecast/trial_lane.hpp"
#include "reconciler/core/forecast/window_peak.hpp"

namespace muster::forecast {

/// What the fleet showed in the last tick.
struct SeenLoad {
  double used = 0;    ///< vCPUs, as the signal shows them.
  bool full = false;  ///< The signal ends at capacity and has reached it.

  friend bool operator==(const SeenLoad&, const SeenLoad&) = default;
};

/// How large the fleet is now.
struct FleetSize {
  double serving = 0;  ///< vCPUs that serve.
  double total = 0;    ///< The same with everything that is on its way.
};

/// How large the fleet should be.
struct Course {
  double at_least = 1;  ///< vCPUs: order what is missing.
  double keep = 1;      ///< vCPUs that must go on serving; what serves beyond may go.
  HeadroomRule rule;    ///< By which.
};

/// Steers the capacity of one pool: tries every headroom rule in shadow on the readings that really came,
/// with the measured delay and the real bill, and follows the one that would have done best so far.
///
/// Nothing is fitted beforehand: simple reaction is among the rules, and where no forecast pays it is what is
/// followed. Loads forget with a half-life of two weeks.
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

  /// What it has learnt; lead and prices are told by whoever makes it.
  template <class State>
  void fields(State& state) {
    state(tracker_, level_peaks_, seen_peaks_, waiting_, lanes_, tick_, weight_, followed_, has_seen_);
  }
  friend bool operator==(const Pilot&, const Pilot&) = default;

 private:
  struct Memory {
    Levels levels{};
    std::array<std::array<float, kHolds.size()>, kFollowers> held{};
    std::array<float, kHolds.size()> held_seen{};
    float seen = 0;
    float day_peak = 0;
    bool full = false;

    template <class State>
    void fields(State& state) {
      state(levels, held, held_seen, seen, day_peak, full);
    }
    friend bool operator==(const Memory&, const Memory&) = default;
  };
  Memory remember(const SeenLoad& seen);
  void correct_what_was_hidden();
  void try_all(const Memory& then, const Memory& next);
  void choose();
  bool is_overloaded(const FleetSize& fleet) const;

  TrialTerms terms_;
  float escalation_;
  LevelTracker tracker_;
  std::vector<WindowPeak> level_peaks_;
  std::vector<WindowPeak> seen_peaks_;
  std::deque<Memory> waiting_;  ///< Ticks that no trial has gone through yet.
  std::vector<TrialLane> lanes_;
  int tick_ = 0;
  double weight_ = 0;  ///< Of all ticks that were tried.
  std::size_t followed_;
  bool has_seen_ = false;  ///< Some reading was of a fleet that was not full.
};

}  // namespace muster::forecast
