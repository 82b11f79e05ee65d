#pragma once

#include <string>

namespace muster::test {

// The programs of this build.
inline const std::string kMusterProgram = std::string(MUSTER_BINARY_DIR) + "/bin/muster";
inline const std::string kNodeProgram = std::string(MUSTER_BINARY_DIR) + "/bin/muster-node";

}  // namespace muster::test
