#include "reconciler/core/fleet/resource/slot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace muster {
namespace {

bool is_pool_name(std::string_view text) {
  return !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

/// A whole number from 1 to a million without leading zeros, so that every slot has one spelling.
std::optional<int> slot_number(std::string_view text) {
  if (text.empty() || text.size() > 7 || text.front() == '0') return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number <= 1'000'000 ? std::optional(number) : std::nullopt;
}

Error not_a(const char* what, const std::string& text, const char* example) {
  return {ErrorKind::invalid, fmt::format("\"{}\" is not a {} such as {}", text, what, example)};
}

}  // namespace

std::string to_string(const Slot& slot) {
  return slot.pool.value + "/" + std::to_string(slot.number);
}

std::string to_string(const VolumeSlot& slot) {
  return to_string(slot.machine) + "/data-" + std::to_string(slot.number);
}

std::string to_string(const BalancerSlot& slot) {
  return slot.pool.value + "/lb-" + std::to_string(slot.number);
}

Result<Slot> parse_slot(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos || !is_pool_name(std::string_view(text).substr(0, slash))) {
    return not_a("slot", text, "worker/3");
  }
  const auto number = slot_number(std::string_view(text).substr(slash + 1));
  if (!number) return not_a("slot", text, "worker/3");
  return Slot{PoolName(text.substr(0, slash)), *number};
}

Result<VolumeSlot> parse_volume_slot(const std::string& text) {
  const auto split = text.rfind("/data-");
  if (split == std::string::npos) return not_a("volume", text, "worker/3/data-1");
  auto machine = parse_slot(text.substr(0, split));
  const auto number = slot_number(std::string_view(text).substr(split + 6));
  if (!machine || !number) return not_a("volume", text, "worker/3/data-1");
  return VolumeSlot{*std::move(machine), *number};
}

Result<BalancerSlot> parse_balancer_slot(const std::string& text) {
  const auto split = text.rfind("/lb-");
  if (split == std::string::npos || !is_pool_name(std::string_view(text).substr(0, split))) {
    return not_a("load balancer", text, "worker/lb-1");
  }
  const auto number = slot_number(std::string_view(text).substr(split + 4));
  if (!number) return not_a("load balancer", text, "worker/lb-1");
  return BalancerSlot{PoolName(text.substr(0, split)), *number};
}

}  // namespace muster
