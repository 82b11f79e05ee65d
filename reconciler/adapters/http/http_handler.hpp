#pragma once

#include <functional>
#include <optional>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Gets method, path with query as `url`, headers and body. Called on several threads at once.
using HttpHandler = std::function<HttpResponse(const HttpRequest& request)>;
/// Gets a request without its body, before any of the body is read. Returns the answer when that is all it
/// takes: refusals, probes. Called on the one thread of the connections, so it never waits.
using HttpAdmit = std::function<std::optional<HttpResponse>(const HttpRequest& head)>;

}  // namespace muster
