#pragma once

#include <termios.h>
#include <memory>
#include <string>

#include "reconciler/adapters/system/signal_pipe.hpp"

namespace muster {

/// A full-screen terminal: the alternate screen without a cursor, with single keys. The terminal is restored
/// at the end, by the destructor or after SIGINT, SIGTERM or SIGHUP.
class TerminalScreen {
 public:
  /// nullptr if standard input or output is no terminal.
  static std::unique_ptr<TerminalScreen> open();
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;
  ~TerminalScreen();

  struct Size {
    int columns = 80;
    int lines = 24;
  };
  Size size() const;

  /// Replaces the content of the screen by this text, in one write and without flicker. Lines beyond the
  /// screen are dropped.
  void draw(const std::string& page);

  enum class Event { nothing, end, resized, key };
  enum class Key { other, up, down, page_up, page_down, home };
  struct Seen {
    Event event = Event::nothing;
    Key key = Key::other;
    char letter = '\0';  ///< For a key that is a letter.
  };
  /// Waits at most `length` for a key, a change of size or a request to end.
  Seen wait(Duration length);

 private:
  TerminalScreen();
  Seen read_key();

  termios before_{};
  SignalPipe signals_;
};

}  // namespace muster
