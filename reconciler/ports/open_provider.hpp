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

/// The settings for a connection to a cloud.
struct ProviderChoice {
  std::string name;           ///< The field `provider` of the fleet.
  bool sandbox = false;       ///< Use the built-in sandbox instead.
  std::string sandbox_state;  ///< The state file of the sandbox.
  double sandbox_speed = 60;  ///< The sandbox divides its delays by this factor.
  /// Checked before muster sends a request that changes something. It outlives the provider. nullptr: muster
  /// sends every request.
  const SendGate* gate = nullptr;
  /// Returns the cloud's key by the name of the cloud, if the environment has none. It may be empty. The
  /// result is a secret: the caller moves it into a Secret at once.
  std::function<Result<std::string>(const std::string& name)> find_key{};
  CallListener on_call{};  ///< Called after every call to the cloud; may be empty.
};

/// A cloud and the objects that belong to it. The destructor ends everything that it started (the
/// sandbox).
struct OpenedProvider {
  std::shared_ptr<void> keeps_alive;  ///< The in-process cloud, if there is one. It is destroyed last.
  std::unique_ptr<Provider> provider;
  std::unique_ptr<ReadingSource> monitoring;  ///< The cloud's own readings; nullptr if it has none.
  std::string description;                    ///< Its name and address, for messages. No secrets.
  /// The cloud itself reports that it is the sandbox, where nothing is billed.
  bool is_sandbox = false;
};

/// Opens a cloud by name. Declared here, defined in providers/registry, the only table of providers. Keys
/// come from the environment. Fails with invalid for an unknown name (the message lists the known names), and
/// with denied without a key.
Result<OpenedProvider> open_provider(const ProviderChoice& choice, Clock& clock);

/// The names that open_provider accepts.
std::vector<std::string> provider_names();

}  // namespace muster
