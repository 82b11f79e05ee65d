#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/host/host_probe.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster::node {

/// The flags of muster-node. The environment can set each as MUSTER_NODE_<FLAG>.
struct NodeOptions {
  Slot machine;
  Duration every = 30s;
  std::string listen = "127.0.0.1:9101";  ///< Address of the page; "" for none.
  std::vector<std::string> hosts{};       ///< Names of the page in requests, in addition to the default ones.
  std::string push_to{};                  ///< muster's address; "" disables pushes.
  Duration push_every = 60s;
  std::string token_file{};
  /// PEM file of the trusted authorities for muster's certificate; "" for those of the system.
  std::string ca_file{};
  std::string spool = "/var/lib/muster-node";
  std::int64_t spool_bytes = 4 << 20;  ///< Above this size the oldest readings are dropped.
  HostOptions host{};
};

/// The result of the command line.
struct NodeCommand {
  NodeOptions options{};
  bool only_print = false;  ///< Help or version was requested: print the text and end.
  std::string text{};
};

/// Parses the command line. Fails with `invalid` and the valid form.
Result<NodeCommand> read_command_line(int argc, const char* const* argv);

}  // namespace muster::node
