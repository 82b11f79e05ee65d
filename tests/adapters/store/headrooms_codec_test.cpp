#include "reconciler/adapters/store/headrooms_codec.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "reconciler/adapters/schema/check_json.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A load that jumps now and then, tick by tick.
forecast::SeenLoad load_at(int tick) {
  const double used = 6 + 3 * std::sin(tick / 40.0) + (tick % 97 < 5 ? 9 : 0);
  return {std::min(used, 16.0), used > 16};
}

void learn(forecast::PoolHeadroom& pool, int from, int until) {
  for (int tick = from; tick < until; ++tick) {
    forecast::take(pool, noon() + forecast::kHeadroomTick * std::int64_t{tick}, load_at(tick));
  }
}

PoolHeadrooms steered_pools(int ticks) {
  forecast::SimulationOptions terms;
  terms.lead_ticks = 3;
  PoolHeadrooms pools;
  auto& pool = pools.emplace(PoolName("worker"), forecast::PoolHeadroom(terms)).first->second;
  pool.peaks[Metric::cpu] = 812.5;
  pool.per_agent = 0.61;
  learn(pool, 0, ticks);
  return pools;
}

/// The document with one part of it exchanged.
std::string with(std::string text, const std::string& old, const std::string& now) {
  const auto at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), now);
}

}  // namespace

TEST_CASE("pilots come back bit for bit") {
  for (const int ticks : {1, 9, 400}) {
    const auto pools = steered_pools(ticks);
    const auto again = decode_headrooms(encode_headrooms(pools));
    INFO((again.ok() ? "" : again.error().what));
    REQUIRE(again.ok());
    CHECK(*again == pools);
    CHECK(encode_headrooms(*again) == encode_headrooms(pools));
  }
}

TEST_CASE("a pilot that was kept goes on as if it had never stopped") {
  auto through = steered_pools(700);
  auto kept = *decode_headrooms(encode_headrooms(steered_pools(300)));
  learn(kept.begin()->second, 300, 700);
  CHECK(kept == through);
  const auto& a = kept.begin()->second.recommender;
  const auto& b = through.begin()->second.recommender;
  CHECK(a.followed() == b.followed());
  CHECK(a.capacity_target({10, 12}).at_least == b.capacity_target({10, 12}).at_least);
}

TEST_CASE("pilots obey their schema") {
  for (const auto& pools : {steered_pools(50), PoolHeadrooms{}}) {
    const auto checked = check_json_text("pilots", encode_headrooms(pools));
    CHECK((checked.ok() ? "" : checked.error().what) == "");
  }
}

TEST_CASE("pilots that are none are refused, with the place") {
  const auto text = encode_headrooms(steered_pools(50));
  CHECK(decode_headrooms("").error().kind == ErrorKind::invalid);
  CHECK_THAT(decode_headrooms("{}").error().what, Catch::Contains("format_version"));
  CHECK_THAT(decode_headrooms(with(text, "\"1.0\"", "\"2.0\"")).error().what,
             Catch::Contains("reads versions 1.x"));
  const auto state = forecast::state_of(steered_pools(50).begin()->second.recommender);
  CHECK_THAT(decode_headrooms(with(text, state, "7 " + state)).error().what,
             Catch::Contains("not a recommender's state"));
  for (const auto& damaged : {state.substr(0, state.size() / 2), state + "1 ", with(state, " 3 ", " nan "),
                              with(state, " 0 0 0 ", " 0 zero 0 ")}) {
    const auto read = decode_headrooms(with(text, state, damaged));
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().what, Catch::Contains("pools[0].pilot"));
  }
}
