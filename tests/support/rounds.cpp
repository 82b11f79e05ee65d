#include "tests/support/rounds.hpp"

namespace muster::test {

Round a_round(const Scene& scene, std::int64_t number) {
  Round round;
  round.number = number;
  round.began = scene.now;
  round.ended = scene.now + 1s;
  for (const auto step : {RoundStep::lead, RoundStep::recover, RoundStep::follow, RoundStep::observe,
                          RoundStep::propose, RoundStep::judge, RoundStep::apply, RoundStep::record})
    round.steps.push_back({step, 100ms, {}});
  round.leads = true;
  round.led_by = "this one";
  round.fleet = scene.world.fleet.name;
  round.attempted = round.applied = {"0123456789abcdef0123456789abcdef01234567", digest_of("declared")};
  auto world = scene.world;
  if (world.actual.seen_at == Instant{}) world.actual.seen_at = scene.now;
  round.world = std::make_shared<const World>(world);
  round.proposal = std::make_shared<const Proposal>(propose(world, scene.now));
  round.weighed_at = scene.now;
  return round;
}

EndedApply an_ended_apply(const Round& round, const Outcome& outcome, Instant now) {
  EndedApply ended;
  ended.plan = round.proposal->plan;
  ended.report.plan = ended.plan.id;
  ended.began = now - 2min;
  for (const auto& change : ended.plan.changes)
    ended.report.changes.push_back({change.id, change.address, outcome, now - 2min, now - 30s});
  return ended;
}

Scene at_ease(double cpu) {
  Scene scene;
  scene.machines(2, "s-2vcpu-2gb").balancer("worker/lb-1");
  for (const auto* machine : {"worker/1", "worker/2"}) {
    scene.steady(machine, Metric::cpu, cpu, 30min);
    scene.steady(machine, Metric::memory, 40, 30min);
    scene.steady(machine, Metric::disk, 30, 30min);
    scene.steady(machine, Metric::agents, 2, 30min);
    scene.steady(machine, Metric::response_time, 100, 30min);
  }
  return scene;
}

}  // namespace muster::test
