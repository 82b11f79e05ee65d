#include "reconciler/core/plan/adopt.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "reconciler/core/plan/diff/difference.hpp"
#include "reconciler/core/plan/make_plan.hpp"

namespace muster {
namespace {

template <class Name>
std::string listed(const std::vector<Name>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ", ") + name.value;
  return all;
}

Result<const Pool*> declared_pool(const Fleet& fleet, const PoolName& name) {
  if (const auto* pool = fleet.find_pool(name)) return pool;
  std::vector<PoolName> pools;
  for (const auto& pool : fleet.pools) pools.push_back(pool.name);
  return Error{ErrorKind::invalid, fmt::format("fleet {} declares no pool {}; it declares {}",
                                               fleet.name.value, name.value, listed(pools))};
}

/// Returns why this fleet may not take an object with these tags; nullopt if it may.
std::optional<Error> owned_elsewhere(const Fleet& fleet, const std::vector<std::string>& tags,
                                     const std::string& what) {
  const auto owner = read_ownership(tags).fleet;
  if (!owner || *owner == fleet.name) return std::nullopt;
  return Error{ErrorKind::conflict,
               fmt::format("{} belongs to fleet {}: release it there first", what, owner->value)};
}

std::optional<Error> blind(const ActualState& actual) {
  if (actual.complete()) return std::nullopt;
  return Error{ErrorKind::io, "muster could not read the whole fleet (" + actual.gaps.front() +
                                  "), so it does not know whether the slot is free"};
}

/// The fleet's tag is added last and removed last: until then the object keeps its earlier owner.
std::vector<std::string> fleet_tag_last(std::vector<std::string> tags, const FleetName& fleet) {
  const auto last = fleet_tag(fleet);
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  std::stable_partition(tags.begin(), tags.end(), [&](const std::string& tag) { return tag != last; });
  return tags;
}

std::vector<std::string> muster_tags(const std::vector<std::string>& tags, const FleetName& fleet) {
  std::vector<std::string> ours;
  for (const auto& tag : tags) {
    std::string lower = tag.substr(0, 7);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower == "muster-") ours.push_back(tag);
  }
  return fleet_tag_last(std::move(ours), fleet);
}

/// The changes that a person requested, with the command.
class Request {
 public:
  Request(const DecisionInputs& s, PoolName pool, const char* verb)
      : s_(s), pool_(std::move(pool)), verb_(verb) {}

  void add(Effect effect, Digest fingerprint, std::string message) {
    difference_.add(std::move(effect), std::move(fingerprint));
    Cause cause;
    cause.rule = std::string("muster ") + verb_;
    const auto* pool = s_.fleet.find_pool(pool_);
    cause.at = pool ? pool->at : s_.fleet.at;
    cause.message = std::move(message);
    difference_.changes.back().because = {std::move(cause)};
  }
  void warn(std::string text) { warnings_.push_back(std::move(text)); }

  Plan finish(Instant now) && {
    auto plan = assemble(s_, std::move(difference_.changes), now);
    plan.warnings = std::move(warnings_);
    plan.id = plan_digest(plan);
    return plan;
  }

 private:
  const DecisionInputs& s_;
  DesiredState desired_;
  Difference difference_{.fleet = s_.fleet,
                         .desired = desired_,
                         .actual = s_.actual,
                         .prices = s_.prices,
                         .can = s_.capabilities};
  PoolName pool_;
  const char* verb_;
  std::vector<std::string> warnings_;
};

std::string a_month(Price price) {
  return format_money(price.monthly) + " a month";
}

std::optional<Error> why_not(const DecisionInputs& s, const Machine& machine, const Slot& slot,
                             const Pool& pool) {
  const auto what = fmt::format("machine {} ({})", machine.id.value, machine.name);
  if (auto error = blind(s.actual)) return error;
  if (auto error = owned_elsewhere(s.fleet, machine.tags, what)) return error;
  for (const auto& [taken, ours] : s.actual.machines) {
    if (ours.id == machine.id && !s.actual.untagged.machines.contains(ours.id))
      return Error{ErrorKind::conflict, fmt::format("{} is {} already", what, to_string(taken))};
  }
  if (const auto holder = s.actual.machines.find(slot);
      holder != s.actual.machines.end() && holder->second.id != machine.id) {
    return Error{ErrorKind::conflict, fmt::format("{} is taken by machine {} ({})", to_string(slot),
                                                  holder->second.id.value, holder->second.name)};
  }
  const auto& regions = regions_of(s.fleet, pool);
  if (std::find(regions.begin(), regions.end(), machine.region) == regions.end()) {
    return Error{ErrorKind::invalid, fmt::format("{} is in {}; pool {} may be in {}", what,
                                                 machine.region.value, pool.name.value, listed(regions))};
  }
  if (!s.prices.find(machine.size)) {
    return Error{ErrorKind::invalid,
                 fmt::format("{} is of size {}, which is not in the price list: its cost is unknown", what,
                             machine.size.value)};
  }
  return std::nullopt;
}

