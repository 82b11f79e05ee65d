#pragma once

#include <cstdint>

#include "tests/support/builders.hpp"

namespace muster::test {

/// Numbers from a seed, the same on every machine: splitmix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// From low to high, both included.
  int between(int low, int high);
  /// Whether one in `n` comes up.
  bool one_in(int n) { return between(1, n) == 1; }

 private:
  std::uint64_t state_;
};

/// A fleet of one to three pools with random bounds, policies, machines, volumes, readings with gaps and
/// recent changes. What is declared makes sense; what is there need not be within it.
Scene a_random_scene(std::uint64_t seed);

}  // namespace muster::test
