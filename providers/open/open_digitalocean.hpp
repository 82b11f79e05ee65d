#pragma once

#include <string>

#include "reconciler/ports/open_provider.hpp"

namespace muster {

/// DigitalOcean with the key that the environment holds, or the loopback cloud, which speaks the same API.
/// Fails with denied without a key, invalid with an address that a key must not be sent to, io when the
/// loopback cloud cannot be started.
Result<OpenedProvider> open_digitalocean(const ProviderChoice& choice, Clock& clock);

/// The address without a final slash or "/v2". It must be https, or this machine: a key in clear text could
/// be read on its way. Fails with invalid.
Result<std::string> api_address(std::string url);

/// A key as it was found in the environment, without surrounding white space. Fails with denied when it holds
/// what no key does; the error does not repeat it.
Result<std::string> checked_key(const std::string& text);

}  // namespace muster
