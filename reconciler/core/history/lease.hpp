#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// The number of one holding of a fleet's lease. It rises with each new holder and is never used twice. So a
/// write with a token can be distinguished from a write of an earlier holder.
using LeaseToken = std::int64_t;
/// For writes without a lease, because they belong to no call to a cloud: approvals, notes.
constexpr LeaseToken kNoLease = 0;

/// The holder of a fleet's lease, for messages to other processes. Two processes are the same only if host,
/// boot id, pid namespace, pid and start are equal, because systems reuse pids.
struct LeaseHolder {
  std::string host;
  std::string boot_id;        ///< Id of the host's kernel since its start.
  std::string pid_namespace;  ///< Namespace of the pid; each container has its own.
  std::int64_t pid = 0;
  std::int64_t process_started = 0;  ///< Clock ticks from boot to the start of the process.
  std::string command;               ///< The command: "muster apply plan.json".
  PlanId plan;                       ///< Empty until there is one.
  std::string operation;             ///< Its last action as text.
  friend bool operator==(const LeaseHolder&, const LeaseHolder&) = default;
};

/// "muster apply plan.json, pid 4711 on ada-laptop".
std::string describe(const LeaseHolder& holder);

/// The right to change one fleet, until it expires or is released.
struct Lease {
  FleetName fleet;
  LeaseToken token = kNoLease;
  LeaseHolder holder;
  Instant taken_at;
  Instant renewed_at;
  Instant expires_at;  ///< From this instant on every process may take it.
  friend bool operator==(const Lease&, const Lease&) = default;
};

}  // namespace muster
