#pragma once

#include <memory>
#include <optional>
#include <string>

#include "reconciler/engine/lease/lease_watch.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/processes.hpp"
#include "reconciler/ports/store.hpp"

namespace muster {

/// The right to change one fleet, for as long as it is renewed: every apply holds one.
///
/// Two mechanisms prevent that a suspended holder does harm. Each write carries its token, and the store
/// rejects it after another process has taken the lease. And between a write and the recorded call it checks
/// the time: it acts only within the first two thirds of the lease. Two clocks count: one that nothing sets
/// and that continues while the process is suspended, and the wall clock.
class Leadership {
 public:
  /// `lease` was taken when the clock's uptime was `since`, or a little later.
  Leadership(Store& store, const Clock& clock, Lease lease, Duration ttl, Duration since);
  Leadership(const Leadership&) = delete;
  Leadership& operator=(const Leadership&) = delete;
  /// Releases the lease if it is still ours.
  ~Leadership();

  LeaseToken token() const { return lease_.token; }
  const Lease& lease() const { return lease_; }

  /// Sets the plan and the operation that other processes see. The store gets a new plan with the next step,
  /// a new operation within a second.
  void work_on(const PlanId& plan, const std::string& operation);

  /// Renews the lease after a third of its time, for news, or if it is no longer safe to act. Returns the
  /// error permanently after the lease was lost. If the store does not answer, a later step tries again.
  std::optional<Error> step();

  /// Returns why nothing may be changed now; nullopt if it may. It only reads the clock.
  std::optional<Error> refusal() const;

  /// Releases the lease; nothing may be changed afterwards.
  void give_back();

 private:
  bool due(Duration uptime) const;

  Store& store_;
  const Clock& clock_;
  Lease lease_;
  Duration ttl_;
  Duration renewed_uptime_;
  LeaseHolder reported_;  ///< As stored.
  std::optional<Error> lost_;
};

/// The lease is held by another process.
struct HeldByOther {
  Lease lease;
  Liveness holder = Liveness::unknown;
};

/// The inputs for taking a lease.
struct LeaseOptions {
  FleetName fleet;
  std::string command;  ///< The command, for other processes.
  Duration ttl = std::chrono::seconds(30);
};

struct TakenOrHeld {
  std::unique_ptr<Leadership> leadership;  ///< nullptr if another process holds the lease:
  HeldByOther by_other;
};

/// Takes the fleet's lease if that is possible now: it is free, or the process of its holder no longer exists
/// on this machine, or nobody renewed it for its whole duration while `watch` saw it. A lease that expired by
/// the wall clock is taken too, except from a process that exists on this machine. Writes a takeover to the
/// journal. Never waits: a caller that tries again passes the same `watch`. Fails as the store does.
Result<TakenOrHeld> take_the_lead(Store& store, const Clock& clock, const Processes& processes,
                                  const LeaseOptions& terms, LeaseWatch& watch);

}  // namespace muster
