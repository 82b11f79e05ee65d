#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/ports/processes.hpp"

namespace muster {

/// The processes of this machine, as the kernel tells of them in /proc.
class ProcessTable : public Processes {
 public:
  LeaseHolder self() const override;
  Liveness liveness_of(const LeaseHolder& holder) const override;
};

/// When the process of a line of /proc/PID/stat was started, in clock ticks from boot; nullopt for what is no
/// such line, or tells of a process that has ended and was not waited for.
std::optional<std::int64_t> start_in_stat(std::string_view line);

}  // namespace muster
