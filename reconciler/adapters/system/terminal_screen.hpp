#pragma once

#include <termios.h>
#include <memory>
#include <string>

#include "reconciler/adapters/system/signal_pipe.hpp"

namespace muster {

/// A whole terminal, for a picture that is drawn again and again: the alternate
/// screen, without a cursor, keys read one by one. However it ends, by
/// destruction or by SIGINT, SIGTERM or SIGHUP, the terminal is put back as it
/// was.
class TerminalScreen {
 public:
  /// nullptr when standard input or output is no terminal.
  static std::unique_ptr<TerminalScreen> open();
  TerminalScreen(const TerminalScreen&) = delete;
  TerminalScreen& operator=(const TerminalScreen&) = delete;
  ~TerminalScreen();

  struct Size {
    int columns = 80;
    int lines = 24;
  };
  Size size() const;

  /// Puts this text on the screen in place of what was there, in one write and
  /// without a flicker. Lines beyond the screen's are left out.
  void draw(const std::string& page);

  enum class Event { nothing, end, resized, key };
  enum class Key { other, up, down, page_up, page_down, home };
  struct Seen {
    Event event = Event::nothing;
    Key key = Key::other;
    char letter = '\0';  ///< Of a key that is a letter.
  };
  /// Waits so long for a key, a change of size or the wish to end.
  Seen wait(Duration length);

 private:
  TerminalScreen();
  Seen read_key();

  termios before_{};
  SignalPipe signals_;
};

}  // namespace muster
