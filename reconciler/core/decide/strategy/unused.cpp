#include "reconciler/core/decide/strategy/unused.hpp"

#include <fmt/format.h>

#include "reconciler/core/forecast/learned_state.hpp"

namespace muster {
namespace {

std::optional<Instant> unused_since(const Volume& volume, const PoolView& view) {
  const auto* learned_state = view.inputs.learned_state;
  if (!learned_state) return std::nullopt;
  const auto found = learned_state->unused_since.find(volume.id);
  return found == learned_state->unused_since.end() ? std::nullopt : std::optional(found->second);
}

void add(std::string& message, const std::string& more) {
  message += (message.empty() ? "" : "; ") + more;
}

}  // namespace

ScalingAction evaluate_unused(const Policy& policy, const Unused& unused, const PoolView& view) {
  ScalingAction action;
  action.policy = &policy;
  action.cause = {.policy = policy.name, .rule = "unused", .at = unused.at, .message = "", .evidence = {}};
  const auto& volumes = view.inputs.actual.volumes;
  for (auto at = volumes.lower_bound(VolumeSlot{Slot{view.pool.name, 0}, 0});
       at != volumes.end() && at->first.machine.pool == view.pool.name; ++at) {
    const auto& [slot, volume] = *at;
    if (volume.attached_to || view.shape.machines.contains(slot.machine.number)) continue;
    const auto name = fmt::format("{} ({} GiB, {} a month)", to_string(slot), volume.size_gib,
                                  format_money(view.inputs.prices.of_volume(volume.size_gib).monthly));
    const auto since = unused_since(volume, view);
    if (!since) {
      add(action.cause.message, name + " has no machine; muster counts the time from now on");
      continue;
    }
    const Duration lasted = std::chrono::floor<std::chrono::minutes>(view.now - *since);
    if (lasted < unused.volumes_after) {
      add(action.cause.message, fmt::format("{} has had no machine for {}; muster destroys it after {}", name,
                                            format_duration(lasted), format_duration(unused.volumes_after)));
      continue;
    }
    auto message =
        fmt::format("{} has had no machine for {}: muster destroys it with its data when a person approves{}",
                    name, format_duration(lasted), unused.snapshot ? ", after a snapshot of it" : "");
    add(action.cause.message, message);
    ResourceTarget part{
        .part = slot, .size = {}, .gib = 0, .gone = true, .message = std::move(message), .evidence = {}};
    part.discard = Discard{unused.snapshot};
    action.deferred.push_back(std::move(part));
  }
  if (action.cause.message.empty()) action.cause.message = "every volume has its machine";
  return action;
}

}  // namespace muster
