#pragma once

#include <optional>
#include <string>

#include "reconciler/cli/bill.hpp"
#include "reconciler/cli/views/paint.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/history/lease.hpp"
#include "reconciler/ports/processes.hpp"

namespace muster {

/// What there is of a fleet right now.
struct StatusReport {
  const Fleet& fleet;
  const ActualState& actual;
  const PriceList& prices;
  std::string cloud;             ///< "sandbox", "digitalocean at ...".
  std::optional<Lease> lease{};  ///< When somebody is changing the fleet.
  Liveness holder = Liveness::unknown;
};

/// Machines with size, region, status, age and price; volumes; load balancers; spend against budget.
std::string status_text(const StatusReport& report, const Paint& paint);
std::string status_markdown(const StatusReport& report);
/// As schemas/status.schema.json has it.
std::string status_json(const StatusReport& report);

}  // namespace muster
