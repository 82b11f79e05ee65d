#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/steps.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

// Looking whether something is so, rather than remembering whether it was asked for.

/// The look that tells whether this call had its effect; nullopt where repeating the call is harmless and
/// needs no look, and for looks themselves.
std::optional<Operation> look_after(const Operation& operation, const ChangeId& change);

/// What a look says about a call whose reply was lost or refused.
struct Settled {
  enum class State {
    done,     ///< The effect is there.
    pending,  ///< Something still runs on the object: look again.
    not_done,
    foreign,  ///< An object of that name is there, but it is not ours, or not as declared.
  };
  State state = State::not_done;
  std::string object_id;  ///< Of what a create made, or of what is there instead.
  std::string detail{};   ///< Foreign: what is wrong with it, and whose it is.
};
Settled settle(const Operation& operation, const Reply& seen);

/// The look that tells whether somebody else holds what this call is about to make: by the slot's tag, or for
/// a machine that has no slot yet by the change's. nullopt where the cloud itself refuses a second one.
std::optional<Operation> look_for_holder(const Operation& operation);
/// Who holds it, in words; nullopt when nobody does but the machine or balancer `made` (empty before it was
/// made). `made_at`: when the cloud made ours; the older one keeps the place.
std::optional<std::string> held_by_other(const Operation& operation, const Reply& seen,
                                         const std::string& made, Instant made_at);

/// The look that tells whether what a step waits for is there. `object_id` and `running` are what the cloud
/// answered to the step's call. nullopt when there is nothing to wait for.
std::optional<Operation> look_until(const Step& step, const std::string& object_id,
                                    const std::optional<OperationId>& running);

/// What a look says about what is waited for.
struct Arrival {
  enum class State { there, not_yet, gone, failed };
  State state = State::not_yet;
  std::string detail;
};
Arrival arrived(Awaited until, const Operation& operation, const Reply& seen);

}  // namespace muster
