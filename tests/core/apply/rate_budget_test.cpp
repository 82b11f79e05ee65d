#include "reconciler/core/apply/rate_budget.hpp"

#include <catch2/catch.hpp>

namespace muster {
namespace {

const Instant kStart(std::chrono::hours(1000));

RateNotice remaining(int count, std::optional<Duration> resets_in = {}) {
  return {count, resets_in, std::nullopt};
}

}  // namespace

TEST_CASE("no more than the burst leaves in any window") {
  RateBudget budget(3, 60s);
  for (int i = 0; i < 3; ++i) {
    CHECK(budget.free_at(kStart + 10s * i) == 3 - i);
    budget.sent(kStart + 10s * i);
  }
  CHECK(budget.free_at(kStart + 59s) == 0);
  CHECK(budget.next_at(kStart + 59s) == kStart + 60s);
  CHECK(budget.free_at(kStart + 60s) == 1);
  CHECK(budget.free_at(kStart + 80s) == 3);
}

TEST_CASE("what the cloud says is left counts when it is less") {
  RateBudget budget(100, 60s);
  budget.sent(kStart);
  budget.answered(remaining(2), kStart);
  CHECK(budget.free_at(kStart) == 2);
  budget.sent(kStart);
  budget.sent(kStart);
  CHECK(budget.free_at(kStart) == 0);
  // The cloud counted before it had seen the second one.
  budget.answered(remaining(1), kStart);
  CHECK(budget.free_at(kStart) == 0);
  budget.answered(remaining(5000), kStart);
  CHECK(budget.free_at(kStart) == 97);
}

TEST_CASE("with nothing left it waits for the reset, then feels its way with one") {
  RateBudget budget(100, 60s);
  budget.sent(kStart);
  budget.answered(remaining(0, 90s), kStart);
  CHECK(budget.free_at(kStart) == 0);
  CHECK(budget.next_at(kStart) == kStart + 90s);
  CHECK(budget.free_at(kStart + 90s) == 1);
  budget.sent(kStart + 90s);
  CHECK(budget.free_at(kStart + 90s) == 0);
  budget.answered(remaining(40), kStart + 91s);
  CHECK(budget.free_at(kStart + 91s) == 40);
}

TEST_CASE("a refusal holds everybody back as long as it says") {
  RateBudget budget(100, 60s);
  budget.sent(kStart);
  budget.answered({std::nullopt, std::nullopt, 42s}, kStart);
  CHECK(budget.next_at(kStart) == kStart + 42s);
  CHECK(budget.free_at(kStart + 41s) == 0);
  CHECK(budget.free_at(kStart + 42s) == 99);
}

TEST_CASE("an answer that says nothing changes nothing") {
  RateBudget budget(10, 60s);
  budget.sent(kStart);
  budget.answered({}, kStart);
  CHECK(budget.free_at(kStart) == 9);
  CHECK(budget.free_at(kStart + 60s) == 10);
}

TEST_CASE("what can be afforded by waiting") {
  RateBudget budget(10, 60s);
  CHECK(budget.affordable(kStart, 0s) == 10);
  CHECK(budget.affordable(kStart, 59s) == 10);
  CHECK(budget.affordable(kStart, 120s) == 30);
  budget.sent(kStart);
  budget.answered(remaining(12), kStart);
  CHECK(budget.affordable(kStart, 120s) == 12);
}

}  // namespace muster
