#pragma once

namespace muster::node {

/// The program: reads the command line, measures until SIGTERM or SIGINT. Its exit code.
int run_node(int argc, const char* const* argv);

}  // namespace muster::node
