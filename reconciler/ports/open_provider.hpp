#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "reconciler/ports/call_listener.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/reading_source.hpp"
#include "reconciler/ports/send_gate.hpp"

namespace muster {

/// What is needed to talk to a cloud.
struct ProviderChoice {
  std::string name;           ///< The fleet's `provider`: "digitalocean".
  bool sandbox = false;       ///< Use the built-in loopback cloud instead.
  std::string sandbox_state;  ///< Its state file.
  double sandbox_speed = 60;  ///< Delays are divided by this.
  /// Asked before each request that changes something leaves; outlives the provider. nullptr: all leave.
  const SendGate* gate = nullptr;
  /// Finds the cloud's key by the cloud's name where the environment has none; may be empty. What it gives is
  /// a secret: it is moved into one at once.
  std::function<Result<std::string>(const std::string& name)> find_key{};
  CallListener hear_call{};  ///< Hears of every call to the cloud; may be empty.
};

/// A cloud and what belongs to it. Ends what it started (the loopback cloud) when it goes.
struct OpenedProvider {
  std::shared_ptr<void> keeps_alive;  ///< The in-process cloud, when there is one. Goes last.
  std::unique_ptr<Provider> provider;
  std::unique_ptr<ReadingSource> monitoring;  ///< The cloud's own readings; nullptr when it has none.
  std::string description;                    ///< "digitalocean at https://...", for messages. No secrets.
  bool practice = false;  ///< The cloud says itself that it is the loopback cloud: nothing there bills.
};

/// Opens a cloud by name. Declared here, defined in providers/open: the one visible table of providers.
/// Keys come from the environment. Fails with invalid for an unknown name (with the known ones), denied
/// without a key.
Result<OpenedProvider> open_provider(const ProviderChoice& choice, Clock& clock);

/// The names that open_provider knows.
std::vector<std::string> provider_names();

}  // namespace muster
