#pragma once

#include <regex>
#include <string>

namespace muster::test {

/// The text without the codes that colour it on a terminal.
inline std::string without_colours(const std::string& text) {
  return std::regex_replace(text, std::regex("\x1b\\[[0-9]*m"), "");
}

}  // namespace muster::test
