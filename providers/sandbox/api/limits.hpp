#pragma once

#include <optional>

#include "providers/sandbox/model/cloud.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// Counts one request of this token at `now`. Returns the refusal (429) of a request over the limit, which
/// does not count.
std::optional<Response> count_request(Cloud& cloud, const Request& request, const std::string& token,
                                      Instant now);

/// Adds the present ratelimit-limit, -remaining and -reset of this token.
void add_limit_headers(const Cloud& cloud, const std::string& token, Instant now, Response& response);

}  // namespace muster::sandbox
