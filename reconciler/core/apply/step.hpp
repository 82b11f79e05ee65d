#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The state that must be reached before the next step starts.
enum class WaitFor {
  nothing,
  operation,  ///< The end of the running action that the cloud returned.
  machine_running,
  machine_off,
  machine_gone,
  machine_drained,  ///< No agent is on the machine any longer.
  volume_attached,
  volume_detached,
  balancer_active,
};

/// One call of a change, and the state that it waits for afterwards.
struct Step {
  Operation operation;
  WaitFor until = WaitFor::nothing;
  Duration timeout{0};  ///< Longest wait for `until`.
  /// Made after the time limit instead of a failure: power off after a shutdown.
  std::optional<Operation> fallback{};
  std::string message;  ///< "shutting down", for progress.
  /// After the time limit the change continues without the state that it waited for.
  bool continue_on_timeout = false;
};

}  // namespace muster
