#pragma once

#include <optional>
#include <string_view>

#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// Parses the request line and the headers of one HTTP/1 request, without the blank line at their end.
/// nullopt if they are malformed.
std::optional<Request> read_head(std::string_view text);

/// Decodes "%2F" and, in a query, "+".
std::string percent_decoded(std::string_view text, bool plus_is_space);

}  // namespace muster::sandbox
