#pragma once

#include <string>
#include <vector>

#include "reconciler/core/world.hpp"

namespace muster {

/// An expectation of a policy test, and its position.
struct Expectation {
  std::string text;
  SourceMark at;

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// One policy test: a world, and the expected decisions of the policies in it.
struct PolicyTest {
  std::string name;
  SourceMark at;
  World world;
  Instant now;
  std::vector<Expectation> changes;  ///< All expected changes, in any order; none: no change.
  SourceMark changes_at;             ///< Position of the list.
  std::vector<Expectation> because;  ///< Rules that must be among the reasons of some change.
  std::vector<Expectation> held_by;  ///< Limits that must have reduced something.
};

/// An expectation that was not met.
struct PolicyTestFailure {
  SourceMark at;
  std::string expected;
  std::string actual;
  std::vector<std::string> why;  ///< Messages of the decision.

  friend bool operator==(const PolicyTestFailure&, const PolicyTestFailure&) = default;
};

/// The result of a policy test.
struct PolicyTestOutcome {
  std::string name;
  SourceMark at;
  std::vector<PolicyTestFailure> failures;

  bool passed() const { return failures.empty(); }
};

}  // namespace muster
