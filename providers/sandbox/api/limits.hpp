#pragma once

#include <optional>

#include "providers/sandbox/cloud/cloud.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// Counts one request of this token at `now`; the refusal (429) when it was one too many. A request over the
/// limit does not count.
std::optional<Response> count_request(Cloud& cloud, const Request& request, const std::string& token,
                                      Instant now);

/// Adds ratelimit-limit, -remaining and -reset as they stand for this token.
void add_limit_headers(const Cloud& cloud, const std::string& token, Instant now, Response& response);

}  // namespace muster::sandbox
