#pragma once

#include <array>
#include <vector>

#include "reconciler/core/forecast/headroom_rule.hpp"
#include "reconciler/core/forecast/trial_terms.hpp"

namespace muster::forecast {

/// What the rules of one lane see in one tick.
struct LaneView {
  float level = 0;       ///< What the follower says now.
  float held_level = 0;  ///< The most it said within the hold.
  float seen = 0;        ///< The reading.
  float held_seen = 0;   ///< The largest reading within the hold.
  float day_peak = 0;    ///< The highest reading of about a day.
};

/// Imagined fleets, one for each headroom of a lane: what they would have ordered, what would have served,
/// what it would have cost and how it would have gone.
class TrialLane {
 public:
  /// `tolerance`: the share of what serves under which nothing is given back.
  TrialLane(const TrialTerms& terms, float tolerance);

  /// What is on its way then counts as arrived.
  void set_lead(int ticks);
  void set_saturates(bool saturates) { terms_.saturates = saturates; }

  /// Lets every fleet act on what is seen, then meet the demand of the tick that follows. Older ticks count
  /// `keep` times what they counted.
  void step(const LaneView& view, float demand, int tick, float keep);

  /// How it went under one headroom.
  TrialRecord record(std::size_t headroom) const;

  template <class State>
  void fields(State& state) {
    state(total_, serving_, locked_, direction_, turned_, cost_, overload_, hot_, warm_, turns_, pending_);
  }
  friend bool operator==(const TrialLane&, const TrialLane&) = default;

 private:
  using Row = std::array<float, kHeadrooms>;
  /// What every fleet wants, what it keeps, and whether it is overloaded and leaps.
  struct Wishes {
    Row want, keep, full;
  };
  Wishes wish(const LaneView& view) const;
  void act(const LaneView& view, int tick);
  void meet(float demand, float keep);

  TrialTerms terms_;
  float tolerance_;
  float escalation_;
  Row factor_{}, extra_{};
  Row total_{}, serving_{};  ///< vCPUs ordered; vCPUs that serve.
  /// vCPUs whose minimum charge is not used up yet, by the size of machine they come in: 1, 2, 4, 8. They are
  /// paid for, so they stay.
  std::array<Row, 4> locked_{};
  Row direction_{}, turned_{};
  Row cost_{}, overload_{}, hot_{}, warm_{}, turns_{};
  std::vector<Row> pending_;  ///< Ordered, by tick modulo lead.
};

}  // namespace muster::forecast
