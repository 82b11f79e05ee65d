#include "reconciler/core/plan/warnings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/fleet/bill/strays.hpp"
#include "reconciler/core/plan/diff/claims.hpp"
#include "reconciler/core/plan/diff/diff.hpp"
#include "reconciler/core/plan/diff/diff_machines.hpp"
#include "reconciler/core/plan/diff/diff_volumes.hpp"
#include "reconciler/core/plan/oddities.hpp"

namespace muster {
namespace {

using Texts = std::vector<std::string>;

/// Number of items of a kind that are listed; the rest is counted with its cost.
constexpr std::size_t kListedByName = 8;

void warn_of_gaps(const DecisionInputs& s, const DesiredState& desired, Texts& out) {
  if (s.actual.complete()) return;
  for (const auto& gap : s.actual.gaps) out.push_back("muster could not read: " + gap);
  auto as_if_seen = s.actual;
  as_if_seen.gaps.clear();
  const auto wanted = diff(s.fleet, desired, as_if_seen, s.prices, s.capabilities);
  const auto held = std::count_if(wanted.begin(), wanted.end(),
                                  [](const Change& change) { return change.action != Action::update; });
  if (held > 0) {
    out.push_back(
        fmt::format("{} held back until muster can read the whole cloud: an object that a partial listing "
                    "lacks may exist",
                    held == 1 ? "1 change is" : fmt::format("{} changes are", held)));
  }
}

void warn_of_clamps(const std::vector<Decision>& decisions, Texts& out) {
  for (const auto& decision : decisions) {
    for (const auto& clamp : decision.clamps) {
      if (clamp.kind != Clamp::Kind::missing_data && clamp.kind != Clamp::Kind::flapping) continue;
      out.push_back(fmt::format("pool {}: {}", decision.pool.value, clamp.message));
    }
  }
}

void warn_of_waste(const DecisionInputs& s, const DesiredState& desired, const std::vector<Change>& changes,
                   Texts& out) {
  const auto strays = strays_of(s.actual, s.prices);
  for (std::size_t i = 0; i < std::min(strays.size(), kListedByName); ++i) out.push_back(strays[i].message);
  for (auto& rest : rest_of(strays, kListedByName)) out.push_back(std::move(rest));
  std::set<VolumeSlot> destroyed;
  for (const auto& change : changes) {
    if (const auto* e = std::get_if<DestroyVolume>(&change.effect)) destroyed.insert(e->slot);
  }
  std::size_t reported = 0;
  std::size_t more = 0;
  Money bills;
  for (const auto& [slot, volume] : s.actual.volumes) {
    if (desired.volumes.contains(slot) || destroyed.contains(slot)) continue;
    const auto month = s.prices.of_volume(volume.size_gib).monthly;
    if (reported++ < kListedByName) {
      out.push_back(fmt::format(
          "volume {} ({} GiB, id {}) is no longer needed; muster keeps its data, and it costs {} a month",
          to_string(slot), volume.size_gib, volume.id.value, format_money(month)));
    } else {
      ++more;
      bills += month;
    }
  }
  if (more == 0) return;
  out.push_back(fmt::format("{} more {} no longer needed, kept for {} data, and {} {} a month", more,
                            more == 1 ? "volume is" : "volumes are", more == 1 ? "its" : "their",
                            more == 1 ? "bills" : "bill", format_money(bills)));
}

void warn_of_claims(const DecisionInputs& s, Texts& out) {
  for (const auto& remark : s.actual.remarks) out.push_back(remark);
  if (const auto differs = network_difference(s.fleet, s.actual); !differs.empty())
    out.push_back(differs + ": muster creates machines in it as it is, and they cannot leave it");
  for (const auto& other : s.actual.other_fleets) {
    if (other.pools.empty()) continue;
    out.push_back(
        fmt::format("fleet {} has {} in pools of the same names", other.name.value, describe_objects(other)));
  }
}

/// A network is of one region: a machine of another region reaches the others over the internet alone.
void warn_of_outside(const DecisionInputs& s, const DesiredState& desired, Texts& out) {
  if (!s.fleet.network || s.fleet.network->region.empty()) return;
  std::map<Region, std::vector<std::string>> outside;
  for (const auto& [slot, spec] : desired.machines) {
    if (spec.region != s.fleet.network->region) outside[spec.region].push_back(to_string(slot));
  }
  for (const auto& [region, slots] : outside) {
    const auto shown = std::min(slots.size(), kListedByName);
    const auto more = slots.size() - shown;
    out.push_back(fmt::format(
        "machine{} {}{} {} in {}, outside of network {}, which is in {}", slots.size() == 1 ? "" : "s",
        fmt::join(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
        more == 0 ? "" : fmt::format(" and {} more", more), slots.size() == 1 ? "is" : "are", region.value,
        s.fleet.network->name, s.fleet.network->region.value));
  }
}

void warn_of_borrowed(const DecisionInputs& s, Texts& out) {
  for (const auto& [slot, volume] : s.actual.volumes) {
    if (!volume.attached_to || is_of_fleet(*volume.attached_to, s.actual)) continue;
    out.push_back(
        fmt::format("volume {} (id {}) is attached to machine {}, which is not in the fleet: it stays there, "
                    "and {} lacks it until a person detaches it",
                    to_string(slot), volume.id.value, volume.attached_to->value, to_string(slot.machine)));
  }
}

void warn_of_places(const DecisionInputs& s, const DesiredState& desired, Texts& out) {
  for (const auto& [slot, spec] : desired.machines) {
    const auto machine = s.actual.machines.find(slot);
    if (machine == s.actual.machines.end() || !is_held_by_volumes(machine->second, spec.region, s.actual))
      continue;
    out.push_back(fmt::format("machine {} stays in {} although {} is declared: its volumes cannot move",
                              to_string(slot), machine->second.region.value, spec.region.value));
  }
  for (const auto& [slot, spec] : desired.volumes) {
    const auto volume = s.actual.volumes.find(slot);
    const auto machine = desired.machines.find(slot.machine);
    if (volume == s.actual.volumes.end() || machine == desired.machines.end()) continue;
    const auto present = s.actual.machines.find(slot.machine);
    const auto& region = present == s.actual.machines.end() ? machine->second.region : present->second.region;
    if (volume->second.region == region) continue;
    out.push_back(fmt::format("volume {} is in {} and cannot be attached to its machine in {}",
                              to_string(slot), volume->second.region.value, region.value));
  }
  for (const auto& [slot, spec] : desired.balancers) {
    const auto balancer = s.actual.balancers.find(slot);
    if (balancer == s.actual.balancers.end() || spec.region.empty()) continue;
    if (balancer->second.region == spec.region) continue;
    out.push_back(fmt::format("load balancer {} is in {}, declared for {}, and cannot move", to_string(slot),
                              balancer->second.region.value, spec.region.value));
  }
}

void warn_of_budget(const Fleet& fleet, const Cost& cost, Texts& out) {
  const auto& cap = fleet.budget.monthly_cap;
  if (!cap || *cap <= Money{}) return;
  const auto share = cost.after.monthly.in_micros() / (cap->in_micros() / 100 + (cap->in_micros() < 100));
  if (share < fleet.budget.alert_share_percent) return;
  out.push_back(fmt::format("{} a month is {}% of the budget of {}", format_money(cost.after.monthly), share,
                            format_money(*cap)));
}

void warn_of_limit(const char* what, std::optional<int> limit, int in_use, std::int64_t wanted, Texts& out) {
  if (!limit || wanted == 0) return;
  const auto left = std::max(0, *limit - in_use);
  if (wanted <= left) return;
  out.push_back(fmt::format("the plan creates {} {}, the account allows {} more ({} of {} in use)", wanted,
                            what, left, in_use, *limit));
}

void warn_of_limits(const AccountLimits& limits, const std::vector<Change>& changes, Texts& out) {
  std::int64_t machines = 0;
  std::int64_t volumes = 0;
  for (const auto& change : changes) {
    machines += std::holds_alternative<CreateMachine>(change.effect) ||
                std::holds_alternative<ReplaceMachine>(change.effect);
    volumes += std::holds_alternative<CreateVolume>(change.effect);
  }
  warn_of_limit("machines", limits.machines, limits.machines_in_use, machines, out);
  warn_of_limit("volumes", limits.volumes, limits.volumes_in_use, volumes, out);
}

}  // namespace

std::vector<std::string> warnings_of(const DecisionInputs& inputs, const DesiredState& desired,
                                     const std::vector<Decision>& decisions,
                                     const std::vector<Change>& changes, const Cost& cost) {
  Texts out;
  warn_of_gaps(inputs, desired, out);
  warn_of_claims(inputs, out);
  warn_of_oddities(inputs, out);
  warn_of_prices(inputs, cost, out);
  warn_of_clamps(decisions, out);
  warn_of_limits(inputs.actual.limits, changes, out);
  warn_of_budget(inputs.fleet, cost, out);
  warn_of_outside(inputs, desired, out);
  warn_of_places(inputs, desired, out);
  warn_of_borrowed(inputs, out);
  warn_of_waste(inputs, desired, changes, out);
  return out;
}

}  // namespace muster
