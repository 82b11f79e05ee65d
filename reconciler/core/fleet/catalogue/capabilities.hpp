#pragma once

namespace muster {

/// The abilities in which clouds differ. The core reads these, never the name of the cloud.
struct Capabilities {
  bool resize_needs_power_off = true;  ///< If false, a size can change while the machine runs.
  bool client_tokens = false;          ///< A create may carry a token that makes its repetition harmless.
  bool volumes_attach_running = true;  ///< Volumes can be attached and detached while a machine runs.
  bool balancers = true;
  bool firewalls = true;
  bool networks = true;
  bool moves_agents = false;  ///< The runtime of the agents can move them off a machine.
  int max_volumes_per_machine = 15;

  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

}  // namespace muster
