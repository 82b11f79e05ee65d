#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/capabilities.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"

namespace muster {

/// The caller's own number for a call that it started.
using Ticket = std::uint64_t;

/// A started call has been answered, or is known to have failed.
struct Completion {
  Ticket ticket = 0;
  Result<Reply> reply;
};

/// A cloud. Calls are started and answered side by side; one thread uses a provider at a time.
///
/// Nothing here retries: what a failure means is in its ErrorKind, and whether to try again is the caller's
/// decision. unknown_outcome says that the effect may have happened.
class Provider {
 public:
  virtual ~Provider() = default;

  virtual const Capabilities& capabilities() const = 0;

  /// Everything there is of this fleet, and nothing else. What could not be read is told in `gaps`, so a
  /// partial view is never mistaken for an empty one; fails only when nothing at all could be read (key
  /// refused, no network).
  virtual Result<ActualState> observe(const Fleet& fleet, Instant now) = 0;

  /// Looks at single objects by their ids, side by side; answers in the order of the looks. Absent is told
  /// only by a cloud that says so. What others started goes on meanwhile.
  virtual std::vector<Result<Reply>> look(const std::vector<Operation>& looks) {
    return {looks.size(), Result<Reply>(Error{ErrorKind::unsupported, "this cloud cannot be asked by id"})};
  }

  /// What sizes exist and what everything costs.
  virtual Result<PriceList> prices() = 0;

  /// Starts a call; its answer comes out of `wait` under the same ticket. Tickets in use must differ.
  virtual void start(Ticket ticket, const Operation& operation) = 0;

  /// Answers that have come in, waiting at most so long for the first. Empty when none came or none is under
  /// way.
  virtual std::vector<Completion> wait(Duration at_most) = 0;
};

}  // namespace muster
