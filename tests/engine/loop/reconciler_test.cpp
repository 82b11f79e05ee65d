#include <catch2/catch.hpp>

#include "tests/engine/loop/loop_scene.hpp"
#include "tests/support/bands.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("an empty fleet grows to its minimum by itself, and then rests") {
  LoopScene scene;
  scene.pool().min = 2;
  scene.run(3min);
  CHECK(scene.machines("worker") == 2);
  CHECK(scene.last().proposal->plan.changes.empty());
  CHECK(scene.last().running.empty());
  CHECK(scene.last().leads);
  CHECK(scene.env.left_noted == 1);
}

TEST_CASE(
    "a plan that needs a person waits under one id, whatever the readings do, until somebody says yes") {
  LoopScene scene;
  scene.env.declared.fleet.approval.auto_below_month = Money::dollars(10);
  scene.run(1min);
  REQUIRE(scene.env.pending.size() == 1);
  const auto id = scene.env.pending[0].plan.id;
  CHECK(scene.machines("worker") == 0);

  scene.env.steady("fleet", Metric::agents, 3);
  scene.run(2min);
  REQUIRE(scene.env.pending.size() == 1);
  CHECK(scene.last().proposal->plan.id != id);
  CHECK(scene.env.pending[0].plan.id == id);

  scene.env.approved.insert(id);
  scene.run(2min);
  CHECK(scene.machines("worker") == 1);
  CHECK(scene.env.pending.empty());
  const auto& entries = scene.store.entries();
  const auto begun = std::find_if(entries.begin(), entries.end(), [&](const JournalEntry& entry) {
    const auto* started = std::get_if<ApplyStarted>(&entry.body);
    return started && started->plan == id;
  });
  REQUIRE(begun != entries.end());
  CHECK(std::get<ApplyStarted>(begun->body).approved_by == "ada");
}

TEST_CASE("a pending plan is withdrawn once something else is asked for") {
  LoopScene scene;
  scene.env.declared.fleet.approval.auto_below_month = Money::dollars(10);
  scene.run(1min);
  REQUIRE(scene.env.pending.size() == 1);
  const auto id = scene.env.pending[0].plan.id;
  scene.pool().min = 2;
  scene.revision("c2");
  scene.run(31s);
  REQUIRE(scene.env.pending.size() == 1);
  CHECK(scene.env.pending[0].plan.id != id);
  std::vector<PlanId> withdrawn;
  for (const auto& round : scene.env.rounds)
    for (const auto& one : round.withdrawn) withdrawn.push_back(one.plan);
  CHECK(withdrawn == std::vector<PlanId>{id});

  // An approval of the old one is worth nothing.
  scene.env.approved.insert(id);
  scene.run(2min);
  CHECK(scene.machines("worker") == 0);
}

TEST_CASE("a plan that somebody rejected is not asked about again") {
  LoopScene scene;
  scene.env.declared.fleet.approval.auto_below_month = Money::dollars(10);
  scene.run(1min);
  const auto id = scene.env.pending.at(0).plan.id;
  scene.env.rejected.insert(id);
  scene.run(5min);
  REQUIRE(scene.env.pending.size() == 1);
  CHECK(scene.env.pending[0].plan.id == id);
  CHECK(scene.env.pending[0].rejected == "rejected by ada: too dear");
  CHECK(scene.machines("worker") == 0);
}

TEST_CASE("what needs a person in one pool keeps no other pool waiting") {
  LoopScene scene;
  scene.pool("worker").min = 8;
  scene.pool("batch").min = 1;
  scene.run(3min);
  CHECK(scene.machines("batch") == 1);
  CHECK(scene.machines("worker") == 0);
  REQUIRE(scene.env.pending.size() == 1);
  for (const auto& change : scene.env.pending[0].plan.changes)
    CHECK(change.address.find("worker") != std::string::npos);
}

TEST_CASE("parts that are small each are not small together") {
  LoopScene scene;
  for (const char* pool : {"a", "b", "c", "d", "e"}) scene.pool(pool).min = 1;
  scene.pool("worker").min = 0;
  scene.pool("worker").max = 0;
  // Five machines of $12 are $60 a month; each alone is below $50.
  scene.run(3min);
  int made = 0;
  for (const char* pool : {"a", "b", "c", "d", "e"}) made += scene.machines(pool);
  CHECK(made == 4);
  CHECK(scene.env.pending.size() == 1);
}

