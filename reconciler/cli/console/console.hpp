#pragma once

#include <iosfwd>
#include <string>

namespace muster {

struct ToldErrors;

/// Where a command reads and writes, and what stands behind it: results go to `out`, progress, questions and
/// logs to `err`.
struct Console {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool in_is_terminal = false;
  bool colour_wanted = true;   ///< Neither --color never nor NO_COLOR was said.
  bool colour_forced = false;  ///< --color always: also into a pipe or a file.
  bool quiet = false;          ///< -q: no notes and no progress; results and errors only.
  int width = 100;             ///< Columns of the terminal behind `err`.
  ToldErrors* told = nullptr;  ///< With --json: where errors are kept as well; see told_errors.hpp.

  bool colour_out() const { return colour_wanted && (out_is_terminal || colour_forced); }
  bool colour_err() const { return colour_wanted && (err_is_terminal || colour_forced); }
};

/// The console of this process: cin, cout and cerr, as they are attached right now.
Console process_console();

/// A line to `err` that helps along but is not the result; nothing with -q.
void note(Console& console, const std::string& line);

/// The answer to a question on a terminal: one line without its break; "" at the end of input.
std::string ask(Console& console, const std::string& question);

}  // namespace muster
