#pragma once

#include <deque>

namespace muster::forecast {

/// The largest of the last `ticks` values.
class SlidingMax {
 public:
  explicit SlidingMax(int ticks) : ticks_(ticks) {}

  /// Adds a value, in any unit, and returns the peak of the window that ends with it. Amortised O(1).
  float add(float value) {
    ++now_;
    while (!falling_.empty() && falling_.back().value <= value) falling_.pop_back();
    falling_.push_back({now_, value});
    if (falling_.front().at <= now_ - ticks_) falling_.pop_front();
    return falling_.front().value;
  }

  template <class State>
  void fields(State& state) {
    state(now_, falling_);
  }
  friend bool operator==(const SlidingMax&, const SlidingMax&) = default;

 private:
  struct Entry {
    int at;
    float value;

    template <class State>
    void fields(State& state) {
      state(at, value);
    }
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  int ticks_;
  int now_ = 0;
  std::deque<Entry> falling_;
};

}  // namespace muster::forecast
