#include "reconciler/core/apply/quota.hpp"

#include <fmt/format.h>

namespace muster {

QuotaDemand demand_of(const Effect& effect, const AccountLimits& limits) {
  if (std::holds_alternative<CreateVolume>(effect)) return {"volumes", limits.volumes, limits.volumes_in_use};
  if (std::holds_alternative<CreateBalancer>(effect)) return {"load balancers", std::nullopt, 0};
  if (std::holds_alternative<CreateFirewall>(effect)) return {"firewalls", std::nullopt, 0};
  if (std::holds_alternative<CreateNetwork>(effect)) return {"networks", std::nullopt, 0};
  return {"machines", limits.machines, limits.machines_in_use};
}

std::string what_to_ask_for(const QuotaDemand& demand) {
  if (!demand.limit)
    return fmt::format("{} more {} needed: request a limit from the cloud that is higher by this number",
                       demand.wanted, demand.what);
  if (demand.in_use + demand.wanted <= *demand.limit)
    return fmt::format(
        "muster saw {} of {} {} in use and needs {} more: the cloud's support can name the limit that it "
        "applied",
        demand.in_use, *demand.limit, demand.what, demand.wanted);
  return fmt::format(
      "{} of {} {} are in use and {} more needed: request a limit of {} or more from the cloud",
      demand.in_use, *demand.limit, demand.what, demand.wanted, demand.in_use + demand.wanted);
}

}  // namespace muster
