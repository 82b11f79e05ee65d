#pragma once

#include <string>

#include "tests/crash/crash_case.hpp"

namespace muster::testing {

/// What is not as it should be once `after` is applied, a line each: machines, volumes, what is not the
/// fleet's, agents that stopped, calls over the limit.
std::string aftermath(Workspace& workspace, const CrashScene& scene);

}  // namespace muster::testing
