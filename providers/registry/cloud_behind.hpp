#pragma once

#include <string>

#include "reconciler/ports/provider_registry.hpp"

namespace muster {

/// The cloud behind an address. An address on this machine may be a tunnel or a proxy to a cloud that bills.
enum class CloudBehind {
  sandbox,  ///< It reports the name of the sandbox.
  billed,   ///< Another machine, or an answer without that name.
  unknown   ///< This machine, and no answer.
};

/// Asks an address on this machine for its name, without the key, which is only for the cloud itself. It
/// waits for at most five seconds.
CloudBehind cloud_behind(const ProviderEntry& cloud, const std::string& url);

}  // namespace muster
