#include "reconciler/core/reading/growth.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A reading every minute of the last `length`, ending at `last`, growing by so much an hour.
Series growing(double last, double an_hour, Duration length) {
  Series series;
  for (auto ago = length; ago >= Duration(0); ago -= Duration(1min)) {
    const double hours = static_cast<double>(ago.count()) / 3'600'000.0;
    series.push_back({noon() - ago, measure(last - an_hour * hours), Quality::ok});
  }
  return series;
}

}  // namespace

TEST_CASE("growth is the median of slopes") {
  const auto growth = growth_of(growing(82, 2, 6h), {}, noon());
  REQUIRE(growth);
  CHECK(growth->an_hour == measure(2));
  CHECK(growth->samples == 60);
  CHECK(fullest_bearable(*growth, 12h) == measure(76));
  CHECK(fullest_bearable(*growth, Duration(24h * 7)) == Measure());
  CHECK(fullest_bearable(Growth{measure(-1), 6h, 60}, 12h) == Measure::whole(100));
}

TEST_CASE("a file that came and went, and readings that failed, do not bend it") {
  auto series = growing(60, 1, 5h);
  for (std::size_t i = 120; i < 180; ++i) series[i].value = series[i].value + measure(30);
  for (std::size_t i = 10; i < 300; i += 7) series[i].quality = Quality::error;
  const auto growth = growth_of(series, {}, noon());
  REQUIRE(growth);
  CHECK(growth->an_hour >= measure(0.8));
  CHECK(growth->an_hour <= measure(1.2));
}

TEST_CASE("too short, too few, or spent: no growth is claimed") {
  CHECK_FALSE(growth_of(growing(82, 2, 59min), {}, noon()));
  CHECK(growth_of(growing(82, 2, 60min), {}, noon()));
  CHECK_FALSE(growth_of({}, {}, noon()));
  CHECK_FALSE(growth_of(growing(82, 2, 6h), noon() - Duration(30min), noon()));
  Series sparse;
  for (int i = 8; i >= 0; --i) sparse.push_back({noon() - Duration(20min) * i, measure(50 - i), Quality::ok});
  CHECK_FALSE(growth_of(sparse, {}, noon()));
}

TEST_CASE("readings from the future do not count") {
  auto series = growing(50, 1, 3h);
  series.push_back({noon() + Duration(1h), measure(99), Quality::ok});
  CHECK(growth_of(series, {}, noon())->an_hour == measure(1));
}
