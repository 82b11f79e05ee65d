#include "reconciler/core/doctor/check_arrival.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;
using namespace std::chrono_literals;

namespace {

/// Two machines, and a policy that looks at cpu alone.
Scene two_machines() {
  Scene scene;
  scene.machines(2).only({a_policy("load", {cpu_rule()})});
  return scene;
}

DoctorFinding found(const Scene& scene) {
  const auto findings = check_arrival(scene.world, scene.now);
  REQUIRE(findings.size() == 1);
  return findings.front();
}

}  // namespace

TEST_CASE("doctor sees whether the readings of the policies arrive") {
  auto scene = two_machines();

  SECTION("all arrive") {
    scene.steady("worker/1", Metric::cpu, 40, 10min).steady("worker/2", Metric::cpu, 40, 10min);
    CHECK(found(scene).state == FindingState::good);
  }
  SECTION("one machine is silent") {
    scene.steady("worker/1", Metric::cpu, 40, 10min);
    CHECK(found(scene).state == FindingState::warning);
    CHECK(found(scene).message == "no cpu arrives from 1 machine in pool worker: worker/2");
  }
  SECTION("all machines are silent") {
    CHECK(found(scene).state == FindingState::problem);
    CHECK(found(scene).message == "no cpu arrives from any machine in pool worker: worker/1, worker/2");
    CHECK_FALSE(found(scene).cure.empty());
  }
  SECTION("readings stopped") {
    scene.steady("worker/1", Metric::cpu, 40, 10min).steady("worker/2", Metric::cpu, 40, 10min, 2min);
    CHECK(found(scene).message == "no cpu arrives from 1 machine in pool worker: worker/2");
  }
  SECTION("failed readings are no readings") {
    scene.steady("worker/1", Metric::cpu, 40, 10min).failed("worker/2", Metric::cpu);
    CHECK(found(scene).message == "no cpu arrives from 1 machine in pool worker: worker/2");
  }
  SECTION("readings of a metric that no policy looks at are not missed") {
    scene.steady("worker/1", Metric::cpu, 40, 10min).steady("worker/2", Metric::cpu, 40, 10min);
    CHECK(found(scene).state == FindingState::good);
  }
  SECTION("a machine that is off sends nothing") {
    scene.steady("worker/1", Metric::cpu, 40, 10min);
    scene.world.actual.machines.at(*parse_slot("worker/2")).status = MachineStatus::off;
    CHECK(found(scene).state == FindingState::good);
  }
}

TEST_CASE("doctor names at most three silent machines") {
  Scene scene;
  scene.machines(5).only({a_policy("load", {cpu_rule()})}).steady("worker/5", Metric::cpu, 40, 10min);
  CHECK(found(scene).message ==
        "no cpu arrives from 4 machines in pool worker: worker/1, worker/2, worker/3 and 1 more");
}

TEST_CASE("doctor tells when readings arrive at a slower step than declared") {
  auto scene = two_machines();
  for (const char* machine : {"worker/1", "worker/2"}) {
    for (auto ago = 0min; ago < 20min; ago += 1min) scene.reading(machine, Metric::cpu, 40, ago);
  }
  CHECK(found(scene).state == FindingState::warning);
  CHECK(found(scene).message == "cpu of pool worker arrives every 1m, declared is 30s");
  CHECK(found(scene).cure == "sample_every: 1m at the source");
}

TEST_CASE("without machines, doctor expects no reading") {
  Scene scene;
  CHECK(found(scene).state == FindingState::skipped);
}
