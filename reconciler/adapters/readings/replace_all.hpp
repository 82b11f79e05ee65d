#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Puts `to` wherever `from`, which is not empty, stands in the text. What was put in is not looked at again.
inline void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace muster
