// The way down: slow, careful, and never for lack of data.
#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"

using namespace muster;
using namespace muster::test;

namespace {

using Kind = RecentChange::Kind;

void idle(Scene& s, int machines, Duration length, double value = 10) {
  for (int number = 1; number <= machines; ++number) {
    s.steady("worker/" + std::to_string(number), Metric::cpu, value, length);
  }
}

}  // namespace

TEST_CASE("an idle pool loses one machine, when nothing speaks against it") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    const char* then;
  };
  const std::vector<Row> rows = {
      {"idle for the rule's 5 minutes and 10 more: the highest number goes",
       [](Scene& s) { idle(s, 3, 15min); }, "- worker/3"},
      {"a little less long is not stabilised", [](Scene& s) { idle(s, 3, Duration(14min) + Duration(30s)); },
       "nothing"},
      {"one busy minute within the stabilisation starts it over",
       [](Scene& s) {
         idle(s, 3, 20min);
         for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::cpu, 70, 12min);
       },
       "nothing"},
      {"fewest agents go first",
       [](Scene& s) {
         idle(s, 3, 15min);
         s.reading("worker/1", Metric::agents, 2).reading("worker/2", Metric::agents, 1);
         s.reading("worker/3", Metric::agents, 4);
       },
       "- worker/2"},
      {"of equals the highest number",
       [](Scene& s) {
         idle(s, 3, 15min);
         for (int n = 1; n <= 3; ++n) s.reading("worker/" + std::to_string(n), Metric::agents, 1);
       },
       "- worker/3"},
      {"agents that would not fit on the rest keep it",
       [](Scene& s) { idle(s, 3, 15min), s.reading("worker", Metric::agents, 21); }, "nothing"},
      {"agents that just fit do not",
       [](Scene& s) { idle(s, 3, 15min), s.reading("worker", Metric::agents, 20); }, "- worker/3"},
      {"two of three machines reporting are enough", [](Scene& s) { idle(s, 2, 15min); }, "- worker/3"},
      {"one of three is not", [](Scene& s) { idle(s, 1, 15min); }, "nothing"},
      {"no load is read at all: nothing goes", [](Scene&) {}, "nothing"},
      {"memory that the rest could not hold keeps it",
       [](Scene& s) {
         idle(s, 3, 15min);
         for (int n = 1; n <= 3; ++n) s.steady("worker/" + std::to_string(n), Metric::memory, 65, 15min);
       },
       "nothing"},
      {"a machine that warms up keeps it",
       [](Scene& s) {
         idle(s, 3, 15min);
         s.world.actual.machines.at(worker(2)).created_at = s.now - Duration(2min);
       },
       "nothing"},
      {"a recent change keeps it",
       [](Scene& s) { idle(s, 3, 15min), s.recent(Kind::add_volume, "worker/1", 9min); }, "nothing"},
      {"another rule that asks for more keeps it",
       [](Scene& s) {
         idle(s, 3, 15min);
         s.world.policies.push_back(a_policy("disk", {disk_rule()}));
         s.reading("worker/1", Metric::disk, 95);
       },
       "+ worker/1/data-1 50"},
      {"a tier is a floor under it",
       [](Scene& s) {
         idle(s, 3, 15min), s.world.policies.push_back(the_tiers());
         s.machines(2, "s-2vcpu-4gb")
             .volume("worker/1/data-1", 100)
             .steady("worker", Metric::agents, 15, 15min);
         s.world.actual.machines.erase(worker(3));
       },
       "nothing"},
      {"also the tier of the most agents within the stabilisation",
       [](Scene& s) {
         idle(s, 3, 15min), s.world.policies.push_back(the_tiers());
         s.machines(2, "s-2vcpu-4gb")
             .volume("worker/1/data-1", 100)
             .steady("worker", Metric::agents, 3, 15min);
         s.reading("worker", Metric::agents, 11, 9min);
         s.world.actual.machines.erase(worker(3));
       },
       "nothing"},
      {"and the tier of few agents lets it go, with the load balancer behind it",
       [](Scene& s) {
         idle(s, 3, 15min), s.world.policies.push_back(the_tiers());
         s.machines(2, "s-2vcpu-4gb")
             .volume("worker/1/data-1", 100)
             .steady("worker", Metric::agents, 3, 15min);
         s.world.actual.machines.erase(worker(3));
       },
       "- worker/2, - worker/lb-1"},
      {"three reversals within the hour shut the way down",
       [](Scene& s) {
         idle(s, 3, 15min);
         s.world.policies[0].stabilise_down = Duration(0);
         s.world.policies[0].cooldown_down = Duration(0);
         for (const auto& [ago, option] :
              std::initializer_list<std::pair<Duration, Direction>>{{50min, Direction::up},
                                                                    {40min, Direction::down},
                                                                    {30min, Direction::up},
                                                                    {20min, Direction::down}}) {
           s.recent(Kind::add_volume, "worker/1", ago, option);
         }
       },
       "nothing"},
      {"two do not",
       [](Scene& s) {
         idle(s, 3, 15min);
         s.world.policies[0].stabilise_down = Duration(0);
         s.world.policies[0].cooldown_down = Duration(0);
         for (const auto& [ago, option] : std::initializer_list<std::pair<Duration, Direction>>{
                  {50min, Direction::up}, {40min, Direction::down}, {30min, Direction::up}}) {
           s.recent(Kind::add_volume, "worker/1", ago, option);
         }
       },
       "- worker/3"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      scene.only({a_policy("idle", {idle_rule()}), a_policy("agents", {agents_rule()})});
      scene.machines(3).balancer("worker/lb-1");
      scene.reading("worker", Metric::agents, 1);
      row.given(scene);
      CHECK(in_short(scene.first()) == row.then);
    }
  }
}

