#pragma once

#include <iosfwd>
#include <string>

namespace muster {

struct PrintedErrors;

/// Input and output of a command, and their kinds: results are printed to `out`; progress, questions and logs
/// to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool in_is_terminal = false;
  bool colour_wanted = true;          ///< Neither --color never nor NO_COLOR is set.
  bool colour_forced = false;         ///< --color always: also into a pipe or a file.
  bool quiet = false;                 ///< -q: no notes and no progress; only results and errors.
  int width = 100;                    ///< Columns of the terminal of `err`.
  PrintedErrors* reported = nullptr;  ///< With --json: keeps the errors too; see printed_errors.hpp.

  bool colour_out() const { return colour_wanted && (out_is_terminal || colour_forced); }
  bool colour_err() const { return colour_wanted && (err_is_terminal || colour_forced); }
};

/// Returns the console of this process: cin, cout and cerr, as they are connected now.
Console process_console();

/// Prints a line to `err` that is not part of the result; nothing with -q.
void note(Console& console, const std::string& line);

/// Asks a question on a terminal. Returns one line without its line break; "" at the end of input.
std::string ask(Console& console, const std::string& question);

}  // namespace muster
