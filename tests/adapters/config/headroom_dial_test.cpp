// The dial of a target: words for prices of overload, or the price itself.
#include <catch2/catch.hpp>

#include "tests/adapters/config/loaded_policy.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("headroom is a word, or the price of a minute of overload in minutes of the bill") {
  struct Row {
    const char* text;
    Headroom headroom;
    std::optional<float> price;
  };
  for (const auto& row : {
           Row{"fixed", Headroom::fixed, {}},
           Row{"thrifty", Headroom::learned, 5.0F},
           Row{"balanced", Headroom::learned, {}},
           Row{"learned", Headroom::learned, {}},
           Row{"careful", Headroom::learned, 300.0F},
           Row{"1", Headroom::learned, 1.0F},
           Row{"60", Headroom::learned, 60.0F},
           Row{"2.5", Headroom::learned, 2.5F},
           Row{"10000", Headroom::learned, 10'000.0F},
       }) {
    INFO(row.text);
    const auto loaded = loaded_policy("band", "target: { headroom: " + std::string(row.text) + " }");
    REQUIRE(loaded.diagnostics.empty());
    REQUIRE(loaded.policies.size() == 1);
    const auto& target = std::get<Target>(loaded.policies.front().rule);
    CHECK(target.headroom == row.headroom);
    CHECK(target.price_of_overload == row.price);
    // A target that learns leaves its waits to the learned rule, whatever its price.
    CHECK((loaded.policies.front().max_remove == 8) == (row.headroom == Headroom::learned));
  }
}

TEST_CASE("a headroom that is neither is an error with its place") {
  for (const char* text :
       {"0", "-5", "0.5", "10001", "1e300", "nan", "inf", "Careful", "5x", "\"\"", "20%"}) {
    INFO(text);
    const auto loaded = loaded_policy("band", "target: { headroom: " + std::string(text) + " }");
    REQUIRE_FALSE(loaded.ok());
    CHECK_THAT(to_string(loaded.diagnostics.front().at), Catch::EndsWith("policies/band.yaml:6:23"));
    CHECK_THAT(loaded.diagnostics.front().summary, Catch::Contains("thrifty, balanced or careful"));
  }
}
