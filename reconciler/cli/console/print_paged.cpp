#include "reconciler/cli/console/print_paged.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <ostream>

#include "reconciler/adapters/system/pager.hpp"
#include "reconciler/cli/views/layout/wrapped_text.hpp"

namespace muster {

namespace {

bool fits(const std::string& text) {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return true;
  return lines_on_screen(text, size.ws_col) < size.ws_row;
}

}  // namespace

void print_paged(Console& console, const Settings& settings, const std::string& text) {
  const char* reported = std::getenv("MUSTER_PAGER");
  const std::string pager = reported ? reported : "";
  const bool wanted =
      console.out_is_terminal && console.in_is_terminal && !settings.no_pager && !(reported && pager.empty());
  if (wanted && !fits(text)) {
    console.out << std::flush;
    console.err << std::flush;
    if (show_in_pager(text, pager)) return;
  }
  console.out << text << std::flush;
}

}  // namespace muster
