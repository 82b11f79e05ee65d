#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace muster {

/// Returns the length in bytes of the well-formed character that starts at `at`; 0 if there is none (Unicode
/// 15, table 3-7).
std::size_t utf8_length_at(std::string_view text, std::size_t at);

/// Returns the number of a well-formed character, as utf8_length_at found it.
char32_t code_point(std::string_view character);

/// Returns the position of the first byte that is not part of well-formed UTF-8 (overlong forms and
/// surrogates are not); nullopt if the whole text is valid.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace muster
