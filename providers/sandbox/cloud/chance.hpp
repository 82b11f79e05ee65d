#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// What takes time in the cloud.
enum class Delay {
  boot,
  power_on,
  power_off,
  shutdown,
  reboot,
  resize,
  rebuild,
  snapshot,
  setting,  ///< Renaming, switching features.
  attach,
  detach,
  grow_volume,
  release_volume,  ///< After its droplet was deleted.
  make_load_balancer,
  change_load_balancer,
  apply_firewall,
  move_agent,
};

/// Where everything that looks random comes from: the same seed gives the same cloud again.
struct Chance {
  std::uint64_t seed = 1;
  std::uint64_t drawn = 0;

  std::uint64_t draw();
  /// Inclusive at both ends.
  std::int64_t between(std::int64_t least, std::int64_t most);
  /// How long it takes this time, in the cloud's own time.
  Duration delay(Delay kind);
  /// A version 4 UUID.
  std::string uuid();
};

/// A well mixed number from a plain one (splitmix64).
std::uint64_t mixed(std::uint64_t value);

}  // namespace muster::sandbox
