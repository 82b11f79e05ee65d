#pragma once

#include "providers/sandbox/model/cloud.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// Returns the answer of the cloud to one request at `now`, with this injected fault. `now` must not be
/// earlier than any moment before. Pure: all effects are in `cloud`. Every answer has x-request-id and, under
/// /v2, the headers of the rate limit.
Response handle_request(Cloud& cloud, const Request& request, Instant now,
                        const InjectedFault& injected = {});

/// Whether an answered request may have changed the cloud, so that its state must be stored.
bool may_have_changed(const Request& request, const Response& response);

}  // namespace muster::sandbox
