#pragma once

namespace muster::node {

/// The program muster-node-push: delivers the content of a spool once. Returns its exit code.
int run_push(int argc, const char* const* argv);

}  // namespace muster::node
