#pragma once

#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "tests/support/temporary_folder.hpp"

namespace muster::test {

/// The load of a declared fleet of one pool with one policy: policies/NAME.yaml, whose line 6 is the rule.
inline LoadedFiles loaded_policy(const std::string& name, const std::string& rule) {
  const TemporaryFolder folder;
  folder.write(
      "declared/fleet.yaml",
      "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n  provider: digitalocean\n"
      "  regions: [fra1]\n  pools:\n    - name: worker\n      image: ubuntu-22-04-x64\n"
      "      sizes: [s-1vcpu-2gb]\n      max: 6\n");
  folder.write("declared/policies/" + name + ".yaml",
               "apiVersion: muster/v1\nkind: Policy\nmetadata: { name: " + name +
                   " }\nspec:\n  pools: [worker]\n  " + rule + "\n");
  const auto prices = embedded_prices("digitalocean");
  REQUIRE(prices.ok());
  return load_declared(folder.path("declared"), &*prices);
}

}  // namespace muster::test
