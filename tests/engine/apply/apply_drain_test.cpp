#include <algorithm>
#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "reconciler/core/plan/order/order.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;
using Kinds = std::vector<std::string>;

namespace {

/// A pool whose agents can be moved.
struct DrainScene : Scene {
  DrainScene() { provider.capabilities_.moves_agents = true; }

  MachineId place_with_agents(int number, int agents) {
    const auto id = place_worker(number);
    provider.cloud.agents[id] = agents;
    return id;
  }
  std::vector<AgentsDrained> drained() const {
    std::vector<AgentsDrained> all;
    for (const auto& entry : store.entries()) {
      if (const auto* one = std::get_if<AgentsDrained>(&entry.body)) all.push_back(*one);
    }
    return all;
  }
  bool told(const std::string& line) const {
    return std::find(observer.lines.begin(), observer.lines.end(), line) != observer.lines.end();
  }
};

Change patient(Change change, Duration drain = 5min) {
  change.drain = drain;
  return change;
}
Change destroy_worker(int number, const MachineId& id) {
  return change_of(DestroyMachine{worker(number), id, SizeName("s-1vcpu-2gb"), Region("nyc3")});
}

}  // namespace

TEST_CASE("a resize leaves the balancer, moves the agents, and only then goes down") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 6);
  const auto other = scene.place_with_agents(2, 4);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {id, other});
  REQUIRE(scene.apply({patient(resize_worker(1, id))}).all_done());

  CHECK(scene.provider.effects() == Kinds{"leave_balancer", "drain_machine", "shut_down", "change_size",
                                          "power_on", "undrain_machine", "join_balancer"});
  CHECK(scene.provider.cloud.agents_cut_off == 0);
  CHECK(scene.provider.cloud.agents[other] == 10);
  REQUIRE(scene.drained().size() == 1);
  const auto drained = scene.drained()[0];
  CHECK(drained.machine == id);
  CHECK(drained.moved == 6);
  CHECK(drained.cut_off == 0);
  CHECK(drained.took >= 6s);
  CHECK(drained.took <= 8s);
  INFO(scene.observer.lines.back());
  CHECK(std::any_of(scene.observer.lines.begin(), scene.observer.lines.end(), [](const std::string& line) {
    return line.rfind("machine.worker/1: 6 agents moved away in ", 0) == 0;
  }));
}

TEST_CASE("after the deadline the change goes on and says who was cut off") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 9);
  scene.place_worker(2);
  scene.provider.cloud.delays.agent_move = 10s;
  REQUIRE(scene.apply({patient(destroy_worker(1, id), 31s)}).all_done());

  REQUIRE(scene.drained().size() == 1);
  CHECK(scene.drained()[0].moved == 3);
  CHECK(scene.drained()[0].cut_off == 6);
  CHECK(scene.provider.cloud.agents_cut_off == 6);
  CHECK(std::any_of(scene.observer.lines.begin(), scene.observer.lines.end(), [](const std::string& line) {
    return line.rfind("machine.worker/1: 6 agents cut off", 0) == 0;
  }));
}

TEST_CASE("where no other machine of the pool runs, nobody waits for agents that cannot go") {
  struct Row {
    const char* that;
    std::optional<MachineStatus> other;
  };
  for (const auto& row : {Row{"it is alone", std::nullopt}, Row{"the other one is off", MachineStatus::off},
                          Row{"the other one still starts", MachineStatus::starting}}) {
    DYNAMIC_SECTION(row.that) {
      DrainScene scene;
      const auto id = scene.place_with_agents(1, 5);
      if (row.other) scene.provider.cloud.alter(scene.place_worker(2)).status = *row.other;
      const auto begun = scene.clock.now();
      REQUIRE(scene.apply({patient(resize_worker(1, id))}).all_done());
      CHECK(scene.provider.count("drain_machine") == 0);
      CHECK(scene.clock.now() - begun < 60s);
    }
  }
}

TEST_CASE("a machine that this very apply made is company enough") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 5);
  const auto made = create_worker(2);
  REQUIRE(scene.apply({made, patient(resize_worker(1, id, {made.id}))}).all_done());
  CHECK(scene.provider.cloud.agents_cut_off == 0);
  CHECK(scene.drained().at(0).moved == 5);
}

TEST_CASE("a replacement takes the agents of the machine that goes") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 5);
  const auto replace =
      change_of(ReplaceMachine{worker(1), id, spec_of("s-1vcpu-2gb"), spec_of("s-2vcpu-4gb"), "the region"});
  REQUIRE(scene.apply({patient(replace)}).all_done());
  CHECK(scene.provider.cloud.agents_cut_off == 0);
  CHECK(scene.provider.cloud.agents[scene.now().machines.at(worker(1)).id] == 5);
}

TEST_CASE("agents that nobody can move any more are told of before the machine goes off, not after") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 5);
  scene.place_worker(2);
  scene.provider.fail_next("drain_machine", {Fault::Kind::refuse, {ErrorKind::io, "connection refused"}}, 99);
  const auto report = scene.apply({patient(resize_worker(1, id))});
  CHECK(ending(report, "machine.worker/1").find("connection refused") != std::string::npos);
  CHECK(scene.provider.count("shut_down") == 0);
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK_FALSE(scene.provider.cloud.drains(id));
}

