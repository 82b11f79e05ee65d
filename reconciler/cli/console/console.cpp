#include "reconciler/cli/console/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "reconciler/cli/console/printable_stream.hpp"

namespace muster {

namespace {

bool is_terminal(int descriptor) {
  const char* kind = std::getenv("TERM");
  const bool dumb = kind && std::string(kind) == "dumb";
  return isatty(descriptor) == 1 && !dumb;
}

/// https://no-color.org: NO_COLOR set to anything but the empty text. MUSTER_NO_COLOR is a flag: "0" and
/// "false" are a no.
bool colours_unwanted() {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color && *no_color != '\0') return true;
  const char* own = std::getenv("MUSTER_NO_COLOR");
  const std::string reported = own ? own : "";
  return !reported.empty() && reported != "0" && reported != "false";
}

int terminal_columns(int descriptor) {
  constexpr int kUsual = 100;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return kUsual;
  return size.ws_col;
}

}  // namespace

Console process_console() {
  // They live as long as the process, because static objects print at its end too.
  static PrintableBuffer out_buffer(*std::cout.rdbuf());
  static PrintableBuffer err_buffer(*std::cerr.rdbuf());
  static std::ostream out(&out_buffer);
  static std::ostream err(&err_buffer);
  err.setf(std::ios::unitbuf);
  Console console{.out = out, .err = err, .in = std::cin};
  console.out_is_terminal = is_terminal(STDOUT_FILENO);
  console.err_is_terminal = is_terminal(STDERR_FILENO);
  console.in_is_terminal = isatty(STDIN_FILENO) == 1;
  console.colour_wanted = !colours_unwanted();
  console.width = terminal_columns(STDERR_FILENO);
  return console;
}

void note(Console& console, const std::string& line) {
  if (!console.quiet) console.err << line << '\n' << std::flush;
}

std::string ask(Console& console, const std::string& question) {
  console.err << question << std::flush;
  std::string answer;
  if (!std::getline(console.in, answer)) {
    console.err << '\n';
    return "";
  }
  if (!answer.empty() && answer.back() == '\r') answer.pop_back();
  return answer;
}

}  // namespace muster
