#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// Returns the name of the variable for a declared secret: "MUSTER_SECRET_NODE_KEY" for "node-key".
std::string secret_variable(const std::string& name);

/// Returns the secret in that variable. Fails with `not_found`, with the name of the variable, if it is not
/// set.
Result<Secret> environment_secret(const std::string& name);

}  // namespace muster
