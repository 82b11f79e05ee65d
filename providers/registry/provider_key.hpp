#pragma once

#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/ports/provider_registry.hpp"

namespace muster {

/// Returns the value of an environment variable; "" if it is not set.
std::string environment_text(const char* name);

/// Returns the key of a cloud: from the first of its variables that is set, else from `choice.find_key`.
/// Fails with denied if there is none or if it contains impossible characters, and as `find_key` does.
Result<Secret> key_of(const ProviderEntry& cloud, const ProviderChoice& choice);

/// Returns a key from the environment without surrounding white space. Fails with denied if it contains
/// impossible characters; the error does not contain it.
Result<std::string> checked_key(const std::string& text);

}  // namespace muster
