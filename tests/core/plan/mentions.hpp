#pragma once

#include <algorithm>
#include <string>
#include <vector>

namespace muster::test {

/// Whether one of the texts holds these words.
inline bool mentions(const std::vector<std::string>& texts, const std::string& words) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(words) != std::string::npos; });
}

}  // namespace muster::test
