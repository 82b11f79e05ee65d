#pragma once

#include <iosfwd>
#include <string>

namespace muster {

/// Where a command reads and writes, and what stands behind it: results go to `out`, progress, questions and
/// logs to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool in_is_terminal = false;
  bool colour_wanted = true;  ///< Neither --no-color nor NO_COLOR was said.
  bool quiet = false;         ///< -q: no notes and no progress; results and errors only.
  int width = 100;            ///< Columns of the terminal behind `err`.

  bool colour_out() const { return out_is_terminal && colour_wanted; }
  bool colour_err() const { return err_is_terminal && colour_wanted; }
};

/// The console of this process: cin, cout and cerr, as they are attached right now.
Console process_console();

/// A line to `err` that helps along but is not the result; nothing with -q.
void note(Console& console, const std::string& line);

/// The answer to a question on a terminal: one line without its break; "" at the end of input.
std::string ask(Console& console, const std::string& question);

}  // namespace muster
