#pragma once

#include <deque>

#include "reconciler/core/forecast/course.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::forecast {

/// One imagined fleet in whole machines that keeps to the course it is told, and how that went. A lane tries
/// many rules at a time and can only count vCPUs; this is for what they come to.
class TrialFleet {
 public:
  explicit TrialFleet(int vcpus);

  /// How large it is at that tick.
  FleetSize size(int tick) const;
  /// Orders or gives back, with that delay.
  void keep_to(const Course& course, bool full, int tick, int lead_ticks);
  /// Meets the demand of the tick that follows; older ticks count `keep` times what they counted.
  void meet(double demand, int tick, float keep);

  const TrialRecord& record() const { return record_; }

  template <class State>
  void fields(State& state) {
    state(machines_, record_, served_, direction_);
  }
  friend bool operator==(const TrialFleet&, const TrialFleet&) = default;

 private:
  struct Machine {
    int vcpus = 0;
    int ordered = 0;      ///< Tick.
    int serves_from = 0;  ///< Tick.

    template <class State>
    void fields(State& state) {
      state(vcpus, ordered, serves_from);
    }
    friend bool operator==(const Machine&, const Machine&) = default;
  };
  void order(double vcpus, int tick, int lead_ticks);
  void give_back_beyond(double kept, int tick, int lead_ticks);

  std::deque<Machine> machines_;
  TrialRecord record_;
  float served_ = 0;  ///< vCPUs, a tick ago.
  float direction_ = 0;
};

}  // namespace muster::forecast
