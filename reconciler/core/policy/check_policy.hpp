#pragma once

#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/fleet/price_list.hpp"
#include "reconciler/core/policy/policy.hpp"

namespace muster {

/// The largest volume that clouds sell, in GiB.
inline constexpr int kLargestVolumeGib = 16'384;

/// Everything that is wrong with a fleet and its policies by meaning: each value is well-formed by itself,
/// but together they cannot be meant. Every mistake at once, in the order of the files. What only a price
/// list can tell (sizes, regions, the cost of the minimum) is checked when one is given.
Diagnostics check_meaning(const Fleet& fleet, const std::vector<Policy>& policies, const PriceList* prices);

/// The part that concerns the fleet alone.
Diagnostics check_fleet(const Fleet& fleet, const PriceList* prices);
/// The part that concerns what the sources of readings can report, and how often.
Diagnostics check_readings(const Fleet& fleet, const std::vector<Policy>& policies);
/// The part that concerns one threshold policy by itself.
Diagnostics check_threshold(const Policy& policy, const Threshold& threshold);
/// The part that concerns one tiers policy and the pools it selects.
Diagnostics check_tiers(const Fleet& fleet, const Policy& policy, const Tiers& tiers,
                        const PriceList* prices);

/// The part that concerns one schedule policy and the pools it selects.
Diagnostics check_schedule(const Fleet& fleet, const Policy& policy, const Schedule& schedule,
                           const PriceList* prices);

/// The parts that concern one target, one forecast, one policy about unused things.
Diagnostics check_target(const Target& target);
Diagnostics check_forecast(const Forecast& forecast);
Diagnostics check_unused(const Unused& unused);

/// Pools that may become empty and that no policy can bring back: a warning each.
Diagnostics check_empty_pools(const Fleet& fleet, const std::vector<Policy>& policies);

/// What is wrong with the size of a volume; nullopt when nothing is.
std::optional<Diagnostic> volume_problem(int gib, const SourceMark& at, std::string path);
/// "did you mean X?", or "" when nothing is near.
std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known);

}  // namespace muster
