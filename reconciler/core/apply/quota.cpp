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
    return fmt::format("{} more {} wanted: ask the cloud for a limit higher by that", demand.wanted,
                       demand.what);
  if (demand.in_use + demand.wanted <= *demand.limit)
    return fmt::format(
        "{} of {} {} were seen in use and {} more are wanted: ask the cloud what limit it means",
        demand.in_use, *demand.limit, demand.what, demand.wanted);
  return fmt::format("{} of {} {} are in use and {} more wanted: ask the cloud for a limit of {} or more",
                     demand.in_use, *demand.limit, demand.what, demand.wanted, demand.in_use + demand.wanted);
}

}  // namespace muster
