#pragma once

#include <optional>
#include <string_view>

#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// Reads the request line and the headers of one HTTP/1 request, without the blank line at their end.
/// Nothing when they are malformed.
std::optional<Request> read_head(std::string_view text);

/// "%2F" and, in a query, "+" as what they stand for.
std::string percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace muster::sandbox
