#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// The actions of the cloud that take time.
enum class Delay {
  boot,
  power_on,
  power_off,
  shutdown,
  reboot,
  resize,
  rebuild,
  snapshot,
  setting,  ///< A rename, a switched feature.
  attach,
  detach,
  grow_volume,
  release_volume,  ///< After its droplet was deleted.
  make_load_balancer,
  change_load_balancer,
  apply_firewall,
  move_agent,
};

/// The source of all random values: the same seed results in the same cloud.
struct Random {
  std::uint64_t seed = 1;
  std::uint64_t drawn = 0;

  std::uint64_t draw();
  /// Both limits are included.
  std::int64_t between(std::int64_t least, std::int64_t most);
  /// Returns a random duration of the action, in the cloud's own time.
  Duration delay(Delay kind);
  /// A version 4 UUID.
  std::string uuid();
};

/// Returns a well mixed number for a plain one (splitmix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t value);

}  // namespace muster::sandbox
