#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/declared/receiver.hpp"
#include "reconciler/core/fleet/declared/secret_use.hpp"
#include "reconciler/ports/notifier.hpp"

namespace muster {

/// Dependencies of announcers.
struct NotifierDeps {
  std::function<Result<Secret>(const SecretUse& use)> secret;  ///< Returns a declared secret for its use.
  std::string ca_file{};  ///< PEM file of the trusted authorities; "" for those of the system.
};

/// Opens the receiver of a rule. It reads secrets once, and sends nothing yet. Fails with the error of a
/// secret that could not be read, or with `invalid` if a secret address is invalid, or if the kind is
/// unknown.
Result<std::unique_ptr<Notifier>> open_notifier(const Receiver& rule, const NotifierDeps& deps);

}  // namespace muster
