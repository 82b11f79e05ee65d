#include "reconciler/core/alert/alerts_of.hpp"

#include <algorithm>

#include "reconciler/core/alert/loop_alerts.hpp"
#include "reconciler/core/alert/money_alerts.hpp"
#include "reconciler/core/alert/ownership_alerts.hpp"
#include "reconciler/core/alert/plan_alerts.hpp"
#include "reconciler/core/alert/pool_alerts.hpp"
#include "reconciler/core/alert/reading_alerts.hpp"
#include "reconciler/core/alert/threshold_alerts.hpp"

namespace muster {

RoundAlerts alerts_of(const Round& round, const AlertMemory& memory, Instant now) {
  RoundAlerts all;
  if (!round.leads) {
    for (int i = 0; i < kAlertNames; ++i) all.unsure.insert(static_cast<AlertName>(i));
    return all;
  }
  if (round.world) {
    add_threshold_alerts(*round.world, round.weighed_at, all);
    add_reading_alerts(round, now, all);
  } else {
    all.unsure.insert({AlertName::threshold_crossed, AlertName::readings_lost, AlertName::sources_failed,
                       AlertName::rule_blind});
  }
  if (round.world && round.proposal) {
    add_pool_alerts(*round.world, *round.proposal, now, all);
    add_ownership_alerts(round, all);
  } else {
    all.unsure.insert({AlertName::growth_held, AlertName::flapping, AlertName::create_burst, AlertName::drift,
                       AlertName::stray});
  }
  add_money_alerts(round, memory, now, all);
  add_loop_alerts(round, memory, now, all);
  add_plan_alerts(round, memory, now, all);

  std::sort(all.firing.begin(), all.firing.end(),
            [](const Alert& a, const Alert& b) { return key_of(a) < key_of(b); });
  const auto same = [](const Alert& a, const Alert& b) { return key_of(a) == key_of(b); };
  all.firing.erase(std::unique(all.firing.begin(), all.firing.end(), same), all.firing.end());
  return all;
}

}  // namespace muster
