#pragma once

#include <atomic>

namespace muster {

/// How urgently a person or the system asks an apply to end. Safe to raise from a signal handler.
class Interrupt {
 public:
  enum class Level { none, finish_running, stop_at_once };

  /// The first time: finish what runs, start nothing. From the second time on: stop at once.
  void raise() { count_.fetch_add(1, std::memory_order_relaxed); }

  /// Finish what runs, start nothing, however often: a terminal that goes says so in several ways at once.
  void raise_once() {
    int none = 0;
    count_.compare_exchange_strong(none, 1, std::memory_order_relaxed);
  }

  Level level() const {
    const int count = count_.load(std::memory_order_relaxed);
    if (count == 0) return Level::none;
    return count == 1 ? Level::finish_running : Level::stop_at_once;
  }

 private:
  std::atomic<int> count_{0};
  static_assert(std::atomic<int>::is_always_lock_free, "raise() is called from signal handlers");
};

}  // namespace muster
