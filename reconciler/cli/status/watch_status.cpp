#include "reconciler/cli/status/watch_status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <ostream>

#include "reconciler/adapters/secrets/redact.hpp"
#include "reconciler/adapters/system/terminal_screen.hpp"
#include "reconciler/cli/console/printed_errors.hpp"
#include "reconciler/cli/views/layout/columns.hpp"

namespace muster {
namespace {

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Returns `count` lines of a text from `first` on.
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
  Watcher(Workspace& workspace, StatusCollector& eye, TerminalScreen& screen, Duration interval, bool all,
          const Paint& paint)
      : workspace_(workspace), eye_(eye), screen_(screen), interval_(interval), all_(all), paint_(paint) {}

  /// false if an observation was still running: its thread must not be awaited.
  bool run() {
    while (true) {
      if (!look()) return is_done(std::chrono::milliseconds(300));
      const auto due = workspace_.clock->uptime() + interval_;
      for (auto now = workspace_.clock->uptime(); now < due; now = workspace_.clock->uptime()) {
        draw();
        const auto seen = screen_.wait(due - now);
        if (wants_out(seen)) return true;
        if (seen.event != TerminalScreen::Event::key) continue;
        if (seen.letter == 'r') break;
        handle(seen);
      }
    }
  }

 private:
  using Key = TerminalScreen::Key;

  static bool wants_out(const TerminalScreen::Seen& seen) {
    return seen.event == TerminalScreen::Event::end ||
           (seen.event == TerminalScreen::Event::key && (seen.letter == 'q' || seen.letter == 'Q'));
  }

  bool is_done(Duration within) const { return looking_.wait_for(within) == std::future_status::ready; }

  /// Observes on a separate thread, so that keys are handled meanwhile; false if the user does not want to
  /// wait.
  bool look() {
    looking_since_ = workspace_.clock->uptime();
    looking_ = std::async(std::launch::async, [this] { return eye_.look(); });
    while (!is_done(Duration(20))) {
      draw();
      const auto seen = screen_.wait(Duration(sight_ ? 200 : 80));
      if (wants_out(seen)) return false;
      if (seen.event == TerminalScreen::Event::key) handle(seen);
    }
    auto snapshot = looking_.get();
    failed_ = snapshot ? "" : snapshot.error().what;
    if (snapshot) sight_ = *std::move(snapshot);
    return true;
  }

  /// "Looking at the cloud… 3s", from the first second of an observation on; before the first result at
  /// once.
  std::string looking_line() const {
    if (!looking_.valid()) return "";
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(workspace_.clock->uptime() - looking_since_).count();
    if (sight_ && seconds < 1) return "";
    return fmt::format("Reading {}… {}s", printable(workspace_.cloud.description), seconds);
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

  /// As many machines as there is room for: other parts have priority.
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
    auto text = fmt::format("  q quit · a {} · r refresh · every {}", all_ ? "fold" : "all machines",
                            format_duration(interval_));
    if (hidden > 0) text += fmt::format(" · ↑↓ {} more lines", hidden);
    if (const auto looking = looking_line(); sight_ && !looking.empty()) text += " · " + looking;
    if (columns_of(text) > width) text = "  q quit";
    return paint_.dim(text);
  }

  void draw() {
    const auto size = screen_.size();
    const auto width = static_cast<std::size_t>(size.columns);
    const auto lines = static_cast<std::size_t>(size.lines);
    std::string text;
    if (!failed_.empty()) text = "  " + paint_.red("did not answer: ") + printable(failed_) + "\n";
    if (!sight_ && failed_.empty()) text = "  " + paint_.dim(looking_line()) + "\n";
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
  StatusCollector& eye_;
  TerminalScreen& screen_;
  Duration interval_;
  bool all_;
  Paint paint_;
  std::future<Result<StatusSnapshot>> looking_;
  Duration looking_since_{0};
  std::optional<StatusSnapshot> sight_;
  std::string failed_;
  std::size_t scrolled_ = 0;
};

ExitCode watch_plainly(Workspace& workspace, StatusCollector& eye, Duration interval, bool all,
                       Console& console) {
  SignalPipe signals({SIGINT, SIGTERM, SIGHUP});
  for (bool first = true;; first = false) {
    const auto snapshot = eye.look();
    if (!first) console.out << "\n";
    if (snapshot) {
      StatusLayout layout;
      layout.paint = Paint(console.colour_out());
      layout.width = static_cast<std::size_t>(console.width);
      if (all) layout.machines = 0;
      console.out << status_text(snapshot->report(workspace), layout);
    } else {
      report_error(console, snapshot.error());
    }
    console.out << std::flush;
    if (!console.out || signals.wait(interval)) return ExitCode::done;
  }
}

}  // namespace

ExitCode watch_status(Workspace& workspace, StatusCollector& eye, Duration interval, bool all,
                      Console& console) {
  auto screen = console.out_is_terminal ? TerminalScreen::open() : nullptr;
  if (!screen) return watch_plainly(workspace, eye, interval, all, console);
  Watcher watcher(workspace, eye, *screen, interval, all, Paint(console.colour_out()));
  if (watcher.run()) return ExitCode::done;
  // A cloud that does not answer must not delay the exit: an observation only reads, so nothing is lost.
  screen.reset();
  std::_Exit(static_cast<int>(ExitCode::done));
}

ExitCode stream_status(Workspace& workspace, StatusCollector& eye, Duration interval, Console& console) {
  SignalPipe signals({SIGINT, SIGTERM, SIGHUP});
  while (true) {
    const auto snapshot = eye.look();
    if (snapshot) {
      console.out << status_json_line(snapshot->report(workspace));
    } else {
      report_error(console, snapshot.error());
      CodedDiagnostic problem{code_of(snapshot.error().kind), {}};
      problem.problem.summary = redacted(snapshot.error().what);
      console.out << diagnostics_json_line({problem});
    }
    console.out << std::flush;
    if (!console.out || signals.wait(interval)) return ExitCode::done;
  }
}

}  // namespace muster
