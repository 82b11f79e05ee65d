#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// What must be seen before the next step starts.
enum class Awaited {
  nothing,
  operation,  ///< The running action that the cloud told in its answer.
  machine_running,
  machine_off,
  machine_gone,
  machine_drained,  ///< No agent is on it any more.
  volume_attached,
  volume_detached,
  balancer_active,
};

/// One call of a change and what to wait for behind it.
struct Step {
  Operation operation;
  Awaited until = Awaited::nothing;
  Duration patience{0};  ///< Longest wait for `until`.
  std::optional<Operation>
      fallback;          ///< Made instead of failing when patience is over: power off after a shutdown.
  std::string says;      ///< "shutting down", for progress.
  bool goes_on = false;  ///< When patience is over the change goes on without what it waited for.
};

}  // namespace muster
