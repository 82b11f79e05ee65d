#include <fmt/format.h>

#include "reconciler/core/alert/alerts_of.hpp"

namespace muster {
namespace {

/// So many are told by name; the rest as a number.
constexpr std::size_t kTold = 20;

void add_strays(const World& world, RoundAlerts& into) {
  std::size_t told = 0;
  for (const auto& stray : world.actual.strays) {
    if (told++ == kTold) break;
    into.firing.push_back(
        {.name = AlertName::stray,
         .subject = stray.id.value,
         .summary = fmt::format("stray machine {} (id {}, {}) bills {} a month and fills no slot", stray.name,
                                stray.id.value, stray.size.value,
                                format_money(world.prices.of_size(stray.size).monthly)),
         .since = stray.created_at});
  }
}

std::string told(const Drift& drift) {
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
    if (count++ == kTold) break;
    into.firing.push_back(
        {.name = AlertName::drift,
         .subject = drift.address,
         .summary = fmt::format("{} was changed outside muster: {}", drift.address, told(drift)),
         .since = at});
  }
  if (plan.drift.size() > kTold) {
    into.firing.push_back(
        {.name = AlertName::drift,
         .subject = "others",
         .summary = fmt::format("{} more objects were changed outside muster", plan.drift.size() - kTold),
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
