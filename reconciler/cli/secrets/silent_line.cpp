#include "reconciler/cli/secrets/silent_line.hpp"

#include <termios.h>
#include <unistd.h>

#include <istream>
#include <ostream>

namespace muster {

namespace {

/// The terminal does not show what is typed, until this goes.
class Silence {
 public:
  Silence() {
    on_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!on_) return;
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    on_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() {
    if (on_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool on_ = false;
};

}  // namespace

Result<Secret> typed_silently(const std::string& question, Console& console) {
  std::string line;
  {
    const Silence silence;
    console.err << question << std::flush;
    std::getline(console.in, line);
  }
  console.err << '\n';
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) return Error{ErrorKind::cancelled, "nothing was typed"};
  return Secret(std::move(line));
}

}  // namespace muster
