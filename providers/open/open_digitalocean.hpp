#pragma once

#include <string>

#include "reconciler/ports/open_provider.hpp"

namespace muster {

/// Opens DigitalOcean with the key in the environment, or the sandbox, which has the same API. Fails
/// with denied without a key, with invalid for an address to which a key must not be sent, and with io if the
/// sandbox cannot be started.
Result<OpenedProvider> open_digitalocean(const ProviderChoice& choice, Clock& clock);

/// Returns the address without a final slash or "/v2". It must be https, or this machine, because a key in
/// clear text could be read by others. Fails with invalid.
Result<std::string> api_address(std::string url);

/// Returns a key from the environment without surrounding white space. Fails with denied if it contains
/// impossible characters; the error does not contain it.
Result<std::string> checked_key(const std::string& text);

}  // namespace muster
