#pragma once

#include <string>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::digitalocean {

/// Whether the rejected request may have had an effect.
enum class Asked { look, effect };

/// Returns the Error of an answer outside of the 200s. An error of the server itself is unknown_outcome after
/// a request with an effect, and io after a read.
Error error_of(const HttpResponse& response, Asked asked);

/// Returns the time to wait, if the answer contains it: `retry-after`, or else the time from the answer's own
/// date to `ratelimit-reset`, so that a wrong clock on this machine does no harm.
std::optional<Duration> retry_after(const HttpResponse& response);

/// Whether a rejection means that there is nothing to do: power off of a machine that is off, detach of a
/// detached volume.
bool is_already_done(const Operation& operation, const HttpResponse& response);

/// Returns the answer's own message in one line, with the id of the request if there is one.
std::string message_of(const HttpResponse& response);

}  // namespace muster::digitalocean
