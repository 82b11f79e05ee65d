#pragma once

#include <atomic>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Limits rounds that the network requests to one in five seconds. A request that comes too early is delayed,
/// not lost.
class WakeFloor {
 public:
  static constexpr Duration kFloor = std::chrono::seconds(5);

  /// May be called from any thread.
  void ask() { asked_.store(true); }

  /// Whether a requested round is due. `uptime` is of a clock that nothing sets.
  bool take(Duration uptime) {
    if (!asked_.load() || (last_ && uptime - *last_ < kFloor)) return false;
    asked_.store(false);
    last_ = uptime;
    return true;
  }

 private:
  std::atomic<bool> asked_{false};
  std::optional<Duration> last_;
};

}  // namespace muster
