#pragma once

#include <string>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {

/// Opens DigitalOcean with the key in the environment, or the sandbox, which has the same API. Fails
/// with denied without a key, with invalid for an address to which a key must not be sent, and with io if the
/// sandbox cannot be started.
Result<OpenedProvider> open_digitalocean(const ProviderEntry& entry, const ProviderChoice& choice,
                                         Clock& clock);

/// Returns the address without a final slash or "/v2". It must be https, or this machine, because a key in
/// clear text could be read by others. Fails with invalid; the message names the variable that contains it.
Result<std::string> api_address(const char* variable, std::string url);

}  // namespace muster
