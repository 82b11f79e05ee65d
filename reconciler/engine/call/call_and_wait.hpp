#pragma once

#include "reconciler/ports/provider.hpp"

namespace muster {

/// Makes one call and waits for its answer, at most `at_most`. Fails as the call does, and with
/// `unknown_outcome` if no answer arrived in time.
Result<Reply> perform(Provider& provider, const Operation& operation, Duration at_most);

}  // namespace muster
