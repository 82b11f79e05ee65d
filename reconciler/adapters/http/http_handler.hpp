#pragma once

#include <functional>
#include <optional>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Handles a request with method, path and query as `url`, headers and body. Several threads call it at once.
using HttpHandler = std::function<HttpResponse(const HttpRequest& request)>;
/// Handles a request without its body, before any of the body is read. Returns the answer if the body is not
/// needed: refusals, probes. The one thread of the connections calls it, so it must never wait.
using HttpAdmit = std::function<std::optional<HttpResponse>(const HttpRequest& head)>;

}  // namespace muster