TEST_CASE("a machine that never comes up keeps no other pool waiting, and rounds go on") {
  LoopScene scene;
  scene.pool("worker").ready_within = 30min;
  scene.provider.cloud.never_ready = 1;
  scene.run(1min);
  REQUIRE(scene.loop->busy());
  const auto rounds = scene.env.rounds.size();
  scene.pool("batch").min = 1;
  scene.revision("c2");
  scene.run(5min);
  CHECK(scene.machines("batch") == 1);
  CHECK(scene.env.rounds.size() > rounds + 8);
  CHECK(scene.last().running.size() == 1);
}

TEST_CASE("a pool whose machine hangs still gets new ones") {
  LoopScene scene;
  scene.pool("worker").ready_within = 60min;
  scene.provider.cloud.never_ready = 1;
  scene.run(1min);
  scene.pool("worker").min = 3;
  scene.env.declared.fleet.content = digest_of("revision 1");
  scene.run(3min);
  CHECK(scene.machines("worker") == 2);
}

TEST_CASE("a second loop looks and changes nothing while the first leads") {
  LoopScene scene;
  FakeProcesses other(2);
  LeaseWatch watch;
  const auto held =
      take_the_lead(scene.store, scene.clock, other, {FleetName("fpai"), "muster apply", 1h}, watch);
  REQUIRE(held->leadership);
  scene.run(2min);
  CHECK_FALSE(scene.last().leads);
  CHECK(scene.env.leader == nullptr);
  CHECK(scene.last().led_by == "muster apply, pid 2 on host");
  CHECK(scene.last().proposal->plan.changes.size() > 0);
  CHECK(scene.provider.effects().empty());

  held->leadership->give_back();
  scene.run(2min);
  CHECK(scene.env.leader != nullptr);
  CHECK(scene.machines("worker") == 1);
}

TEST_CASE("a suspended fleet is looked at and not touched") {
  LoopScene scene;
  scene.env.declared.fleet.suspend = true;
  scene.run(2min);
  CHECK(scene.last().suspended);
  CHECK(scene.provider.effects().empty());
  scene.env.declared.fleet.suspend = false;
  scene.revision("c2");
  scene.run(2min);
  CHECK(scene.machines("worker") == 1);
}

TEST_CASE("nothing is begun in a window that denies, whatever another allows") {
  LoopScene scene;
  auto& windows = scene.env.declared.fleet.maintenance;
  windows.allow = {{0, 6, 0h, 24h - 1ms}};
  windows.deny = {{0, 6, 0h, 24h - 1ms}};
  scene.run(2min);
  CHECK_FALSE(scene.last().held_because.empty());
  CHECK(scene.provider.effects().empty());
}

TEST_CASE("a revision with mistakes is told, and the last good one stays in force") {
  LoopScene scene;
  scene.run(2min);
  scene.revision("c2");
  scene.pool().min = 0;
  scene.env.invalid = Error{ErrorKind::invalid, "fleet.yaml:3:1: unknown field"};
  scene.provider.cloud.lose(scene.provider.cloud.machines().begin()->first, scene.clock.now());
  scene.run(2min);
  CHECK(scene.last().attempted.commit == "c2");
  CHECK(scene.last().applied.commit == "c1");
  CHECK(scene.last().invalid->what == "fleet.yaml:3:1: unknown field");
  CHECK(scene.machines("worker") == 1);
}

TEST_CASE("a newer revision ends an apply that is under way once what it began is finished") {
  LoopScene scene;
  scene.provider.cloud.delays.boot = 1min;
  scene.pool().min = 2;
  scene.run(20s);
  REQUIRE(scene.loop->busy());
  scene.pool().max = 4;
  scene.revision("c2");
  scene.run(5min);
  bool interrupted = false;
  for (const auto& round : scene.env.rounds)
    for (const auto& ended : round.ended_applies) interrupted = interrupted || ended.report.interrupted;
  CHECK(interrupted);
  CHECK(scene.machines("worker") == 2);
  CHECK(scene.last().proposal->plan.changes.empty());
}

