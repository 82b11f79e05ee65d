#pragma once

#include <atomic>
#include <optional>

#include "reconciler/core/base/time.hpp"

namespace muster {

/// Rounds that the network asks for: at most one in five seconds, however often it asks. One that comes too
/// soon is not lost, it is late.
class WakeFloor {
 public:
  static constexpr Duration kFloor = std::chrono::seconds(5);

  /// From any thread.
  void ask() { asked_.store(true); }

  /// Whether a round is due because somebody asked. `uptime` is of a clock that nobody sets.
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
