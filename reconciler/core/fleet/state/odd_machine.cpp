#include "reconciler/core/fleet/state/odd_machine.hpp"

#include <fmt/format.h>

namespace muster {

std::string why_odd(const Machine& machine, const Pool& pool, Instant now) {
  if (machine.status == MachineStatus::unknown)
    return machine.status_reported.empty() ? "is in an unknown state"
                                           : fmt::format("is {} at the cloud", machine.status_reported);
  if (machine.status != MachineStatus::starting) return "";
  const auto& made = machine.created_at;
  // Twice the time: an apply that waits for it gives up earlier.
  if (made == Instant{} || made > now || now - made <= pool.ready_within * 2) return "";
  return fmt::format("has been new since {}, and should run after {}", format_instant(made),
                     format_duration(pool.ready_within));
}

}  // namespace muster
