#pragma once

#include <string>

#include "tests/crash/crash_case.hpp"

namespace muster::testing {

/// What is not as it should be once `after` is applied, a line each: machines, volumes, what is not the
/// fleet's, fewer than `floor` agents at work at any time, calls over the limit.
std::string aftermath(Workspace& workspace, const CrashScene& scene, std::int64_t floor);

}  // namespace muster::testing
