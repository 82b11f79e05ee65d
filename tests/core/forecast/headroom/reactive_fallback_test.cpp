#include "reconciler/core/forecast/headroom/reactive_fallback.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/forecast/headroom/reactive_baseline.hpp"

using namespace muster::forecast;

namespace {

/// A Fallback that lived through so many days of a load of 8 vCPUs which is seen whole, rules being followed
/// as given.
struct Lived {
  SimulationOptions terms;
  ReactiveFallback fallback;
  double weight = 0;
  int tick = 0;

  Lived() { terms.saturates = false; }

  void days(double count, std::size_t rule) {
    const auto seen = inputs(rule, 8);
    const int until = tick + static_cast<int>(count * 2880);
    for (; tick < until; ++tick) {
      fallback.try_both(seen, seen, tick, terms, 1);
      weight += 1;
    }
  }

  static TickInputs inputs(std::size_t rule, float seen) {
    TickInputs inputs;
    inputs.levels.fill(seen);
    for (auto& held : inputs.held) held.fill(seen);
    inputs.held_seen.fill(seen);
    inputs.seen = inputs.used = inputs.held_reactive = inputs.day_peak = seen;
    inputs.followed = rule;
    return inputs;
  }
};

std::size_t rule_that(float factor, float extra) {
  for (std::size_t i = 0; i < kRules; ++i) {
    const auto rule = rule_at(i);
    if (rule.factor == factor && rule.extra == extra) return i;
  }
  return 0;
}

}  // namespace

TEST_CASE("rules that cost three times too much are left for plain reaction after a day, not before") {
  Lived lived;
  lived.days(0.9, rule_that(3, 12));
  lived.fallback.choose(lived.terms, lived.weight);
  CHECK_FALSE(lived.fallback.reacts());
  lived.days(0.2, rule_that(3, 12));
  lived.fallback.choose(lived.terms, lived.weight);
  CHECK(lived.fallback.reacts());

  SECTION("and returned to when they have done better for long enough") {
    lived.days(30, rule_that(1.1F, 0.5F));
    lived.fallback.choose(lived.terms, lived.weight);
    CHECK_FALSE(lived.fallback.reacts());
  }
  SECTION("but not where overload has a price of its own: reaction cannot be careful") {
    lived.terms.price_of_overload = 300;
    lived.fallback.choose(lived.terms, lived.weight);
    CHECK_FALSE(lived.fallback.reacts());
  }
  SECTION("nor where that part is left out") {
    lived.terms.without = RecommenderPart::reacting;
    lived.fallback.choose(lived.terms, lived.weight);
    CHECK_FALSE(lived.fallback.reacts());
  }
}

TEST_CASE("rules that pay are never left") {
  Lived lived;
  for (int day = 0; day < 10; ++day) {
    lived.days(1, rule_that(1.1F, 0.5F));
    lived.fallback.choose(lived.terms, lived.weight);
    CHECK_FALSE(lived.fallback.reacts());
  }
}

TEST_CASE("plain reaction keeps a pool three quarters full in machines of four") {
  struct Row {
    std::string that;
    double serving, total, seen, held, at_least, keep;
  };
  for (const auto& row : {
           Row{"an idle pool keeps one machine", 8, 8, 0, 0, 4, 4},
           Row{"9 of 12 are three quarters", 12, 12, 9, 9, 12, 12},
           Row{"within a tenth nothing changes", 12, 12, 9.8, 9.8, 12, 16},
           Row{"beyond it the next machine is ordered", 12, 12, 10, 10, 16, 16},
           Row{"what is on its way is not ordered twice", 12, 16, 12, 12, 16, 16},
           Row{"what five minutes asked for is kept", 20, 20, 3, 14, 4, 20},
       }) {
    INFO(row.that);
    const auto capacity_target = reactive_target({row.serving, row.total}, row.seen, row.held);
    CHECK(capacity_target.plain);
    CHECK(capacity_target.at_least == Approx(row.at_least));
    CHECK(capacity_target.keep == Approx(row.keep));
  }
}
