#include "reconciler/adapters/store/pilots_codec.hpp"

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

void learn(forecast::SteeredPool& pool, int from, int until) {
  for (int tick = from; tick < until; ++tick) {
    forecast::take(pool, noon() + forecast::kPilotTick * std::int64_t{tick}, load_at(tick));
  }
}

SteeredPools steered_pools(int ticks) {
  forecast::TrialTerms terms;
  terms.lead_ticks = 3;
  SteeredPools pools;
  auto& pool = pools.emplace(PoolName("worker"), forecast::SteeredPool(terms)).first->second;
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
    const auto again = decode_pilots(encode_pilots(pools));
    INFO((again.ok() ? "" : again.error().what));
    REQUIRE(again.ok());
    CHECK(*again == pools);
    CHECK(encode_pilots(*again) == encode_pilots(pools));
  }
}

TEST_CASE("a pilot that was kept goes on as if it had never stopped") {
  auto through = steered_pools(700);
  auto kept = *decode_pilots(encode_pilots(steered_pools(300)));
  learn(kept.begin()->second, 300, 700);
  CHECK(kept == through);
  const auto& a = kept.begin()->second.pilot;
  const auto& b = through.begin()->second.pilot;
  CHECK(a.followed() == b.followed());
  CHECK(a.course({10, 12}).at_least == b.course({10, 12}).at_least);
}

TEST_CASE("pilots obey their schema") {
  for (const auto& pools : {steered_pools(50), SteeredPools{}}) {
    const auto checked = check_json_text("pilots", encode_pilots(pools));
    CHECK((checked.ok() ? "" : checked.error().what) == "");
  }
}

TEST_CASE("pilots that are none are refused, with the place") {
  const auto text = encode_pilots(steered_pools(50));
  CHECK(decode_pilots("").error().kind == ErrorKind::invalid);
  CHECK_THAT(decode_pilots("{}").error().what, Catch::Contains("format_version"));
  CHECK_THAT(decode_pilots(with(text, "\"1.0\"", "\"2.0\"")).error().what,
             Catch::Contains("reads versions 1.x"));
  const auto state = forecast::state_of(steered_pools(50).begin()->second.pilot);
  CHECK_THAT(decode_pilots(with(text, state, "7 " + state)).error().what,
             Catch::Contains("no state of a pilot"));
  for (const auto& damaged : {state.substr(0, state.size() / 2), state + "1 ", with(state, " 3 ", " nan "),
                              with(state, " 0 0 0 ", " 0 zero 0 ")}) {
    const auto read = decode_pilots(with(text, state, damaged));
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().what, Catch::Contains("pools[0].pilot"));
  }
}
