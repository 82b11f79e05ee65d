#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The variable that may hold a declared secret: "MUSTER_SECRET_NODE_KEY" for "node-key".
std::string secret_variable(const std::string& name);

/// The secret from that variable. Fails with `not_found`, naming the variable, when it is not set.
Result<Secret> secret_of_environment(const std::string& name);

}  // namespace muster
