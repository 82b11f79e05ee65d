#pragma once

#include <string>

namespace muster::test {

// Recorded readings: so many agents of the whole fleet, counted once.
inline const std::string kFourAgents =
    R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})"
    "\n";
inline const std::string kFiftyAgents =
    R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":50})"
    "\n";

}  // namespace muster::test
