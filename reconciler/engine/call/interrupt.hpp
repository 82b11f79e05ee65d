#pragma once

#include <atomic>

namespace muster {

/// The request of a person or the system to end an apply, and its urgency. Safe to raise from a signal
/// handler.
class Interrupt {
 public:
  enum class Level { none, finish_running, stop_at_once };

  /// The first time: complete running changes, start none. From the second time on: stop at once.
  void raise() { count_.fetch_add(1, std::memory_order_relaxed); }

  /// Complete running changes, start none, for any number of calls: the loss of a terminal is reported in
  /// several ways at once.
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
