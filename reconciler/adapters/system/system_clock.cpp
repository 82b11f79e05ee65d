#include "reconciler/adapters/system/system_clock.hpp"

#include <fcntl.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace muster {
namespace {

using Steady = std::chrono::steady_clock;

/// Reads the bytes of `wake`; returns whether there were any.
bool drain(int descriptor) {
  char bytes[64];
  bool any = false;
  while (::read(descriptor, bytes, sizeof bytes) > 0) any = true;
  return any;
}

}  // namespace

SystemClock::SystemClock() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
    read_end_ = ends[0];
    write_end_ = ends[1];
  }
}

SystemClock::~SystemClock() {
  if (read_end_ >= 0) ::close(read_end_);
  if (write_end_ >= 0) ::close(write_end_);
}

Instant SystemClock::now() const {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Duration SystemClock::uptime() const {
  timespec since_boot{};
  ::clock_gettime(CLOCK_BOOTTIME, &since_boot);
  return std::chrono::floor<Duration>(std::chrono::seconds(since_boot.tv_sec) +
                                      std::chrono::nanoseconds(since_boot.tv_nsec));
}

void SystemClock::wait_until(Instant until) {
  // Converted once to the steady clock, which nothing sets. It has finer units, so the far end of our time is
  // beyond its range.
  constexpr Duration kForGood = std::chrono::hours(24 * 365 * 10);
  const auto from = now();
  const auto end = Steady::now() + (until > from ? std::min(until - from, kForGood) : Duration{0});
  while (true) {
    if (drain(read_end_)) return;
    const auto left = std::chrono::ceil<Duration>(end - Steady::now());
    if (left <= Duration{0}) return;
    constexpr Duration kLongest = std::chrono::hours(1);
    pollfd watched{read_end_, POLLIN, 0};
    const int woken = ::poll(&watched, 1, static_cast<int>(std::min(left, kLongest).count()));
    // A signal ends the wait: its handler may have raised an Interrupt.
    if (woken < 0 && errno == EINTR) {
      drain(read_end_);
      return;
    }
  }
}

void SystemClock::wake() {
  const int saved = errno;
  // A full pipe contains a wake already.
  [[maybe_unused]] const auto written = ::write(write_end_, "w", 1);
  errno = saved;
}

}  // namespace muster
