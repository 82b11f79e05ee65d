#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/core/fleet/secret_use.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// What announcers stand on.
struct AnnouncerGround {
  std::function<Result<Secret>(const SecretUse& use)> secret;  ///< Finds a declared secret for its use.
  std::string ca_file{};  ///< PEM file of the authorities to trust; "" for those of the system.
};

/// Opens what a rule declares. Secrets are found here, once; nothing is sent yet. Fails with what kept a
/// secret from being found, or `invalid` when a secret address is none, or for another kind.
Result<std::unique_ptr<Announcer>> open_announcer(const AnnounceRule& rule, const AnnouncerGround& ground);

}  // namespace muster
