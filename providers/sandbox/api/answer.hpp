#pragma once

#include "providers/sandbox/cloud/cloud.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// What the cloud answers to one request at `now`, which must not be earlier than any moment before, when it
/// meets this trouble. Pure: all effects are in `cloud`. Every answer carries x-request-id and, under /v2,
/// the rate limit's headers.
Response answer(Cloud& cloud, const Request& request, Instant now, const Trouble& trouble = {});

/// Whether an answered request may have changed the cloud, so that its state is to be kept.
bool may_have_changed(const Request& request, const Response& response);

}  // namespace muster::sandbox
