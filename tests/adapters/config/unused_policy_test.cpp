#include <catch2/catch.hpp>

#include "tests/adapters/config/loaded_policy.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a snapshot is taken of an unused volume unless the policy says otherwise") {
  for (const auto& [text, snapshot] :
       {std::pair("{ volumes_after: 7d }", true), std::pair("{ volumes_after: 7d, snapshot: true }", true),
        std::pair("{ volumes_after: 7d, snapshot: false }", false)}) {
    INFO(text);
    const auto loaded = loaded_policy("tidy", "unused: " + std::string(text));
    REQUIRE(loaded.diagnostics.empty());
    REQUIRE(loaded.policies.size() == 1);
    const auto& unused = std::get<Unused>(loaded.policies.front().rule);
    CHECK(unused.snapshot == snapshot);
    CHECK(unused.volumes_after == std::chrono::days(7));
  }
}

TEST_CASE("whether there is a snapshot is yes or no") {
  const auto loaded = loaded_policy("tidy", "unused: { volumes_after: 7d, snapshot: sometimes }");
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK_THAT(to_string(loaded.diagnostics.front().at), Catch::EndsWith("policies/tidy.yaml:6:42"));
}