TEST_CASE("an apply that does not move gives way to a newer revision for good") {
  LoopScene scene;
  scene.pool("worker").ready_within = 10h;
  scene.provider.cloud.never_ready = 1;
  scene.run(1min);
  scene.revision("c2");
  scene.run(10min);
  bool ended = false;
  for (const auto& round : scene.env.rounds) ended = ended || !round.ended_applies.empty();
  CHECK(ended);
  // What it left is taken up again, so that nothing is forgotten.
  REQUIRE(scene.last().running.size() == 1);
  CHECK(scene.last().running[0].recovery);
}

TEST_CASE("what fails is tried again ever more rarely, and told") {
  LoopScene scene;
  scene.provider.fail_next("create_machine", {Fault::Kind::refuse, {ErrorKind::unsupported, "not here"}},
                           1000);
  scene.run(60min);
  CHECK(scene.provider.count("create_machine") <= 8);
  CHECK(scene.provider.count("create_machine") >= 5);
  REQUIRE(scene.last().paused.size() == 1);
  CHECK(scene.last().paused[0].failures >= 5);
}

TEST_CASE("while not everything can be seen nothing is begun, and what waits goes on waiting") {
  LoopScene scene;
  scene.env.declared.fleet.approval.auto_below_month = Money::dollars(10);
  scene.run(1min);
  REQUIRE(scene.env.pending.size() == 1);
  scene.env.gap = "the list of machines is cut off";
  scene.env.approved.insert(scene.env.pending[0].plan.id);
  scene.run(2min);
  CHECK(scene.provider.count("create_machine") == 0);
  CHECK(scene.env.pending.size() == 1);
  scene.env.gap.clear();
  scene.run(2min);
  CHECK(scene.machines("worker") == 1);
}

TEST_CASE("a look that fails is told, and the next one goes on") {
  LoopScene scene;
  scene.env.blind = Error{ErrorKind::timeout, "no answer"};
  scene.run(1min);
  CHECK(error_of(scene.last(), RoundStep::observe)->what == "no answer");
  CHECK(scene.last().world == nullptr);
  scene.env.blind.reset();
  scene.run(2min);
  CHECK(scene.machines("worker") == 1);
}

TEST_CASE("a loop that is stopped finishes what it began, begins nothing, and gives the lease back") {
  LoopScene scene;
  scene.provider.cloud.delays.boot = 1min;
  scene.run(5s);
  REQUIRE(scene.loop->busy());
  scene.loop->stop();
  CHECK_FALSE(scene.loop->finished());
  scene.run(5min);
  CHECK(scene.loop->finished());
  CHECK(scene.machines("worker") == 1);
  scene.loop.reset();
  CHECK(scene.env.leader == nullptr);
  CHECK_FALSE(scene.store.lease_of(FleetName("fpai"))->has_value());
}

TEST_CASE("rounds come at their interval, five percent more or less, and at once when woken") {
  LoopScene scene;
  scene.terms.jitter_percent = 5;
  scene.start();
  scene.run(60min);
  const auto& rounds = scene.env.rounds;
  REQUIRE(rounds.size() > 100);
  std::set<Duration> waits;
  for (std::size_t i = 5; i < rounds.size(); ++i) {
    const auto wait = rounds[i].began - rounds[i - 1].began;
    CHECK(wait >= 28500ms);
    CHECK(wait <= 31700ms);
    waits.insert(wait);
  }
  CHECK(waits.size() > 20);
  const auto before = rounds.size();
  scene.loop->wake();
  scene.run(300ms);
  CHECK(scene.env.rounds.size() == before + 1);
}

TEST_CASE(
    "the journal is kept as long as it is told to be, and never shorter than what decisions look back") {
  LoopScene scene;
  scene.terms.interval = 1h;
  scene.terms.keep = 1h;
  scene.start();
  scene.run(2h);
  const auto first = scene.store.entries().size();
  REQUIRE(first > 3);
  scene.run(24h * 7);
  CHECK(scene.store.entries().size() == first);
  scene.run(24h * 2);
  CHECK(scene.store.entries().size() == 1);
}

