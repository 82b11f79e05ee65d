#pragma once

#include <string_view>

namespace muster {

/// Removes spaces and tabs from the beginning of a text.
inline void skip_blanks(std::string_view& text) {
  const auto first = text.find_first_not_of(" \t");
  text.remove_prefix(first == std::string_view::npos ? text.size() : first);
}

/// Removes the next word of a line, with the spaces before it, and returns it; "" if there is none.
inline std::string_view take_word(std::string_view& text) {
  skip_blanks(text);
  const auto word = text.substr(0, text.find_first_of(" \t\n"));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace muster
