#pragma once

#include <string>

#include "tests/crash/death.hpp"
#include "tests/support/real_parts.hpp"

namespace muster::testing {

/// A cloud and a journal as each case finds them.
struct CrashScene {
  CloudAddress cloud;
  std::string furnished;  ///< The cloud's state, see PUT /sandbox/cloud.
  std::string journal;    ///< A file to be copied.
  std::string agents;     ///< A file of readings.
};

/// A fresh fleet as `before` declares it, with agents at work and things that are not the fleet's beside it.
/// "" when it is there, what went wrong otherwise.
std::string furnish(CrashScene& scene, const std::string& folder);

/// What an unhurt apply passes in this scene.
Passed count_what_is_passed(const CrashScene& scene, const std::string& folder);

/// What came of one case.
struct CaseEnd {
  bool killed = false;
  std::string problems;  ///< "" when all is as it should be.
};

/// Applies in a process of its own until it dies, goes on in another, and looks at what there is. Only system
/// calls and the sandbox's own pages in this process: nothing of it is spoilt for the next case.
CaseEnd run_case(const CrashScene& scene, const std::string& folder, const Death& death);

}  // namespace muster::testing
