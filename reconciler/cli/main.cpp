#include <fcntl.h>

#include <csignal>

#include "reconciler/cli/program.hpp"

namespace {

/// A file that is opened later must not get the number of a closed output: output would overwrite a database.
/// The placeholder is not writable.
void hold_standard_streams() {
  for (const int descriptor : {0, 1, 2}) {
    if (fcntl(descriptor, F_GETFD) < 0) (void)open("/dev/null", O_RDONLY | O_CLOEXEC);
  }
}

}  // namespace

int main(int argc, char** argv) {
  // The file size limit must be an error like a full disk, and must not end the process.
  std::signal(SIGXFSZ, SIG_IGN);
  hold_standard_streams();
  auto console = muster::process_console();
  return static_cast<int>(muster::run_program(argc, argv, console));
}
