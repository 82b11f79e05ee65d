#pragma once

#include "reconciler/adapters/metrics/round_metrics.hpp"
#include "tests/support/rounds.hpp"

namespace muster::test {

/// A page with every metric that muster has.
inline std::string full_page() {
  Scene scene;
  scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
  scene.steady("worker/1", Metric::cpu, 91, 10min).steady("worker/1", Metric::memory, 25, 10min);
  scene.reading("worker/1", Metric::disk, 30).reading("worker/1", Metric::disk_used, 1e9);
  scene.reading("worker/1", Metric::agents, 3).reading("worker/1", Metric::response_time, 250);
  auto round = a_round(scene);
  PendingPlan pending;
  pending.plan = round.proposal->plan;
  pending.since = scene.now - 10min;
  round.pending = {pending};
  round.ended_applies = {an_ended_apply(round, Succeeded{}, scene.now + 3min),
                         an_ended_apply(round, Failed{{ErrorKind::quota, "no more"}}, scene.now)};
  RoundMetrics metrics;
  metrics.record(round);
  metrics.record(HeardCall{"observe", {}, 1200ms, 4990});
  metrics.firing({{{AlertName::stray, AlertSeverity::warning}, 1}});
  metrics.notified("chat", false);
  metrics.unreached("mail", "gone@example.com");
  return metrics.page();
}

}  // namespace muster::test
