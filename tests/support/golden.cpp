#include "tests/support/golden.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace muster::test {

std::optional<std::string> golden_difference(const std::string& text, const std::string& file) {
  const auto path = std::string(MUSTER_SOURCE_DIR) + "/tests/golden/" + file;
  const char* mode = std::getenv("MUSTER_GOLDEN");
  if (mode != nullptr && std::string(mode) == "write") {
    std::ofstream(path, std::ios::binary) << text;
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return path + " does not exist; MUSTER_GOLDEN=write makes it";
  std::ostringstream expected;
  expected << in.rdbuf();
  if (expected.str() == text) return std::nullopt;
  std::istringstream want(expected.str());
  std::istringstream have(text);
  for (int line = 1;; ++line) {
    std::string wanted;
    std::string got;
    const bool more_wanted = static_cast<bool>(std::getline(want, wanted));
    const bool more_got = static_cast<bool>(std::getline(have, got));
    if (more_wanted && more_got && wanted == got) continue;
    if (!more_wanted && !more_got) return file + ": differs in the last line break";
    return fmt::format("{}:{}:\n  expected: {}\n  got:      {}", file, line, more_wanted ? wanted : "(end)",
                       more_got ? got : "(end)");
  }
}

}  // namespace muster::test
