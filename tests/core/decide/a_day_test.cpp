// Days as timelines: what is read, what is decided, carried out, and decided next.
#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// Decides, carries out, and checks that the same readings ask for nothing more.
std::string move(Scene& scene) {
  const auto decision = scene.first();
  execute_plan(scene, decision);
  CHECK(in_short(scene.first()) == "nothing");
  return in_short(decision);
}

void later(Scene& scene, Duration by) {
  scene.now += by;
  scene.world.actual.seen_at = scene.now;
}

}  // namespace

TEST_CASE("the story of the mission: a fleet that grows with its agents") {
  Scene scene;
  scene.machines(1).volume("worker/1/data-1", 50);

  scene.steady("worker", Metric::agents, 4, 6min).steady("worker/1", Metric::cpu, 85, 6min);
  CHECK(move(scene) == "worker/1 -> s-2vcpu-2gb");

  later(scene, 24h);
  scene.steady("worker", Metric::agents, 12, 6min).steady("worker/1", Metric::cpu, 45, 6min);
  CHECK(move(scene) ==
        "worker/1 -> s-2vcpu-4gb, + worker/2 s-2vcpu-4gb, worker/1/data-1 -> 100, + worker/lb-1");

  later(scene, 24h);
  scene.steady("worker", Metric::agents, 12, 6min).reading("worker/1", Metric::disk, 93);
  CHECK(move(scene) == "+ worker/1/data-2 50");

  later(scene, 24h);
  scene.steady("worker", Metric::agents, 12, 6min);
  scene.reading("worker/1", Metric::disk, 60).reading("worker/2", Metric::disk, 10);
  CHECK(in_short(scene.first()) == "nothing");
}

TEST_CASE("a large pool grows one machine after the other") {
  Scene scene;
  scene.machines(4, "s-2vcpu-4gb").balancer("worker/lb-1").only({the_tiers()});
  for (const char* v : {"worker/1/data-1", "worker/2/data-1", "worker/3/data-1", "worker/4/data-1"}) {
    scene.volume(v, 200);
  }
  std::vector<std::string> steps;
  for (int step = 0; step < 12; ++step) {
    scene.steady("worker", Metric::agents, 60, 1min);
    const auto decision = scene.first();
    if (decision.direction == Direction::hold) break;
    steps.push_back(in_short(decision));
    execute_plan(scene, decision);
    later(scene, 10min);
  }
  CHECK(steps == std::vector<std::string>{
                     "worker/1 -> s-4vcpu-8gb, + worker/5 s-4vcpu-8gb, + worker/6 s-4vcpu-8gb, "
                     "+ worker/7 s-4vcpu-8gb, + worker/8 s-4vcpu-8gb, + worker/lb-2",
                     "worker/2 -> s-4vcpu-8gb", "worker/3 -> s-4vcpu-8gb", "worker/4 -> s-4vcpu-8gb"});
}

TEST_CASE("a day with a quiet night: up at once, down slowly, never to and fro") {
  Scene scene;
  scene.only({a_policy("cpu", {cpu_rule()}), a_policy("idle", {idle_rule()})});
  scene.machines(1, "s-8vcpu-16gb").pool().vertical = false;
  std::vector<std::pair<int, std::string>> moves;
  for (int minute = 0; minute < 24 * 60; ++minute) {
    const bool day = minute >= 8 * 60 && minute < 18 * 60;
    const double load = day ? 150 : 8;  // Percent of one machine, over however many there are.
    const auto count = static_cast<double>(scene.world.actual.machines.size());
    for (const auto& [slot, machine] : scene.world.actual.machines) {
      scene.reading(to_string(slot), Metric::cpu, std::min(100.0, load / count), Duration(30s));
      scene.reading(to_string(slot), Metric::cpu, std::min(100.0, load / count));
    }
    const auto decision = scene.first();
    if (decision.direction != Direction::hold) moves.emplace_back(minute, in_short(decision));
    execute_plan(scene, decision);
    later(scene, 1min);
  }
  REQUIRE(moves.size() == 2);
  CHECK(moves[0] == std::pair(8 * 60 + 5, std::string("+ worker/2 s-2vcpu-2gb, + worker/lb-1")));
  CHECK(moves[1].second == "- worker/2, - worker/lb-1");
  CHECK(moves[1].first >= 18 * 60 + 15);
  CHECK(moves[1].first <= 18 * 60 + 17);
}

TEST_CASE("an outage of the readings in the middle of a quiet night takes nothing away") {
  Scene scene;
  scene.only({a_policy("idle", {idle_rule()})}).machines(5).balancer("worker/lb-1");
  for (int n = 1; n <= 5; ++n) {
    scene.steady("worker/" + std::to_string(n), Metric::cpu, 5, 60min,
                 n <= 3 ? Duration(10min) : Duration(0));
  }
  CHECK(in_short(scene.first()) == "nothing");
}
