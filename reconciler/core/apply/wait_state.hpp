#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/step.hpp"

namespace muster {

/// Returns the call that reads the object for which a step waits. `object_id` and `running` are from the
/// cloud's answer to the step's call. nullopt if the step waits for nothing.
std::optional<Operation> poll_for(const Step& step, const std::string& object_id,
                                  const std::optional<OperationId>& running);

/// The result of such a read.
struct WaitState {
  enum class State { there, not_yet, gone, failed };
  State state = State::not_yet;
  std::string detail;
};

/// Returns whether the state for which a step waits has been reached, by this answer.
WaitState arrived(WaitFor until, const Operation& operation, const Reply& seen);

}  // namespace muster
