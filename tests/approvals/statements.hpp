#pragma once

#include <chrono>
#include <string>

#include "tests/support/signers.hpp"
#include "tests/support/slots.hpp"

namespace muster::test {

/// The real time, in whole seconds, as the programs under test read it.
inline Instant now() {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()));
}

/// An approval of the plan that is made `from` from now on and holds so long.
inline Statement a_yes(const PlanId& plan, const std::string& by = "ada", Duration from = Duration(0),
                       Duration holds = std::chrono::hours(1)) {
  return {kFleet, by, now() + from, PlanApproval{plan, now() + from + holds}};
}

/// The same, signed by its author.
inline SignedStatement yes(const PlanId& plan, const std::string& by = "ada", Duration from = Duration(0),
                           Duration holds = std::chrono::hours(1)) {
  return key_of(by).sign(a_yes(plan, by, from, holds));
}

}  // namespace muster::test
