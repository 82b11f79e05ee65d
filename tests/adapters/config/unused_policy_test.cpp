#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

LoadedFiles loaded_with(const std::string& unused) {
  const TemporaryFolder folder;
  folder.write(
      "declared/fleet.yaml",
      "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n  provider: digitalocean\n"
      "  regions: [fra1]\n  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n"
      "      sizes: [s-1vcpu-2gb]\n      max: 6\n");
  folder.write("declared/policies/tidy.yaml",
               "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: tidy }\nspec:\n  pools: [worker]\n"
               "  unused: " +
                   unused + "\n");
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  return load_declared(folder.path("declared"), &*prices);
}

}  // namespace

TEST_CASE("a snapshot is taken of an unused volume unless the policy says otherwise") {
  for (const auto& [text, snapshot] :
       {std::pair("{ volumes_after: 7d }", true), std::pair("{ volumes_after: 7d, snapshot: true }", true),
        std::pair("{ volumes_after: 7d, snapshot: false }", false)}) {
    INFO(text);
    const auto loaded = loaded_with(text);
    REQUIRE(loaded.diagnostics.empty());
    REQUIRE(loaded.policies.size() == 1);
    const auto& unused = std::get<Unused>(loaded.policies.front().rule);
    CHECK(unused.snapshot == snapshot);
    CHECK(unused.volumes_after == std::chrono::days(7));
  }
}

TEST_CASE("whether there is a snapshot is yes or no") {
  const auto loaded = loaded_with("{ volumes_after: 7d, snapshot: sometimes }");
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK_THAT(to_string(loaded.diagnostics.front().at), Catch::EndsWith("policies/tidy.yaml:6:42"));
}
