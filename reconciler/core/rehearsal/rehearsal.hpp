#pragma once

#include <string>
#include <vector>

#include "reconciler/core/world.hpp"

namespace muster {

/// Something a rehearsal expects, and the line that says so.
struct Expectation {
  std::string text;
  SourceMark at;

  friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// A made-up world, and what the policies are to come to in it: one row of a policy test.
struct Rehearsal {
  std::string name;
  SourceMark at;
  World world;
  Instant now;
  std::vector<Expectation> changes;  ///< All of them, in any order; none: nothing changes.
  SourceMark changes_at;             ///< Where they are listed.
  std::vector<Expectation> because;  ///< Rules that are among the reasons of some change.
  std::vector<Expectation> held_by;  ///< Words of clamps that cut something short.
};

/// An expectation that was not met.
struct RehearsalFailure {
  SourceMark at;
  std::string expected;
  std::string actual;
  std::vector<std::string> why;  ///< What the decision says about it.

  friend bool operator==(const RehearsalFailure&, const RehearsalFailure&) = default;
};

/// How a rehearsal ended.
struct RehearsalOutcome {
  std::string name;
  SourceMark at;
  std::vector<RehearsalFailure> failures;

  bool passed() const { return failures.empty(); }
};

}  // namespace muster
