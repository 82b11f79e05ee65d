#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/ports/processes.hpp"

namespace muster {

/// The processes of this machine, by /proc.
class ProcessTable : public Processes {
 public:
  LeaseHolder self() const override;
  Liveness liveness_of(const LeaseHolder& holder) const override;
};

/// Returns the start of the process of a line of /proc/PID/stat, in clock ticks from boot; nullopt for
/// another text, or for a process that has ended and was not waited for.
std::optional<std::int64_t> start_in_stat(std::string_view line);

}  // namespace muster
