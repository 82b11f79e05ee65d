#include "reconciler/core/history/lease.hpp"

#include <fmt/format.h>

namespace muster {

std::string describe(const LeaseHolder& holder) {
  return fmt::format("{}, pid {} on {}", holder.command.empty() ? "muster" : holder.command, holder.pid,
                     holder.host.empty() ? "an unknown host" : holder.host);
}

}  // namespace muster
