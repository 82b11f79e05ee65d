#include "reconciler/core/alert/ownership_alerts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reconciler/core/fleet/bill/strays.hpp"

namespace muster {
namespace {

void add_strays(const World& world, RoundAlerts& into) {
  const auto strays = strays_of(world.actual, world.prices);
  auto oldest = Instant::max();
  for (std::size_t i = 0; i < strays.size(); ++i) {
    if (i < kListedObjects)
      into.firing.push_back({.name = AlertName::stray,
                             .subject = strays[i].id,
                             .summary = strays[i].message,
                             .since = strays[i].created_at});
    else
      oldest = std::min(oldest, strays[i].created_at);
  }
  const auto rest = rest_of(strays, kListedObjects);
  if (rest.empty()) return;
  into.firing.push_back({.name = AlertName::stray,
                         .subject = kOthers,
                         .summary = fmt::format("{}", fmt::join(rest, "; ")),
                         .since = oldest});
}

std::string reported(const Drift& drift) {
  std::string text;
  for (const auto& attribute : drift.attributes) {
    text += fmt::format("{}{} {} → {} ({})", text.empty() ? "" : ", ", attribute.name,
                        attribute.was.value_or("nothing"), attribute.is.value_or("gone"),
                        to_string(attribute.answer));
  }
  return text;
}

void add_drift(const Plan& plan, Instant at, RoundAlerts& into) {
  std::size_t count = 0;
  for (const auto& drift : plan.drift) {
    if (count++ == kListedObjects) break;
    into.firing.push_back(
        {.name = AlertName::drift,
         .subject = drift.address,
         .summary = fmt::format("{} was changed outside muster: {}", drift.address, reported(drift)),
         .since = at});
  }
  if (plan.drift.size() > kListedObjects) {
    into.firing.push_back({.name = AlertName::drift,
                           .subject = kOthers,
                           .summary = fmt::format("{} more objects were changed outside muster",
                                                  plan.drift.size() - kListedObjects),
                           .since = at});
  }
}

}  // namespace

void add_ownership_alerts(const Round& round, RoundAlerts& into) {
  const auto& world = *round.world;
  if (!world.actual.complete()) into.unsure.insert({AlertName::drift, AlertName::stray});
  add_strays(world, into);
  add_drift(round.proposal->plan, round.weighed_at, into);
}

}  // namespace muster
