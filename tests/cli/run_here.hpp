#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "reconciler/cli/program.hpp"

namespace muster::test {

/// How a run in this process ended, and what it printed.
struct RanHere {
  ExitCode code;
  std::string out, err;
};

/// Runs muster with these words, on a terminal of so many columns that nobody types on.
inline RanHere run_here(const std::vector<std::string>& words, int width = 100) {
  std::ostringstream out, err;
  std::istringstream in;
  Console console{.out = out, .err = err, .in = in};
  console.width = width;
  std::vector<const char*> argv = {"muster"};
  for (const auto& word : words) argv.push_back(word.c_str());
  const auto code = run_program(static_cast<int>(argv.size()), argv.data(), console);
  return {code, out.str(), err.str()};
}

}  // namespace muster::test
