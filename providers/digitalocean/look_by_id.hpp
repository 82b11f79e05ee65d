#pragma once

#include <vector>

#include "providers/digitalocean/session.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// Looks at single objects by their ids, side by side; answers in the order of the looks. Only a 404 is
/// Absent: every other failure is an error, because the object may be there.
std::vector<Result<Reply>> look_by_id(Session& session, const std::vector<Operation>& looks);

}  // namespace muster::digitalocean
