#include "reconciler/core/forecast/outlook.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

#include "reconciler/core/forecast/learned_state.hpp"
#include "tests/support/random_scene.hpp"

using namespace muster;
using namespace muster::forecast;
using muster::test::Dice;
using muster::test::noon;

namespace {

constexpr double kPi = 3.14159265358979323846;

/// Feeds a reading a minute of a load that is a function of the hour since noon.
LoadHistory memory_after(double days, const std::function<double(double)>& load, LoadHistory memory = {},
                         double from = 0) {
  for (int minute = 0; minute < static_cast<int>(days * 1440); ++minute) {
    const double hour = (static_cast<int>(from * 1440) + minute) / 60.0;
    const auto at = noon() + std::chrono::minutes(static_cast<int>(from * 1440) + minute);
    take(memory, at, static_cast<std::int64_t>(load(hour) * 1000));
  }
  return memory;
}

double a_day_like_the_others(double hour) {
  return 10 + 6 * std::sin(2 * kPi * hour / 24);
}

/// Five until eight in the evening, then twenty for four hours, every day.
double an_evening_rush(double hour) {
  const double clock = std::fmod(hour, 24);
  return clock >= 8 && clock < 12 ? 20 : 5;
}

double noise(double hour, int seed) {
  Dice dice(static_cast<std::uint64_t>(hour * 3600) * 31 + static_cast<std::uint64_t>(seed));
  return dice.between(-100, 100) / 100.0;
}

}  // namespace

TEST_CASE("until the history is long enough, a forecast says so") {
  const auto memory = memory_after(0.25, a_day_like_the_others);
  const auto outlook = expect(memory, 1min, 24h);
  CHECK(outlook.falls_back == "5h50m of history, 1d are needed");
  CHECK(expect(LoadHistory{}, 1min, 24h).falls_back == "0s of history, 1d are needed");
  CHECK(expect(memory, 1min, 1h).falls_back.empty());
}

TEST_CASE("a load that stays where it is is expected there") {
  const auto memory = memory_after(2, [](double) { return 10.0; });
  const auto outlook = expect(memory, 1min, 24h);
  CHECK(outlook.falls_back.empty());
  CHECK(outlook.upper >= 9'900);
  CHECK(outlook.upper <= 10'300);
}

TEST_CASE("a rush that comes every day is seen before it begins, and not by mere reaction") {
  // It ends six minutes before the rush of the sixth day.
  const auto memory = memory_after(5 + (8 - 0.1) / 24, an_evening_rush);
  const auto outlook = expect(memory, 1min, 24h);
  CHECK(outlook.falls_back.empty());
  CHECK(outlook.upper >= 18'000);
  CHECK(outlook.upper <= 30'000);
  const bool seasonal = outlook.method == Method::yesterday || outlook.method == Method::holt_winters;
  CHECK(seasonal);
  CHECK(outlook.loss_percent < outlook.loss_of_reaction);
}

TEST_CASE("bounds hold as often as they should") {
  const auto noisy = [](double hour) { return a_day_like_the_others(hour) + 1.5 * noise(hour, 7); };
  for (const int sure : {80, 95}) {
    LoadHistory memory;
    memory.sure_percent = sure;
    memory = memory_after(6, noisy, memory);
    const auto outlook = expect(memory, 1min, 24h);
    INFO(sure << " % sure: " << outlook.covered_percent << " % stayed under");
    CHECK(outlook.covered_percent >= sure - 6);
    CHECK(outlook.covered_percent <= 100);
    CHECK(outlook.falls_back.empty());
  }
}

TEST_CASE("what jumps about without a shape is left to reaction, with the reason") {
  const auto wild = [](double hour) {
    Dice dice(static_cast<std::uint64_t>(hour * 6) * 77 + 3);
    return dice.one_in(12) ? 60.0 : 0.5;
  };
  const auto outlook = expect(memory_after(5, wild), 1min, 24h);
  CHECK(outlook.falls_back.find("times the present use") != std::string::npos);
}

TEST_CASE("after a level shift the new level is what counts, within hours") {
  auto memory = memory_after(4, [](double) { return 5.0; });
  memory = memory_after(
      0.25, [](double) { return 15.0; }, memory, 4);
  const auto outlook = expect(memory, 1min, 24h);
  CHECK(outlook.upper >= 14'800);
  CHECK(outlook.upper <= 25'000);
}

TEST_CASE("holes in the readings are bridged, and a silence of more than a week forgets") {
  auto memory = memory_after(3, a_day_like_the_others);
  take(memory, noon() + Duration(24h) * 3 + Duration(5h), 12'000);
  CHECK(expect(memory, 1min, 24h).falls_back.empty());
  CHECK(memory.peaks.size() > 3 * kDayOfBins);
  take(memory, noon() + Duration(24h) * 40, 12'000);
  CHECK(memory.peaks.empty());
  CHECK(expect(memory, 1min, 24h).falls_back == "0s of history, 1d are needed");
}

TEST_CASE("learning in two goes is learning in one") {
  const auto noisy = [](double hour) { return a_day_like_the_others(hour) + noise(hour, 1); };
  const auto once = memory_after(3, noisy);
  const auto twice = memory_after(1, noisy, memory_after(2, noisy), 2);
  CHECK(once == twice);
  auto late = once;
  take(late, noon(), 99'000);  // A reading of a bin that is closed.
  CHECK(late == once);
}

TEST_CASE("memory is bounded") {
  const auto memory = memory_after(12, a_day_like_the_others);
  CHECK(memory.peaks.size() == kKeptBins);
  CHECK(memory.said.size() == static_cast<std::size_t>(kJudgedAhead));
}

TEST_CASE("boot times: nine of ten, of the size and region where they are known") {
  LearnedState known;
  const std::pair small(SizeName("s-1vcpu-2gb"), Region("nyc3"));
  CHECK_FALSE(boot_time(known, small.first, small.second));
  for (int i = 1; i <= 20; ++i) known.boots[small].note(std::chrono::seconds(30 + i));
  CHECK(boot_time(known, small.first, small.second) == Duration(48s));
  CHECK(boot_time(known, SizeName("s-8vcpu-16gb"), Region("fra1")) == Duration(48s));
  const std::pair slow(SizeName("s-8vcpu-16gb"), Region("fra1"));
  known.boots[slow].note(200s);
  known.boots[slow].note(300s);
  CHECK(boot_time(known, slow.first, slow.second) == Duration(48s));  // Two are too few.
  known.boots[slow].note(250s);
  CHECK(boot_time(known, slow.first, slow.second) == Duration(300s));
  for (int i = 0; i < 80; ++i) known.boots[slow].note(40s);
  CHECK(known.boots[slow].seconds.size() == 50);
  CHECK(boot_time(known, slow.first, slow.second) == Duration(40s));
}
