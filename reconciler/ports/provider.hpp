#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/catalogue/capabilities.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {

/// The caller's own number for a call that it started.
using Ticket = std::uint64_t;

/// The answer to a started call, or its failure.
struct Completion {
  Ticket ticket = 0;
  Result<Reply> reply;
};

/// A cloud. Calls start and end in parallel; one thread uses a provider at a time.
///
/// The provider does not retry. The ErrorKind gives the meaning of a failure, and the caller decides about
/// another attempt. unknown_outcome: the effect may have happened.
class Provider {
 public:
  virtual ~Provider() = default;

  virtual const Capabilities& capabilities() const = 0;

  /// Returns all resources of this fleet, and no others. `gaps` lists the parts that could not be read, so a
  /// partial view is never mistaken for an empty one. Fails only if nothing could be read: with denied (key
  /// refused), or with the kind of the network failure.
  virtual Result<ActualState> observe(const Fleet& fleet, Instant now) = 0;

  /// Reads single objects by their ids in parallel. Returns the answers in the order of the calls. "Absent"
  /// is returned only if the cloud itself reports it. Calls that others started continue meanwhile.
  virtual std::vector<Result<Reply>> look(const std::vector<Operation>& looks) {
    return {looks.size(),
            Result<Reply>(Error{ErrorKind::unsupported, "this cloud cannot read an object by its id"})};
  }

  /// Returns all sizes and all prices. Fails as a call to the cloud does: denied, rate_limited, timeout, io.
  virtual Result<PriceList> prices() = 0;

  /// Starts a call. `wait` returns its answer under the same ticket. Tickets in use must differ.
  virtual void start(Ticket ticket, const Operation& operation) = 0;

  /// Returns the answers that have arrived. Waits at most `at_most` for the first one. Empty if none arrived
  /// or no call is in flight.
  virtual std::vector<Completion> wait(Duration at_most) = 0;
};

}  // namespace muster
