#pragma once

#include <string_view>

namespace muster {

/// Takes blanks and tabs off the beginning of a text.
inline void skip_blanks(std::string_view& text) {
  const auto first = text.find_first_not_of(" \t");
  text.remove_prefix(first == std::string_view::npos ? text.size() : first);
}

/// Takes the next word of a line off its beginning, with the blanks before it; "" when there is none.
inline std::string_view take_word(std::string_view& text) {
  skip_blanks(text);
  const auto word = text.substr(0, text.find_first_of(" \t\n"));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace muster
