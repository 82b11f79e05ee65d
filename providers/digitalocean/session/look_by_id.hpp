#pragma once

#include <vector>

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// Reads single objects by their ids in parallel; answers are in the order of the calls. Only a 404 is
/// Absent: every other failure is an error, because the object may exist.
std::vector<Result<Reply>> look_by_id(Session& session, const std::vector<Operation>& looks);

}  // namespace muster::digitalocean
