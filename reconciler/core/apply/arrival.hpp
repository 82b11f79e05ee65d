#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/step.hpp"

namespace muster {

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

/// Returns whether what is waited for is there, as this look shows it.
Arrival arrived(Awaited until, const Operation& operation, const Reply& seen);

}  // namespace muster
