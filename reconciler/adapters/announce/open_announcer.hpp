#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/announce_rule.hpp"
#include "reconciler/core/fleet/secret_use.hpp"
#include "reconciler/ports/announcer.hpp"

namespace muster {

/// Dependencies of announcers.
struct AnnouncerGround {
  std::function<Result<Secret>(const SecretUse& use)> secret;  ///< Returns a declared secret for its use.
  std::string ca_file{};  ///< PEM file of the trusted authorities; "" for those of the system.
};

/// Opens the receiver of a rule. It reads secrets once, and sends nothing yet. Fails with the error of a
/// secret that could not be read, or with `invalid` if a secret address is invalid, or if the kind is
/// unknown.
Result<std::unique_ptr<Announcer>> open_announcer(const AnnounceRule& rule, const AnnouncerGround& ground);

}  // namespace muster
