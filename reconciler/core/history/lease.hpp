#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The number of one holding of a fleet's lease. Rises with each new holder and is never given twice, so that
/// a write that carries it can be told from one of an earlier holder.
using LeaseToken = std::int64_t;
/// For what is written without a lease, because no call to a cloud stands behind it: approvals, notes.
constexpr LeaseToken kNoLease = 0;

/// Who holds a fleet's lease, for the eyes of whoever is turned away. A process is the same one only when
/// all of host, boot id, pid namespace, pid and start agree: pids are used again.
struct LeaseHolder {
  std::string host;
  std::string boot_id;        ///< Of the host's kernel since it was started.
  std::string pid_namespace;  ///< In which the pid means this process: containers have their own.
  std::int64_t pid = 0;
  std::int64_t process_started = 0;  ///< Clock ticks from boot to the start of the process.
  std::string command;               ///< What was called: "muster apply plan.json".
  PlanId plan;                       ///< Empty until there is one.
  std::string operation;             ///< What it did last, in words.
  friend bool operator==(const LeaseHolder&, const LeaseHolder&) = default;
};

/// "muster apply plan.json, pid 4711 on ada-laptop".
std::string describe(const LeaseHolder& holder);

/// The right to change one fleet, until it expires or is given back.
struct Lease {
  FleetName fleet;
  LeaseToken token = kNoLease;
  LeaseHolder holder;
  Instant taken_at;
  Instant renewed_at;
  Instant expires_at;  ///< From this instant on anybody may take it.
  friend bool operator==(const Lease&, const Lease&) = default;
};

}  // namespace muster