TEST_CASE("what a resize under way brings is not asked for a second time, until it stands still") {
  LoopScene scene;
  auto& pool = scene.pool();
  pool.min = 1;
  pool.max = 2;  // No machine more may come, so that one is resized.
  pool.balancer.reset();
  scene.env.declared.policies = {test::band()};
  scene.provider.capabilities_.moves_agents = true;
  auto& cloud = scene.provider.cloud;
  const auto& fleet = scene.env.declared.fleet.name;
  for (int number = 1; number <= 2; ++number)
    cloud.place(fleet, Slot{PoolName("worker"), number}, SizeName("s-1vcpu-2gb"), Region("nyc3"));
  for (const char* machine : {"worker/1", "worker/2"}) scene.env.steady(machine, Metric::cpu, 90);
  // It takes longer than the loop counts on what does not move.
  cloud.delays.resize = 20min;
  scene.run(1min);
  REQUIRE(scene.last().running.size() == 1);
  const auto& in_flight = scene.last().world->in_flight;
  REQUIRE(in_flight.size() == 1);
  const auto off = in_flight.begin()->first;
  pool.max = 12;
  // It is off: nobody hears of it, and the other one has its work.
  std::erase_if(scene.env.readings, [&](const Reading& reading) { return reading.subject == Subject(off); });
  for (auto& reading : scene.env.readings) reading.value = Measure::whole(100);
  CHECK(scene.provider.count("create_machine") == 0);
  scene.run(3min);
  CHECK(scene.provider.count("create_machine") == 0);
  scene.run(6min);
  CHECK(scene.provider.count("create_machine") > 0);
}

TEST_CASE("a machine that an apply makes is in flight until it is ready, however long that takes") {
  LoopScene scene;
  auto& pool = scene.pool();
  pool.balancer.reset();
  pool.min = 2;
  scene.env.declared.policies.clear();
  scene.provider.cloud.delays.boot = 8min;
  scene.run(1min);
  REQUIRE(scene.last().running.size() == 1);
  const InFlightChanges booting = {{Slot{PoolName("worker"), 1}, {pool.ladder.front(), false}},
                                   {Slot{PoolName("worker"), 2}, {pool.ladder.front(), false}}};
  CHECK(scene.last().world->in_flight == booting);
  scene.run(6min);
  CHECK(scene.last().world->in_flight == booting);
  scene.run(3min);
  CHECK(scene.last().world->in_flight.empty());
  CHECK(scene.provider.count("create_machine") == 2);
}

TEST_CASE("what a killed loop was resizing counts in the next one's first round") {
  LoopScene scene;
  scene.pool().balancer.reset();
  auto& cloud = scene.provider.cloud;
  cloud.place(scene.env.declared.fleet.name, Slot{PoolName("worker"), 1}, SizeName("s-1vcpu-2gb"),
              Region("nyc3"));
  scene.env.declared.policies = {test::band()};
  scene.env.steady("worker/1", Metric::cpu, 90);
  cloud.delays.resize = 4min;
  scene.run(1min);
  REQUIRE(scene.last().world->in_flight.size() == 1);
  // Killed: nothing is given back, nothing is ended. It is never destroyed, which would do both.
  static Reconciler* killed = nullptr;
  killed = scene.loop.release();
  REQUIRE(killed != nullptr);
  scene.processes.gone.insert(1);
  FakeProcesses next(2);
  next.gone.insert(1);
  scene.loop = std::make_unique<Reconciler>(ReconcilerDeps{.env = scene.env.ports(),
                                                           .provider = scene.provider,
                                                           .store = scene.store,
                                                           .clock = scene.clock,
                                                           .processes = next},
                                            scene.terms);
  const auto before = scene.env.rounds.size();
  scene.run(30s);
  REQUIRE(scene.env.rounds.size() > before);
  CHECK(scene.env.rounds[before].leads);
  CHECK(scene.env.rounds[before].world->in_flight.size() == 1);
  CHECK(scene.provider.count("create_machine") == 0);
  scene.run(5min);
  CHECK(scene.last().world->in_flight.empty());
  scene.loop.reset();
}
