#include "reconciler/cli/watching/watch_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "reconciler/adapters/system/terminal_screen.hpp"
#include "reconciler/cli/views/columns.hpp"

namespace muster {
namespace {

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// The lines of a text from `first` on, so many of them.
std::string lines_of(const std::string& text, std::size_t first, std::size_t count) {
  std::size_t at = 0;
  for (; first > 0 && at < text.size(); --first) at = std::min(text.find('\n', at), text.size() - 1) + 1;
  const auto from = at;
  for (; count > 0 && at < text.size(); --count) at = std::min(text.find('\n', at), text.size() - 1) + 1;
  return text.substr(from, at - from);
}

/// A status on a screen of its own.
class Watcher {
 public:
  Watcher(Workspace& workspace, StatusEye& eye, TerminalScreen& screen, Duration interval, bool all,
          const Paint& paint)
      : workspace_(workspace), eye_(eye), screen_(screen), interval_(interval), all_(all), paint_(paint) {}

  void run() {
    while (true) {
      look();
      const auto due = workspace_.clock->uptime() + interval_;
      for (auto now = workspace_.clock->uptime(); now < due; now = workspace_.clock->uptime()) {
        draw();
        const auto seen = screen_.wait(due - now);
        if (seen.event == TerminalScreen::Event::end) return;
        if (seen.event != TerminalScreen::Event::key) continue;
        if (seen.letter == 'q' || seen.letter == 'Q') return;
        if (seen.letter == 'r') break;
        handle(seen);
      }
    }
  }

 private:
  using Key = TerminalScreen::Key;

  void look() {
    auto sight = eye_.look();
    failed_ = sight ? "" : sight.error().what;
    if (sight) sight_ = *std::move(sight);
  }

  void handle(const TerminalScreen::Seen& seen) {
    const auto page = static_cast<std::size_t>(std::max(1, screen_.size().lines - 3));
    if (seen.letter == 'a') all_ = !all_;
    if (seen.letter == 'a' || seen.key == Key::home) scrolled_ = 0;
    if (seen.key == Key::down || seen.letter == 'j') ++scrolled_;
    if (seen.key == Key::up || seen.letter == 'k') scrolled_ -= std::min<std::size_t>(1, scrolled_);
    if (seen.key == Key::page_down || seen.letter == ' ') scrolled_ += page;
    if (seen.key == Key::page_up) scrolled_ -= std::min(page, scrolled_);
  }

  /// As many machines as there is room for: what else there is comes first.
  std::string picture(std::size_t width, std::size_t room) const {
    StatusLayout layout;
    layout.paint = paint_;
    layout.width = width;
    layout.events = room > 30 ? 8 : 4;
    layout.machines = 0;
    const auto report = sight_->report(workspace_);
    auto text = status_text(report, layout);
    if (all_ || lines_in(text) <= room) return text;
    const auto over = lines_in(text) - room;
    const auto machines = sight_->actual.machines.size();
    layout.machines = machines > over + 6 ? machines - over - 2 : 4;
    return status_text(report, layout);
  }

  std::string footer(std::size_t hidden, std::size_t width) const {
    auto text = fmt::format("  q quit · a {} · r look now · every {}", all_ ? "fold" : "all machines",
                            format_duration(interval_));
    if (hidden > 0) text += fmt::format(" · ↑↓ {} more lines", hidden);
    if (columns_of(text) > width) text = "  q quit";
    return paint_.dim(text);
  }

  void draw() {
    const auto size = screen_.size();
    const auto width = static_cast<std::size_t>(size.columns);
    const auto lines = static_cast<std::size_t>(size.lines);
    std::string text;
    if (!failed_.empty()) text = "  " + paint_.red("did not answer: ") + printable(failed_) + "\n";
    const auto room = lines > 2 + lines_in(text) ? lines - 2 - lines_in(text) : 1;
    const auto body = sight_ ? picture(width, room) : std::string();
    const auto count = lines_in(body);
    scrolled_ = std::min(scrolled_, count > room ? count - room : 0);
    text += lines_of(body, scrolled_, room);
    const auto hidden = count > room ? count - room : 0;
    while (lines_in(text) + 1 < lines) text += "\n";
    screen_.draw(text + footer(hidden, width));
  }

  Workspace& workspace_;
  StatusEye& eye_;
  TerminalScreen& screen_;
  Duration interval_;
  bool all_;
  Paint paint_;
  std::optional<StatusSight> sight_;
  std::string failed_;
  std::size_t scrolled_ = 0;
};

ExitCode watch_plainly(Workspace& workspace, StatusEye& eye, Duration interval, bool all, Console& console) {
  SignalPipe signals({SIGINT, SIGTERM, SIGHUP});
  for (bool first = true;; first = false) {
    const auto sight = eye.look();
    if (!first) console.out << "\n";
    if (sight) {
      StatusLayout layout;
      layout.paint = Paint(console.colour_out());
      layout.width = static_cast<std::size_t>(console.width);
      if (all) layout.machines = 0;
      console.out << status_text(sight->report(workspace), layout);
    } else {
      (void)tell(console, sight.error());
    }
    console.out << std::flush;
    if (!console.out || signals.wait(interval)) return ExitCode::done;
  }
}

}  // namespace

ExitCode watch_status(Workspace& workspace, StatusEye& eye, Duration interval, bool all, Console& console) {
  const auto screen = console.out_is_terminal ? TerminalScreen::open() : nullptr;
  if (!screen) return watch_plainly(workspace, eye, interval, all, console);
  Watcher(workspace, eye, *screen, interval, all, Paint(console.colour_out())).run();
  return ExitCode::done;
}

}  // namespace muster
