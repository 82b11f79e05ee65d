#include <csignal>

#include "reconciler/cli/program.hpp"

int main(int argc, char** argv) {
  // A file that may not grow any more is an error to be told like a full disk, and no reason to die midway.
  std::signal(SIGXFSZ, SIG_IGN);
  auto console = muster::process_console();
  return static_cast<int>(muster::run_program(argc, argv, console));
}
