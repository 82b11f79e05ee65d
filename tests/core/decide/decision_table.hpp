#pragma once

#include <catch2/catch.hpp>
#include <vector>

#include "tests/support/builders.hpp"

namespace muster::test {

/// One line of a decision table: what it is, the scene it holds in, and the first pool's decision in short.
struct DecisionRow {
  const char* that;
  void (*given)(Scene&);
  const char* then;
};

/// Holds every row against its decision, each in a scene that has these policies and no others.
inline void check(const std::vector<DecisionRow>& rows, const std::vector<Policy>& policies) {
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only(policies);
      row.given(scene);
      CHECK(in_short(scene.first()) == row.then);
    }
  }
}

}  // namespace muster::test
