#pragma once

#include <compare>
#include <string>

#include "reconciler/core/base/identifier.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The stable identity of a machine within its pool, "worker/3". It survives a resize and a replacement.
struct Slot {
  PoolName pool;
  int number = 0;  ///< From 1.

  friend auto operator<=>(const Slot&, const Slot&) = default;
};

/// The identity of a volume: the k-th data volume of a slot, "worker/3/data-1".
struct VolumeSlot {
  Slot machine;
  int number = 0;  ///< From 1.

  friend auto operator<=>(const VolumeSlot&, const VolumeSlot&) = default;
};

/// The identity of a load balancer: the k-th of a pool, "worker/lb-1".
struct BalancerSlot {
  PoolName pool;
  int number = 0;  ///< From 1.

  friend auto operator<=>(const BalancerSlot&, const BalancerSlot&) = default;
};

std::string to_string(const Slot& slot);
std::string to_string(const VolumeSlot& slot);
std::string to_string(const BalancerSlot& slot);

/// Parses "worker/3". Pool names are lower-case letters, digits and dashes; numbers are from 1 to 1,000,000.
/// Fails with invalid.
Result<Slot> parse_slot(const std::string& text);
/// Parses "worker/3/data-1". Fails with invalid.
Result<VolumeSlot> parse_volume_slot(const std::string& text);
/// Parses "worker/lb-1". Fails with invalid.
Result<BalancerSlot> parse_balancer_slot(const std::string& text);

}  // namespace muster
