#include "reconciler/cli/program.hpp"

int main(int argc, char** argv) {
  auto console = muster::process_console();
  return static_cast<int>(muster::run_program(argc, argv, console));
}
