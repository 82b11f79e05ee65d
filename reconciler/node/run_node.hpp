#pragma once

namespace muster::node {

/// The program muster-node: parses the command line and measures until SIGTERM or SIGINT. Returns its exit
/// code.
int run_node(int argc, const char* const* argv);

}  // namespace muster::node
