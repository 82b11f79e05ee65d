#include "reconciler/core/fleet/resource/naming.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "reconciler/core/base/lower_case.hpp"

namespace muster {

std::string machine_name(const FleetName& fleet, const Slot& slot) {
  return fmt::format("{}-{}-{}", fleet.value, slot.pool.value, slot.number);
}
std::string volume_name(const FleetName& fleet, const VolumeSlot& slot) {
  return fmt::format("{}{}", volume_name_prefix(fleet, slot.machine), slot.number);
}
std::string volume_name_prefix(const FleetName& fleet, const Slot& machine) {
  return machine_name(fleet, machine) + "-data-";
}
std::string snapshot_name(const FleetName& fleet, const VolumeSlot& slot, const PlanId& plan) {
  constexpr std::size_t kDigits = 16;
  const auto digits = plan.value.find(':') + 1;  // After "sha256:", or the whole id.
  return volume_name(fleet, slot) + "-" + plan.value.substr(digits, kDigits);
}

std::string balancer_name(const FleetName& fleet, const BalancerSlot& slot) {
  return fmt::format("{}-{}-lb-{}", fleet.value, slot.pool.value, slot.number);
}
std::string firewall_name(const FleetName& fleet, const PoolName& pool) {
  return fmt::format("{}-{}", fleet.value, pool.value);
}

std::string fleet_tag(const FleetName& fleet) {
  return "muster-fleet:" + fleet.value;
}
std::string pool_tag(const FleetName& fleet, const PoolName& pool) {
  return fmt::format("muster-pool:{}:{}", fleet.value, pool.value);
}
std::string slot_tag(const Slot& slot) {
  return fmt::format("muster-slot:{}:{}", slot.pool.value, slot.number);
}
std::string volume_tag(const VolumeSlot& slot) {
  return fmt::format("muster-volume:{}:{}:{}", slot.machine.pool.value, slot.machine.number, slot.number);
}
std::string balancer_tag(const FleetName& fleet, const BalancerSlot& slot) {
  return fmt::format("muster-lb:{}:{}:{}", fleet.value, slot.pool.value, slot.number);
}
std::string change_tag(const ChangeId& change) {
  return "muster-change:" + change.value;
}

namespace {

/// The rest of `tag` after `prefix`, compared without case; nullopt if it has another prefix.
std::optional<std::string> after(const std::string& tag, std::string_view prefix) {
  if (tag.size() <= prefix.size()) return std::nullopt;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (std::tolower(static_cast<unsigned char>(tag[i])) != prefix[i]) return std::nullopt;
  }
  return lower_case(tag.substr(prefix.size()));
}

}  // namespace

Ownership read_ownership(const std::vector<std::string>& tags) {
  Ownership found;
  for (const auto& tag : tags) {
    if (const auto fleet = after(tag, "muster-fleet:")) found.fleet = FleetName(*fleet);
    if (const auto change = after(tag, "muster-change:")) found.change = ChangeId(*change);
    if (auto slot = after(tag, "muster-slot:")) {
      if (const auto colon = slot->rfind(':'); colon != std::string::npos) (*slot)[colon] = '/';
      if (auto parsed = parse_slot(*slot)) found.slot = *std::move(parsed);
    }
    if (const auto volume = after(tag, "muster-volume:")) {
      const auto last = volume->rfind(':');
      const auto first = last == std::string::npos || last == 0 ? last : volume->rfind(':', last - 1);
      if (first == std::string::npos || last == std::string::npos) continue;
      auto parsed =
          parse_volume_slot(volume->substr(0, first) + "/" + volume->substr(first + 1, last - first - 1) +
                            "/data-" + volume->substr(last + 1));
      if (parsed) found.volume = *std::move(parsed);
    }
  }
  return found;
}

bool bears(const std::vector<std::string>& tags, const std::string& tag) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return std::any_of(tags.begin(), tags.end(), [&](const std::string& each) {
    return std::equal(each.begin(), each.end(), tag.begin(), tag.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
  });
}

std::optional<BalancerSlot> balancer_slot_of_name(const FleetName& fleet, const std::string& name) {
  const auto prefix = fleet.value + "-";
  const auto split = name.rfind("-lb-");
  if (name.rfind(prefix, 0) != 0 || split == std::string::npos || split < prefix.size()) return std::nullopt;
  auto parsed =
      parse_balancer_slot(name.substr(prefix.size(), split - prefix.size()) + "/" + name.substr(split + 1));
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace muster
