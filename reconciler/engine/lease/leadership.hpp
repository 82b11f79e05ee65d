#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/processes.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The right to change one fleet, for as long as it is renewed: whoever applies holds one.
///
/// Two things keep a holder that was paused from doing harm. Everything it writes carries its token, and the
/// store refuses it once somebody else has taken over. And between a write and the call that it announces it
/// looks at the clock: it acts only within the first two thirds of its time, reckoned on a clock that goes on
/// while the process is stopped and that nobody sets, and on the wall clock by which others judge.
class Leadership {
 public:
  /// `lease` was taken when the clock's uptime was `since`, or a little later.
  Leadership(Store& store, const Clock& clock, Lease lease, Duration ttl, Duration since);
  Leadership(const Leadership&) = delete;
  Leadership& operator=(const Leadership&) = delete;
  /// Gives the lease back when it still is ours.
  ~Leadership();

  LeaseToken token() const { return lease_.token; }
  const Lease& lease() const { return lease_; }

  /// What others are shown. A new plan is told to the store with the next step, a new operation within a
  /// second.
  void work_on(const PlanId& plan, const std::string& operation);

  /// Renews when a third of the time is over, when there is news for others to see, or when it is not safe to
  /// act any more. Gives the error once
  /// the lease is somebody else's: for good. A store that does not answer is asked again by a later step.
  std::optional<Error> step();

  /// Why nothing may be changed right now; nullopt when it may. Looks at the clock only.
  std::optional<Error> refusal() const;

  /// Gives the lease back; nothing may be changed after that.
  void give_back();

 private:
  bool due(Duration uptime) const;

  Store& store_;
  const Clock& clock_;
  Lease lease_;
  Duration ttl_;
  Duration renewed_uptime_;
  LeaseHolder told_;  ///< As the store has it.
  std::optional<Error> lost_;
};

/// Somebody else holds the fleet.
struct HeldByOther {
  Lease lease;
  Liveness holder = Liveness::unknown;
};

/// What it takes to lead a fleet.
struct LeaseTerms {
  FleetName fleet;
  std::string command;  ///< What was called, for others to see.
  Duration ttl = std::chrono::seconds(30);
};

struct TakenOrHeld {
  std::unique_ptr<Leadership> leadership;  ///< nullptr when somebody else holds the fleet:
  HeldByOther by_other;
};

/// Takes the fleet's lease if it can be had now: nobody holds it, it has expired, or its holder's process is
/// gone from this machine. From whom it was taken over is written to the journal. Never waits.
Result<TakenOrHeld> take_the_lead(Store& store, const Clock& clock, const Processes& processes,
                                  const LeaseTerms& terms);

}  // namespace muster
