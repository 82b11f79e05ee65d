#include <fcntl.h>

#include <csignal>

#include "reconciler/cli/program.hpp"

namespace {

/// What is opened later must not take the place of an output that is closed: a database would be written
/// over. Nothing can be written there all the same.
void hold_standard_streams() {
  for (const int descriptor : {0, 1, 2}) {
    if (fcntl(descriptor, F_GETFD) < 0) (void)open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // A file that may not grow any more is an error to be told like a full disk, and no reason to die midway.
  std::signal(SIGXFSZ, SIG_IGN);
  hold_standard_streams();
  auto console = muster::process_console();
  return static_cast<int>(muster::run_program(argc, argv, console));
}
