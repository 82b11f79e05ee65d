#include "reconciler/core/base/text/enum_words.hpp"

#include <catch2/catch.hpp>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/decide/inputs/recent_change.hpp"

using namespace muster;

namespace {

enum class Colour { red, green };
constexpr auto kColours = enum_words<Colour>({{Colour::red, "red"}, {Colour::green, "light green"}});

}  // namespace

TEST_CASE("a word leads to its value, and the value to its word") {
  STATIC_REQUIRE(kColours.size() == 2);
  STATIC_REQUIRE(kColours.find("light green") == Colour::green);
  STATIC_REQUIRE_FALSE(kColours.find("blue").has_value());
  CHECK(std::string(kColours.of(Colour::red)) == "red");
  for (const auto& row : kColours) CHECK(kColours.find(row.word) == row.value);
}

TEST_CASE("a value without a name is seen, so a table cannot leave out the last enumerator") {
  STATIC_REQUIRE(is_named<Colour::green>());
  STATIC_REQUIRE_FALSE(is_named<static_cast<Colour>(2)>());
  STATIC_REQUIRE(is_named<Clamp::Kind::overload>());
  STATIC_REQUIRE_FALSE(is_named<static_cast<Clamp::Kind>(kClampWords.size())>());
}

TEST_CASE("a number stands with its noun") {
  CHECK(plural(0, "machine") == "0 machines");
  CHECK(plural(1, "machine") == "1 machine");
  CHECK(plural(-1, "machine") == "-1 machines");
  CHECK(plural(1, "policy", "policies") == "1 policy");
  CHECK(plural(2, "policy", "policies") == "2 policies");
}
