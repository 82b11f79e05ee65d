#include "reconciler/core/plan/approval/standing_approval.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/plan/verdict/openings.hpp"

namespace muster {
namespace {

/// Returns the pool of an effect; nullopt for effects on the whole fleet.
std::optional<PoolName> pool_of(const Effect& effect) {
  return std::visit(Overloaded{
                        [](const CreateNetwork&) -> std::optional<PoolName> { return std::nullopt; },
                        [](const CreateFirewall& e) -> std::optional<PoolName> { return e.pool; },
                        [](const UpdateFirewall& e) -> std::optional<PoolName> { return e.pool; },
                        [](const DestroyFirewall& e) -> std::optional<PoolName> { return e.pool; },
                        [](const CreateVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const AttachVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const DetachVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const GrowVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const AdoptVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const ReleaseVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const DestroyVolume& e) -> std::optional<PoolName> { return e.slot.machine.pool; },
                        [](const JoinBalancer& e) -> std::optional<PoolName> { return e.balancer.pool; },
                        [](const LeaveBalancer& e) -> std::optional<PoolName> { return e.balancer.pool; },
                        [](const auto& e) -> std::optional<PoolName> { return e.slot.pool; },
                    },
                    effect);
}

bool has(const std::vector<PoolName>& pools, const PoolName& pool) {
  return std::find(pools.begin(), pools.end(), pool) != pools.end();
}

int machines_after(const StandingApproval& standing_approval, const VerdictInputs& left) {
  int machines = 0;
  for (const auto& [slot, machine] : left.actual.machines)
    machines += has(standing_approval.pools, slot.pool);
  for (const auto& change : left.changes) {
    if (const auto* e = std::get_if<AdoptMachine>(&change.effect))
      machines += has(standing_approval.pools, e->slot.pool);
    if (const auto* e = std::get_if<ReleaseMachine>(&change.effect))
      machines -= has(standing_approval.pools, e->slot.pool);
    if (const auto* e = std::get_if<CreateMachine>(&change.effect))
      machines += has(standing_approval.pools, e->slot.pool);
    if (const auto* e = std::get_if<DestroyMachine>(&change.effect))
      machines -= has(standing_approval.pools, e->slot.pool);
  }
  return machines;
}

}  // namespace

std::string limit_blocker(const StandingApproval& standing_approval, const VerdictInputs& left) {
  for (const auto& change : left.changes) {
    const auto pool = pool_of(change.effect);
    if (!pool || !has(standing_approval.pools, *pool))
      return fmt::format("the plan changes {}, which is not in its pools", change.address);
    if (destroys_data(change))
      return fmt::format("the plan destroys data, {}, which no envelope covers", change.address);
    if (const auto openings = openings_of(change.effect); !openings.empty())
      return fmt::format("{} opens to the internet, which no envelope covers: {}", change.address,
                         openings.front());
  }
  const int machines = machines_after(standing_approval, left);
  if (machines > standing_approval.machines) {
    return fmt::format("its pools would have {} machines, it allows at most {}", machines,
                       standing_approval.machines);
  }
  if (left.cost.after.hourly > standing_approval.hourly) {
    return fmt::format("the fleet would cost {} an hour, it allows at most {}",
                       format_hourly(left.cost.after.hourly), format_hourly(standing_approval.hourly));
  }
  return "";
}

}  // namespace muster
