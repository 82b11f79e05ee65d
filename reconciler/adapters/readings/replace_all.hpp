#pragma once

#include <string>
#include <string_view>

namespace muster {

/// Replaces every `from`, which is not empty, in the text by `to`. Inserted text is not searched again.
inline void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace muster
