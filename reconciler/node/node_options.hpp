#pragma once

#include <string>
#include <vector>

#include "reconciler/adapters/host/host_probe.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster::node {

/// What muster-node is told on its command line or, flag by flag, in the environment as MUSTER_NODE_<FLAG>.
struct NodeOptions {
  Slot machine;
  Duration every = 30s;
  std::string listen = "127.0.0.1:9101";  ///< Where the page is served; "" for nowhere.
  std::vector<std::string> hosts{};       ///< Names that the page is asked for by, besides the usual ones.
  std::string push_to{};                  ///< muster's address; "" pushes nothing.
  Duration push_every = 60s;
  std::string token_file{};
  std::string ca_file{};  ///< PEM file of the authorities that muster's certificate may be from; "" for all.
  std::string spool = "/var/lib/muster-node";
  std::int64_t spool_bytes = 4 << 20;  ///< The oldest readings give way to new ones above this.
  HostOptions host{};
};

/// What the command line asks for.
struct NodeCommand {
  NodeOptions options{};
  bool only_print = false;  ///< Help or version were asked for: print the text and end.
  std::string text{};
};

/// Reads the command line. Fails with `invalid` and what would have been right.
Result<NodeCommand> read_command_line(int argc, const char* const* argv);

}  // namespace muster::node
