#include "reconciler/core/base/joined.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("the parts of a sentence are joined by commas, and the last one by a word") {
  CHECK(joined_by_word({}, "and") == "");
  CHECK(joined_by_word({"a"}, "and") == "a");
  CHECK(joined_by_word({"a", "b"}, "or") == "a or b");
  CHECK(joined_by_word({"a", "b", "c"}, "and") == "a, b and c");
}
