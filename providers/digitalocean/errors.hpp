#pragma once

#include <string>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::digitalocean {

/// Whether the refused request may have had an effect.
enum class Asked { look, effect };

/// What a refusal means to the executor, whatever DigitalOcean calls it. `response` is any answer that is not
/// of the 200s. A server's own failure is unknown_outcome after an effect and io after a look.
Error error_of(const HttpResponse& response, Asked asked);

/// How long to stay away, as far as the answer tells: `retry-after`, or else the time from the answer's own
/// date to `ratelimit-reset`, so that a wrong clock on this machine does no harm.
std::optional<Duration> retry_after(const HttpResponse& response);

/// Whether a refusal says that there is nothing to do: powering off what is off, detaching what is detached.
bool is_already_so(const Operation& operation, const HttpResponse& response);

/// The answer's own explanation in one line, with the request's id where it has one.
std::string message_of(const HttpResponse& response);

}  // namespace muster::digitalocean