/// The changes that the next plan would make to an adopted machine, as far as its data shows.
void warn_of_differences(const DecisionInputs& s, const Machine& machine, const Slot& slot, const Pool& pool,
                         Request& request) {
  if (std::find(pool.ladder.begin(), pool.ladder.end(), machine.size) == pool.ladder.end()) {
    request.warn(fmt::format("{} is not in the ladder of pool {} ({}): the next plan would resize it",
                             machine.size.value, pool.name.value, listed(pool.ladder)));
  }
  if (machine.status == MachineStatus::off)
    request.warn(fmt::format("{} is off: the next plan would switch it on", to_string(slot)));
  if (s.actual.network && !machine.network.empty() && machine.network != s.actual.network->id.value) {
    request.warn(fmt::format("it is not in the fleet's network {}, and a machine cannot move there",
                             s.actual.network->name));
  }
  for (const auto& volume : machine.volumes) {
    const bool ours = std::any_of(s.actual.volumes.begin(), s.actual.volumes.end(),
                                  [&](const auto& entry) { return entry.second.id == volume; });
    if (!ours)
      request.warn(fmt::format(
          "volume {} on it is not adopted; to adopt it too: muster adopt volume {} --as {}/data-N",
          volume.value, volume.value, to_string(slot)));
  }
}

void release_volume(const DecisionInputs& s, const Volume& volume, const std::string& why, Request& request) {
  const auto name = to_string(volume.slot);
  request.add(ReleaseVolume{.slot = volume.slot,
                            .id = volume.id,
                            .size_gib = volume.size_gib,
                            .remove = muster_tags(volume.tags, s.fleet.name)},
              fingerprint_of(volume), why);
  request.warn(fmt::format("volume {} (id {}) keeps its data and costs {} outside muster", name,
                           volume.id.value, a_month(s.prices.of_volume(volume.size_gib))));
  if (volume.name == volume_name(s.fleet.name, volume.slot)) {
    request.warn(fmt::format("its name {} stays in use in {}: while it exists, no new {} can be created",
                             volume.name, volume.region.value, name));
  }
}

}  // namespace

Result<Plan> plan_adoption(const DecisionInputs& s, const Machine& machine, const Slot& slot, Instant now) {
  const auto pool = declared_pool(s.fleet, slot.pool);
  if (!pool) return pool.error();
  if (auto error = why_not(s, machine, slot, **pool)) return *error;
  auto tags = (*pool)->tags;
  for (auto tag : {pool_tag(s.fleet.name, slot.pool), slot_tag(slot), fleet_tag(s.fleet.name)})
    tags.push_back(std::move(tag));
  Request request(s, slot.pool, "adopt");
  request.add(AdoptMachine{.slot = slot,
                           .id = machine.id,
                           .size = machine.size,
                           .region = machine.region,
                           .add = fleet_tag_last(std::move(tags), s.fleet.name)},
              fingerprint_of(machine),
              fmt::format("a person ran muster adopt for machine {} ({}) as {}", machine.id.value,
                          machine.name, to_string(slot)));
  warn_of_differences(s, machine, slot, **pool, request);
  return std::move(request).finish(now);
}

