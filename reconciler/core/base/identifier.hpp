#pragma once

#include <compare>
#include <string>
#include <utility>

namespace muster {

/// A name that the compiler does not accept as a name of another kind. `Tag` only distinguishes the kinds.
template <class Tag>
struct Identifier {
  std::string value;

  Identifier() = default;
  explicit Identifier(std::string text) : value(std::move(text)) {}
  bool empty() const { return value.empty(); }
  friend auto operator<=>(const Identifier&, const Identifier&) = default;
};

using FleetName = Identifier<struct FleetNameTag>;
using PoolName = Identifier<struct PoolNameTag>;
using PolicyName = Identifier<struct PolicyNameTag>;
using Region = Identifier<struct RegionTag>;
using SizeName = Identifier<struct SizeNameTag>;    ///< The slug of a size: "s-2vcpu-4gb".
using MachineId = Identifier<struct MachineIdTag>;  ///< The cloud's own id of a machine, as text.
using VolumeId = Identifier<struct VolumeIdTag>;    ///< The cloud's own id of a volume.
using SnapshotId = Identifier<struct SnapshotIdTag>;
using LoadBalancerId = Identifier<struct LoadBalancerIdTag>;
using FirewallId = Identifier<struct FirewallIdTag>;
using NetworkId = Identifier<struct NetworkIdTag>;
using OperationId = Identifier<struct OperationIdTag>;  ///< A running action of the cloud.
using ChangeId =
    Identifier<struct ChangeIdTag>;           ///< Derived from the plan: equal plans have equal change ids.
using PlanId = Identifier<struct PlanIdTag>;  ///< Digest of the content of a plan.

}  // namespace muster
