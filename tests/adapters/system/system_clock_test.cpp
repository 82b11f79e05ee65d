#include "reconciler/adapters/system/system_clock.hpp"

#include <signal.h>

#include <catch2/catch.hpp>
#include <thread>

using namespace muster;

// How long a wait takes is not asked: only that it ends although its end is hours away, or past.

TEST_CASE("a moment that is past is not waited for") {
  SystemClock clock;
  const auto before = clock.now();
  clock.wait_until(before - 1h);
  clock.wait_until(Instant{});
  clock.wait_until(Instant::min());
  CHECK(clock.now() >= before);
}

TEST_CASE("a wait lasts until its moment") {
  SystemClock clock;
  const auto until = clock.now() + 5ms;
  clock.wait_until(until);
  CHECK(clock.now() >= until - 1ms);
}

TEST_CASE("a wake before the wait ends it, once") {
  SystemClock clock;
  clock.wake();
  clock.wake();
  clock.wait_until(clock.now() + 1h);
  const auto until = clock.now() + 3ms;
  clock.wait_until(until);
  CHECK(clock.now() >= until - 1ms);
}

TEST_CASE("a wake from another thread ends the wait") {
  SystemClock clock;
  const auto begun = clock.now();
  const std::jthread other([&] { clock.wake(); });
  clock.wait_until(begun + 1h);
  CHECK(clock.now() < begun + 1h);
}

TEST_CASE("the far end of time can be waited for") {
  SystemClock clock;
  clock.wake();
  clock.wait_until(Instant::max());
  SUCCEED("came back");
}
