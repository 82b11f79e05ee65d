#pragma once

namespace muster::node {

/// The program muster-node-push: delivers what waits in a spool once, and ends. Its exit code.
int run_push(int argc, const char* const* argv);

}  // namespace muster::node
