#include "reconciler/adapters/system/terminal_screen.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <string_view>

#include "reconciler/core/base/printable.hpp"

namespace muster {
namespace {

// On a screen that is too narrow lines are cut, not wrapped: there is one line a line.
constexpr std::string_view kEnter = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view kLeave = "\x1b[?7h\x1b[?25h\x1b[?1049l";
// Terminals that support it show a whole picture at once; others ignore it.
constexpr std::string_view kHold = "\x1b[?2026h";
constexpr std::string_view kShow = "\x1b[?2026l";

void write_screen(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::unique_ptr<TerminalScreen> TerminalScreen::open() {
  if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1) return nullptr;
  return std::unique_ptr<TerminalScreen>(new TerminalScreen());
}

TerminalScreen::TerminalScreen() : signals_({SIGINT, SIGTERM, SIGHUP, SIGWINCH}) {
  tcgetattr(STDIN_FILENO, &before_);
  auto raw = before_;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  raw.c_cc[VSUSP] = _POSIX_VDISABLE;  // A stopped process would leave the terminal in its present state.
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  write_screen(kEnter);
}

TerminalScreen::~TerminalScreen() {
  write_screen(kLeave);
  tcsetattr(STDIN_FILENO, TCSANOW, &before_);
}

TerminalScreen::Size TerminalScreen::size() const {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
  return {size.ws_col, size.ws_row};
}

void TerminalScreen::draw(const std::string& page) {
  const auto text = printable_page(page);
  std::string picture(kHold);
  picture += "\x1b[H";
  const auto lines = size().lines;
  std::size_t at = 0;
  for (int line = 0; line < lines && at < text.size(); ++line) {
    const auto end = std::min(text.find('\n', at), text.size());
    if (line > 0) picture += "\r\n";
    picture.append(text, at, end - at).append("\x1b[K");  // Erases the rest of an earlier longer line.
    at = end + 1;
  }
  picture += "\x1b[J";
  picture += kShow;
  write_screen(picture);
}

TerminalScreen::Seen TerminalScreen::read_key() {
  std::array<char, 16> bytes{};
  const auto count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
  // A closed terminal reads as the end of input every time.
  if (count == 0) return {Event::end};
  if (count < 0) return {};
  const std::string_view keys(bytes.data(), static_cast<std::size_t>(count));
  if (keys == "\x1b[A") return {Event::key, Key::up};
  if (keys == "\x1b[B") return {Event::key, Key::down};
  if (keys == "\x1b[5~") return {Event::key, Key::page_up};
  if (keys == "\x1b[6~") return {Event::key, Key::page_down};
  if (keys == "\x1b[H" || keys == "\x1b[1~") return {Event::key, Key::home};
  if (keys.front() == '\x04') return {Event::end};
  return {Event::key, Key::other, keys.front()};
}

TerminalScreen::Seen TerminalScreen::wait(Duration length) {
  std::array<pollfd, 2> waiting{{{STDIN_FILENO, POLLIN, 0}, {signals_.descriptor(), POLLIN, 0}}};
  const auto milliseconds = static_cast<int>(std::max<std::int64_t>(0, length.count()));
  if (poll(waiting.data(), waiting.size(), milliseconds) <= 0 && (waiting[1].revents & POLLIN) == 0)
    return {};
  if (const auto signal = signals_.next()) return {*signal == SIGWINCH ? Event::resized : Event::end};
  if ((waiting[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) return read_key();
  return {};
}

}  // namespace muster