TEST_CASE("at its minimum an idle pool gets a smaller size") {
  Scene scene;
  scene.only({a_policy("idle", {idle_rule()})}).machines(1, "s-2vcpu-4gb");
  idle(scene, 1, 15min);
  SECTION("not while nobody tells how much memory is used") {
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("the smallest size that holds its work, in one step") {
    scene.steady("worker/1", Metric::memory, 30, 15min);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "worker/1 -> s-1vcpu-2gb");
    CHECK(decision.direction == Direction::down);
  }
  SECTION("not when it would not") {
    scene.steady("worker/1", Metric::memory, 45, 15min);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE(decision.rejected.size() == 2);
    CHECK(decision.rejected.front().why_not == "memory would be 90%, too near 90%");
  }
  SECTION("not at the foot of the ladder") {
    scene.machines(1).steady("worker/1", Metric::memory, 5, 15min);
    CHECK(in_short(scene.first()) == "nothing");
  }
}

TEST_CASE("a machine whose agents have no place on the other machines while it is off keeps its size") {
  Scene scene;
  scene.only({a_policy("idle", {idle_rule()}), a_policy("agents", {agents_rule()})});
  scene.machines(2, "s-2vcpu-4gb").balancer("worker/lb-1").pool().min = 2;
  scene.world.capabilities.moves_agents = true;
  for (const char* machine : {"worker/1", "worker/2"})
    scene.steady(machine, Metric::cpu, 10, 15min).steady(machine, Metric::memory, 30, 15min);
  SECTION("ten on the other are as many as there may be") {
    scene.reading("worker/1", Metric::agents, 5).reading("worker/2", Metric::agents, 5);
    CHECK(in_short(scene.first()).find("-> s-1vcpu-2gb") != std::string::npos);
  }
  SECTION("eleven are too many") {
    scene.reading("worker/1", Metric::agents, 5).reading("worker/2", Metric::agents, 6);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    REQUIRE_FALSE(decision.rejected.empty());
    CHECK(decision.rejected.front().why_not ==
          "while it is off, 11 agents do not fit on the remaining machines, which have capacity for 10");
  }
}