Result<Plan> plan_adoption(const DecisionInputs& s, const Volume& volume, const VolumeSlot& slot,
                           Instant now) {
  const auto what = fmt::format("volume {} ({})", volume.id.value, volume.name);
  const auto pool = declared_pool(s.fleet, slot.machine.pool);
  if (!pool) return pool.error();
  if (auto error = blind(s.actual)) return *error;
  if (auto error = owned_elsewhere(s.fleet, volume.tags, what)) return *error;
  for (const auto& [taken, ours] : s.actual.volumes) {
    if (ours.id == volume.id && !s.actual.untagged.volumes.contains(ours.id))
      return Error{ErrorKind::conflict, fmt::format("{} is {} already", what, to_string(taken))};
  }
  if (const auto holder = s.actual.volumes.find(slot);
      holder != s.actual.volumes.end() && holder->second.id != volume.id) {
    return Error{ErrorKind::conflict, fmt::format("{} is taken by volume {} ({})", to_string(slot),
                                                  holder->second.id.value, holder->second.name)};
  }
  const auto machine = s.actual.machines.find(slot.machine);
  if (machine == s.actual.machines.end())
    return Error{ErrorKind::not_found, fmt::format("there is no machine {}", to_string(slot.machine))};
  if (machine->second.region != volume.region) {
    return Error{ErrorKind::invalid,
                 fmt::format("{} is in {}, and {} is in {}: volumes cannot move", what, volume.region.value,
                             to_string(slot.machine), machine->second.region.value)};
  }
  if (volume.attached_to && *volume.attached_to != machine->second.id) {
    return Error{ErrorKind::conflict,
                 fmt::format("{} is attached to machine {}, which is not {}: detach it first", what,
                             volume.attached_to->value, to_string(slot.machine))};
  }
  Request request(s, slot.machine.pool, "adopt");
  request.add(AdoptVolume{.slot = slot,
                          .id = volume.id,
                          .size_gib = volume.size_gib,
                          .region = volume.region,
                          .add = fleet_tag_last({volume_tag(slot), fleet_tag(s.fleet.name)}, s.fleet.name)},
              fingerprint_of(volume),
              fmt::format("a person ran muster adopt for volume {} ({}) as {}", volume.id.value, volume.name,
                          to_string(slot)));
  if (!volume.attached_to)
    request.warn(
        fmt::format("it is not attached: the next plan would attach it to {}", to_string(slot.machine)));
  return std::move(request).finish(now);
}

Result<Plan> plan_release(const DecisionInputs& s, const Slot& slot, Instant now) {
  const auto found = s.actual.machines.find(slot);
  if (found == s.actual.machines.end()) {
    return Error{ErrorKind::not_found,
                 fmt::format("there is no machine {}; muster status lists the machines", to_string(slot))};
  }
  const auto& machine = found->second;
  const auto name = to_string(slot);
  const auto why = fmt::format("a person ran muster release for {}", name);
  Request request(s, slot.pool, "release");
  request.add(ReleaseMachine{.slot = slot,
                             .id = machine.id,
                             .size = machine.size,
                             .region = machine.region,
                             .remove = muster_tags(machine.tags, s.fleet.name)},
              fingerprint_of(machine), why);
  request.warn(fmt::format("machine {} (id {}) continues to run and costs {} outside muster and its budget",
                           name, machine.id.value, a_month(s.prices.of_size(machine.size))));
  for (const auto& [at, volume] : s.actual.volumes) {
    if (volume.attached_to == machine.id) {
      release_volume(s, volume, fmt::format("it is on {}, which is released", name), request);
    } else if (at.machine == slot) {
      request.warn(fmt::format("volume {} is not on it and stays in the fleet", to_string(at)));
    }
  }
  const auto of_pool = std::count_if(s.actual.machines.begin(), s.actual.machines.end(),
                                     [&](const auto& entry) { return entry.first.pool == slot.pool; });
  if (const auto* pool = s.fleet.find_pool(slot.pool); pool && of_pool - 1 < pool->min) {
    request.warn(fmt::format("pool {} will have {} machines and needs {}: the next plan makes a new one",
                             slot.pool.value, of_pool - 1, pool->min));
  }
  return std::move(request).finish(now);
}

Result<Plan> plan_release(const DecisionInputs& s, const VolumeSlot& slot, Instant now) {
  const auto found = s.actual.volumes.find(slot);
  if (found == s.actual.volumes.end()) {
    return Error{ErrorKind::not_found,
                 fmt::format("there is no volume {}; muster status lists the volumes", to_string(slot))};
  }
  Request request(s, slot.machine.pool, "release");
  release_volume(s, found->second, fmt::format("a person ran muster release for {}", to_string(slot)),
                 request);
  return std::move(request).finish(now);
}

}  // namespace muster
