#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace muster {

/// Where the first byte stands that is not part of well-formed UTF-8 (overlong forms and surrogates are
/// not); nothing when all of it is.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace muster
