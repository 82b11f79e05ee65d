#pragma once

namespace muster {

/// What a cloud can do, as far as clouds differ. The core asks these, never the cloud's name.
struct Capabilities {
  bool resize_needs_power_off = true;  ///< Otherwise a size changes while the machine runs.
  bool client_tokens = false;          ///< A create may carry a token that makes repeating it harmless.
  bool volumes_attach_running = true;  ///< Volumes come and go while a machine runs.
  bool balancers = true;
  bool firewalls = true;
  bool networks = true;
  bool moves_agents = false;  ///< Something runs the agents that can move them off a machine.
  int max_volumes_per_machine = 15;

  friend bool operator==(const Capabilities&, const Capabilities&) = default;
};

}  // namespace muster
