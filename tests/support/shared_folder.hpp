#pragma once

#include <optional>
#include <string>

namespace muster::testing {

/// The folder with reference material that some tests are held against: from the environment variable
/// MUSTER_SHARED, or beside the project. Where it is absent the test prints `what` as skipped and returns.
std::optional<std::string> shared_folder(const std::string& what);

}  // namespace muster::testing
