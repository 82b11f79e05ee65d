#include "reconciler/core/base/text/first_few.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a long list names its first few and counts the others") {
  struct Row {
    const char* name;
    std::vector<std::string> texts;
    std::size_t most;
    const char* list;
  };
  for (const auto& row : {
           Row{"none", {}, 3, ""},
           Row{"one", {"a"}, 3, "a"},
           Row{"as many as fit", {"a", "b", "c"}, 3, "a, b, c"},
           Row{"one too many", {"a", "b", "c", "d"}, 3, "a, b, c and 1 more"},
       }) {
    INFO(row.name);
    CHECK(first_few(row.texts, row.most) == row.list);
  }
}