TEST_CASE("a resize that fails lets the agents back on") {
  DrainScene scene;
  const auto id = scene.place_with_agents(1, 2);
  scene.place_worker(2);
  scene.provider.fail_next("change_size", {Fault::Kind::refuse, {ErrorKind::denied, "no"}});
  const auto report = scene.apply({patient(resize_worker(1, id))});
  CHECK(report.count_failed() == 1);
  CHECK(scene.machine(id).status == MachineStatus::running);
  CHECK(scene.provider.effects().back() == "undrain_machine");
}

TEST_CASE("a machine that the agents' runtime does not know has none to move") {
  DrainScene scene;
  const auto id = scene.place_worker(1);
  scene.place_worker(2);
  scene.provider.fail_next("drain_machine", {Fault::Kind::refuse, {ErrorKind::not_found, "404"}});
  scene.provider.fail_next("undrain_machine", {Fault::Kind::refuse, {ErrorKind::not_found, "404"}});
  REQUIRE(scene.apply({patient(resize_worker(1, id))}).all_done());
  CHECK(scene.drained().empty());
}

TEST_CASE("a pool of two behind a balancer is never both off, and the one that goes off is empty") {
  DrainScene scene;
  const auto first = scene.place_with_agents(1, 6);
  const auto second = scene.place_with_agents(2, 6);
  scene.provider.cloud.place_balancer(kFleet, balancer(), {first, second});
  Fleet fleet;
  fleet.name = kFleet;
  fleet.pools.resize(1);
  fleet.pools[0].name = PoolName("worker");
  std::vector<Change> changes = {patient(resize_worker(1, first)), patient(resize_worker(2, second))};
  order(fleet, changes);

  int samples = 0, most_off = 0, off_with_traffic = 0, least_agents = 1000;
  scene.clock.watch_every(100ms, [&](Instant now) {
    scene.provider.cloud.advance_to(now);
    int off = 0, agents = 0;
    for (const auto& [id, fake] : scene.provider.cloud.machines()) {
      const bool runs = fake.machine.status == MachineStatus::running;
      off += runs ? 0 : 1;
      if (runs) agents += scene.provider.cloud.agents[id];
      const auto& tags = fake.machine.tags;
      const bool member = std::count(tags.begin(), tags.end(), balancer_tag(kFleet, balancer())) > 0;
      off_with_traffic += !runs && member ? 1 : 0;
    }
    ++samples;
    most_off = std::max(most_off, off);
    least_agents = std::min(least_agents, agents);
  });
  REQUIRE(scene.apply(changes).all_done());
  CHECK(samples > 400);
  CHECK(most_off == 1);
  CHECK(off_with_traffic == 0);
  CHECK(least_agents == 12);
  CHECK(scene.provider.cloud.agents_cut_off == 0);
}

TEST_CASE("killed anywhere in a drained resize and applied again, agents are back on and none was cut off") {
  struct Killed {};
  int cases = 0;
  for (int calls = 0, killed = 1; killed == 1; ++calls) {
    INFO("killed before call " << calls);
    DrainScene scene;
    const auto id = scene.place_with_agents(1, 3);
    const auto other = scene.place_with_agents(2, 3);
    scene.provider.cloud.place_balancer(kFleet, balancer(), {id, other});
    const auto plan = plan_of({patient(resize_worker(1, id))});
    int made = 0;
    scene.provider.before_call = [&](const Operation&) {
      if (made++ == calls) throw Killed{};
    };
    killed = 0;
    try {
      static_cast<void>(scene.apply(plan));
    } catch (const Killed&) {
      killed = 1;
    }
    cases += killed;
    scene.provider.before_call = nullptr;
    static_cast<void>(scene.provider.wait(1s));
    const auto begun = scene.clock.now();
    REQUIRE(scene.apply(plan).all_done());
    CHECK(scene.clock.now() - begun < 2min);
    CHECK(scene.machine(id).status == MachineStatus::running);
    CHECK(scene.provider.cloud.agents_cut_off == 0);
    CHECK_FALSE(scene.provider.cloud.drains(id));
    CHECK(scene.now().balancers.at(balancer()).members.size() == 2);
  }
  CHECK(cases > 15);
}

TEST_CASE("an interruption while agents move: the first finishes the resize, the second stops before it") {
  for (const int times : {1, 2}) {
    DYNAMIC_SECTION(times << " times") {
      DrainScene scene;
      const auto id = scene.place_with_agents(1, 8);
      scene.place_worker(2);
      Interrupt interrupt;
      scene.options.interrupt = &interrupt;
      scene.provider.before_call = [&](const Operation& operation) {
        if (!std::holds_alternative<call::GetAgents>(operation)) return;
        while (interrupt.level() !=
               (times == 1 ? Interrupt::Level::finish_running : Interrupt::Level::stop_at_once))
          interrupt.raise();
      };
      const auto begun = scene.clock.now();
      const auto report = scene.apply({patient(resize_worker(1, id))});
      CHECK(report.interrupted);
      CHECK(scene.machine(id).status == MachineStatus::running);
      CHECK(scene.provider.cloud.agents_cut_off == 0);
      CHECK(report.all_done() == (times == 1));
      if (times == 1) continue;
      CHECK(scene.clock.now() - begun < 2s);
      CHECK(scene.provider.count("shut_down") == 0);
      CHECK(ending(report, "machine.worker/1") == "unknown: moving agents away when it was interrupted");
    }
  }
}
