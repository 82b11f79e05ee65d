#include "reconciler/core/forecast/headroom/estimates.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

#include "reconciler/core/forecast/headroom/headroom_rule.hpp"
#include "reconciler/core/forecast/headroom/sliding_max.hpp"

using namespace muster::forecast;

namespace {

constexpr int kTicksADay = 2880;  // Ticks.

/// What every follower says after so many ticks of a load.
LoadEstimates levels_after(int ticks, const std::function<double(int)>& load) {
  LoadEstimator tracker(2);
  LoadEstimates levels{};
  for (int tick = 0; tick < ticks; ++tick) levels = tracker.follow(load(tick));
  return levels;
}

float level(const LoadEstimates& levels, Estimator follower) {
  return levels[static_cast<std::size_t>(follower)];
}

}  // namespace

TEST_CASE("all followers agree on a load that does not move") {
  for (const float value : levels_after(8 * kTicksADay, [](int) { return 7.0; })) CHECK(value == Approx(7));
}

TEST_CASE("followers differ as they should when the load moves") {
  SECTION("on a ramp the trend says what will be when a machine ordered now serves") {
    const auto levels = levels_after(101, [](int tick) { return 10.0 + tick; });
    CHECK(level(levels, Estimator::latest) == Approx(110));
    CHECK(level(levels, Estimator::trend) == Approx(113));
    CHECK(level(levels, Estimator::smooth_20m) < 110);
    CHECK(level(levels, Estimator::peak_6h) == Approx(110));
  }
  SECTION("a trend never more than halves or doubles the newest reading") {
    CHECK(level(levels_after(10, [](int tick) { return tick < 9 ? 1.0 : 100.0; }), Estimator::trend) ==
          Approx(159.4));
    CHECK(level(levels_after(10, [](int tick) { return tick < 9 ? 100.0 : 10.0; }), Estimator::trend) ==
          Approx(5));
  }
  SECTION("a peak is remembered the shorter, the shorter its time constant") {
    const auto levels = levels_after(200, [](int tick) { return tick < 160 ? 100.0 : 1.0; });
    CHECK(level(levels, Estimator::peak_5m) == Approx(100 * std::exp(-40.0 / 10)));
    CHECK(level(levels, Estimator::peak_20m) == Approx(100 * std::exp(-40.0 / 40)));
    CHECK(level(levels, Estimator::peak_1h) == Approx(100 * std::exp(-40.0 / 120)));
    CHECK(level(levels, Estimator::peak_6h) == Approx(100 * std::exp(-40.0 / 720)));
  }
  SECTION("a load that doubles every day at the same time is expected to, the day after") {
    const auto noon = [](int tick) { return tick % kTicksADay >= kTicksADay / 2 ? 8.0 : 4.0; };
    const auto yesterday = [&](int ticks) { return level(levels_after(ticks, noon), Estimator::yesterday); };
    CHECK(yesterday(kTicksADay / 2) == Approx(4));  // There is no yesterday yet.
    CHECK(yesterday(kTicksADay + kTicksADay / 2) == Approx(8));
    CHECK(yesterday(kTicksADay + kTicksADay / 2 - 10) == Approx(8));  // A machine ordered now may serve then.
    CHECK(yesterday(kTicksADay + kTicksADay / 2 - 40) == Approx(4));
  }
}

TEST_CASE("a window's peak is forgotten when the window has passed it") {
  SlidingMax peak(3);
  std::vector<float> peaks;
  for (const float value : {1.0F, 5.0F, 2.0F, 1.0F, 1.0F, 0.5F, 3.0F}) peaks.push_back(peak.add(value));
  CHECK(peaks == std::vector<float>{1, 5, 5, 5, 2, 1, 3});
}

TEST_CASE("every headroom rule has one number and reads as a sentence") {
  for (std::size_t i = 0; i < kRules; ++i) {
    for (std::size_t j = i + 1; j < kRules; ++j) {
      if (rule_at(i) == rule_at(j)) FAIL("rules " << i << " and " << j << " are the same");
    }
  }
  CHECK(to_string(HeadroomRule{Estimator::peak_20m, {8, 0.1F}, 1.5F, 4}) ==
        "1.5 x 20 min peak + 4, held 4 min, back from 10% on");
  CHECK(to_string(HeadroomRule{Estimator::latest, {120, 0}, 1.25F, 0}) == "1.25 x latest, held 60 min");
  CHECK(to_string(HeadroomRule{Estimator::latest, {1, 0}, 1.25F, 0}) == "1.25 x latest");
}
