#include "reconciler/cli/secrets/read_hidden_line.hpp"

#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <istream>
#include <ostream>

namespace muster {

namespace {

constexpr std::array kEnding = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/// Data for a signal handler: the state of the terminal, and the earlier action of each signal.
struct BeforeSilence {
  termios terminal{};
  std::array<struct sigaction, kEnding.size()> actions{};
};
BeforeSilence before_silence;

/// Restores the terminal, then runs the earlier action of the signal.
void give_back(int number) {
  ::tcsetattr(STDIN_FILENO, TCSANOW, &before_silence.terminal);
  for (std::size_t i = 0; i < kEnding.size(); ++i)
    ::sigaction(kEnding[i], &before_silence.actions[i], nullptr);
  ::raise(number);
}

/// Hides typed text until the destructor or a signal. Only one may exist at a time.
class Silence {
 public:
  Silence() {
    on_ = ::tcgetattr(STDIN_FILENO, &before_silence.terminal) == 0;
    if (!on_) return;
    struct sigaction action {};
    action.sa_handler = give_back;
    sigfillset(&action.sa_mask);
    for (std::size_t i = 0; i < kEnding.size(); ++i) {
      ::sigaction(kEnding[i], nullptr, &before_silence.actions[i]);
      // An ignored signal, as under nohup, stays ignored.
      if (before_silence.actions[i].sa_handler != SIG_IGN) ::sigaction(kEnding[i], &action, nullptr);
    }
    auto silent = before_silence.terminal;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_cc[VSUSP] = _POSIX_VDISABLE;  // A stopped process would leave the terminal in its present state.
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() {
    if (!on_) return;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_silence.terminal);
    for (std::size_t i = 0; i < kEnding.size(); ++i)
      ::sigaction(kEnding[i], &before_silence.actions[i], nullptr);
  }

 private:
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
