// What nobody knows, how many agents there are, is not taken for none: no machine goes and none shrinks,
// whichever policy asks, and the decision says why.
#include <catch2/catch.hpp>

#include "reconciler/core/decide/load/agent_count.hpp"
#include "reconciler/core/decide/load/agents_known.hpp"
#include "tests/support/bands.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::test;

namespace {

AgentClass a_class(std::optional<int> count = std::nullopt, const std::string& pool = "worker") {
  return {.name = "session", .pool = PoolName(pool), .count = count, .cpu_milli = 200, .memory_mib = 200};
}

std::string slot_text(int number) {
  return "worker/" + std::to_string(number);
}

ReadingsRule a_query_for_agents() {
  ReadingsRule source;
  source.kind = "prometheus";
  source.queries = {{"agents", "agents_running"}};
  return source;
}

/// Two idle machines that have been there for long; an agent kind is declared.
Scene two_idle(std::vector<Policy> policies, const std::string& size = "s-1vcpu-2gb") {
  Scene scene;
  scene.only(std::move(policies)).machines(2, size);
  scene.pool().balancer.reset();
  scene.world.fleet.agents = {a_class()};
  for (int n = 1; n <= 2; ++n)
    scene.steady(slot_text(n), Metric::cpu, 5, 1h).steady(slot_text(n), Metric::memory, 20, 1h);
  return scene;
}

bool message(const Decision& decision, const std::string& words) {
  for (const auto& clamp : decision.clamps) {
    if (clamp.kind == Clamp::Kind::missing_data && clamp.message.find(words) != std::string::npos)
      return true;
  }
  return false;
}

/// What happened to the count.
struct CountTrouble {
  const char* that;
  void (*given)(Scene&);
  const char* message;
};

const std::vector<CountTrouble>& count_troubles() {
  static const std::vector<CountTrouble> all = {
      {"it fails on every machine for 90 s",
       [](Scene& s) {
         for (int n = 1; n <= 2; ++n) {
           s.steady(slot_text(n), Metric::agents, 0, 1h, 2min);
           for (int ago = 0; ago <= 90; ago += 30)
             s.failed(slot_text(n), Metric::agents, std::chrono::seconds(ago));
         }
       },
       "2 of 2 machines do not report their number of agents: worker/1 (error), worker/2 (error)"},
      {"it stops on every machine",
       [](Scene& s) {
         for (int n = 1; n <= 2; ++n) s.steady(slot_text(n), Metric::agents, 0, 1h, 10min);
       },
       "worker/1 (stale), worker/2 (stale)"},
      {"one machine of two tells it",
       [](Scene& s) {
         s.steady(slot_text(1), Metric::agents, 0, 1h);
         s.steady(slot_text(2), Metric::agents, 0, 1h, 10min);
       },
       "1 of 2 machines do not report their number of agents: worker/2 (stale)"},
      {"one machine never told it", [](Scene& s) { s.steady(slot_text(1), Metric::agents, 0, 1h); },
       "worker/2 (missing)"},
      {"the pool's own count stops", [](Scene& s) { s.steady("worker", Metric::agents, 0, 1h, 10min); },
       "are no longer counted"},
      {"the fleet's count fails",
       [](Scene& s) {
         s.steady("fleet", Metric::agents, 0, 1h, 10min);
         s.failed("fleet", Metric::agents);
       },
       "are no longer counted"},
      {"nobody ever told it", [](Scene&) {}, "no source reports the number of agents of pool worker"},
      {"its newest reading lies ahead of now",
       [](Scene& s) {
         for (int n = 1; n <= 2; ++n) {
           s.steady(slot_text(n), Metric::agents, 0, 1h, 10min);
           s.reading(slot_text(n), Metric::agents, 0, -1min);
         }
       },
       "2 of 2 machines do not report"},
      {"it stopped, and the class declares a number",
       [](Scene& s) {
         s.world.fleet.agents = {a_class(2)};
         for (int n = 1; n <= 2; ++n) s.steady(slot_text(n), Metric::agents, 0, 1h, 10min);
       },
       "2 of 2 machines do not report"},
      {"it stopped, and no class is declared at all",
       [](Scene& s) {
         s.world.fleet.agents.clear();
         for (int n = 1; n <= 2; ++n) s.steady(slot_text(n), Metric::agents, 0, 1h, 10min);
       },
       "2 of 2 machines do not report"},
      {"it has failed on every machine since the first reading, and the class declares a number",
       [](Scene& s) {
         s.world.fleet.agents = {a_class(2)};
         for (int n = 1; n <= 2; ++n) s.failed(slot_text(n), Metric::agents);
       },
       "2 of 2 machines do not report their number of agents: worker/1 (error), worker/2 (error)"},
      {"it has failed on one machine since the first reading, and no class is declared",
       [](Scene& s) {
         s.world.fleet.agents.clear();
         s.failed(slot_text(2), Metric::agents);
       },
       "worker/1 (missing), worker/2 (error)"},
      {"the pool's own count has failed since the first reading, and the class declares a number",
       [](Scene& s) {
         s.world.fleet.agents = {a_class(2)};
         s.failed("worker", Metric::agents);
       },
       "are no longer counted"},
      {"a source that should always report it never does, and the class declares a number",
       [](Scene& s) {
         s.world.fleet.agents = {a_class(2)};
         s.world.fleet.readings = {a_query_for_agents()};
       },
       "2 of 2 machines do not report their number of agents: worker/1 (missing), worker/2 (missing)"},
      {"its only failure is hours old, and the class declares a number",
       [](Scene& s) {
         s.world.fleet.agents = {a_class(2)};
         for (int n = 1; n <= 2; ++n) s.failed(slot_text(n), Metric::agents, 20h);
       },
       "2 of 2 machines do not report their number of agents: worker/1 (missing), worker/2 (missing)"},
  };
  return all;
}

}  // namespace

TEST_CASE("agents that nobody can count: whatever asks for less gets nothing, and is told why") {
  struct Asking {
    const char* what;
    std::vector<Policy> policies;
    const char*
        when_known;  // With no agents at all: the way down that must be there, or the test says nothing.
    const char* size = "s-1vcpu-2gb";
    void (*given)(Scene&) = [](Scene&) {};
  };
  const std::vector<Asking> asking = {
      {"a threshold", {a_policy("idle", {idle_rule()})}, "- worker/2"},
      {"a target", {band()}, "- worker/2"},
      {"a threshold at the minimum",
       {a_policy("idle", {idle_rule()})},
       "worker/2 -> s-1vcpu-2gb",
       "s-2vcpu-4gb",
       [](Scene& s) { s.pool().min = 2; }},
      {"a maximum that was lowered", {}, "- worker/2", "s-1vcpu-2gb", [](Scene& s) { s.pool().max = 1; }},
  };
  for (const auto& one : asking) {
    const auto scene_of = [&] {
      auto scene = two_idle(one.policies, one.size);
      scene.world.fleet.budget.monthly_cap.reset();
      one.given(scene);
      return scene;
    };
    DYNAMIC_SECTION(one.what << ", while it is known that there is no agent") {
      auto scene = scene_of();
      for (int n = 1; n <= 2; ++n) scene.steady(slot_text(n), Metric::agents, 0, 1h);
      CHECK(in_short(scene.first()) == one.when_known);
    }
    for (const auto& trouble : count_troubles()) {
      DYNAMIC_SECTION(one.what << ", while " << trouble.that) {
        auto scene = scene_of();
        trouble.given(scene);
        const auto decision = scene.first();
        CHECK(in_short(decision) == "nothing");
        CHECK(message(decision, trouble.message));
      }
    }
  }
}

TEST_CASE("agents that nobody can count do not keep a pool from growing") {
  for (const auto& trouble : count_troubles()) {
    DYNAMIC_SECTION(trouble.that) {
      Scene scene;
      scene.only({a_policy("cpu", {cpu_rule()})}).machines(2);
      scene.pool().balancer.reset();
      scene.world.fleet.agents = {a_class()};
      for (int n = 1; n <= 2; ++n) scene.steady(slot_text(n), Metric::cpu, 95, 1h);
      trouble.given(scene);
      CHECK(scene.first().direction == Direction::up);
    }
  }
}

TEST_CASE("agents counted for the pool or the fleet must fit on the machines that are left") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    const char* then;
  };
  // A machine of one vCPU holds five agents by their requests.
  const std::vector<Row> rows = {
      {"fourteen of the pool do not fit on one", [](Scene& s) { s.steady("worker", Metric::agents, 14, 1h); },
       "nothing"},
      {"five of the pool just do", [](Scene& s) { s.steady("worker", Metric::agents, 5, 1h); }, "- worker/2"},
      {"six of the pool do not", [](Scene& s) { s.steady("worker", Metric::agents, 6, 1h); }, "nothing"},
      {"none of the pool do", [](Scene& s) { s.steady("worker", Metric::agents, 0, 1h); }, "- worker/2"},
      {"six of the fleet do not, it is the only pool",
       [](Scene& s) { s.steady("fleet", Metric::agents, 6, 1h); }, "nothing"},
      {"five of the fleet do", [](Scene& s) { s.steady("fleet", Metric::agents, 5, 1h); }, "- worker/2"},
      {"six declared ones do not, where nobody counts", [](Scene& s) { s.world.fleet.agents = {a_class(6)}; },
       "nothing"},
      {"five declared ones do", [](Scene& s) { s.world.fleet.agents = {a_class(5)}; }, "- worker/2"},
      {"six of the pool, though the machines tell of none",
       [](Scene& s) {
         s.steady("worker", Metric::agents, 6, 1h);
         for (int n = 1; n <= 2; ++n) s.steady(slot_text(n), Metric::agents, 0, 1h);
       },
       "nothing"},
      {"six of the fleet, of which one machine tells some",
       [](Scene& s) { s.steady("fleet", Metric::agents, 6, 1h).steady(slot_text(1), Metric::agents, 1, 1h); },
       "nothing"},
      {"three and three on the machines do not",
       [](Scene& s) {
         for (int n = 1; n <= 2; ++n) s.steady(slot_text(n), Metric::agents, 3, 1h);
       },
       "nothing"},
      {"three and two do",
       [](Scene& s) {
         s.steady(slot_text(1), Metric::agents, 3, 1h).steady(slot_text(2), Metric::agents, 2, 1h);
       },
       "- worker/2"},
      {"a fleet's count says nothing where two pools have agents",
       [](Scene& s) {
         s.world.fleet.pools.push_back(a_pool("other"));
         s.world.fleet.pools.back().min = 0;
         s.world.fleet.agents.push_back(a_class(std::nullopt, "other"));
         s.world.fleet.agents.back().name = "other";
         s.steady("fleet", Metric::agents, 0, 1h);
       },
       "nothing"},
      {"and is the pool's where the other has none",
       [](Scene& s) {
         s.world.fleet.pools.push_back(a_pool("other"));
         s.world.fleet.pools.back().min = 0;
         s.steady("fleet", Metric::agents, 5, 1h);
       },
       "- worker/2"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = two_idle({a_policy("idle", {idle_rule()})});
      row.given(scene);
      CHECK(in_short(scene.first()) == row.then);
    }
  }
}

TEST_CASE("a maximum that was lowered takes no machine whose agents have no place left") {
  auto scene = two_idle({});
  scene.pool().max = 1;
  SECTION("where they fit, it goes") {
    scene.steady("worker", Metric::agents, 5, 1h);
    CHECK(in_short(scene.first()) == "- worker/2");
  }
  SECTION("where they do not, it stays, and that is told") {
    scene.steady("worker", Metric::agents, 6, 1h);
    const auto decision = scene.first();
    CHECK(in_short(decision) == "nothing");
    CHECK(message(decision, "at most 1 are declared; but 6 agents do not fit on the remaining machines"));
  }
}

TEST_CASE("a smaller size must hold the agents that there are") {
  Scene scene;
  scene.only({a_policy("idle", {idle_rule()})}).machines(1, "s-2vcpu-4gb");
  scene.world.fleet.agents = {a_class()};
  scene.world.fleet.agents.front().memory_mib = 500;
  scene.steady("worker/1", Metric::cpu, 5, 1h).steady("worker/1", Metric::memory, 20, 1h);
  SECTION("eight have no room in 2 GiB") {
    scene.steady("worker/1", Metric::agents, 8, 1h);
    CHECK(in_short(scene.first()) == "nothing");
  }
  SECTION("four have") {
    scene.steady("worker/1", Metric::agents, 4, 1h);
    CHECK(in_short(scene.first()) == "worker/1 -> s-1vcpu-2gb");
  }
}

TEST_CASE("an exchange is not begun while nobody can count the agents") {
  auto scene = a_roomy_pool(learned_band(), 1, "s-8vcpu-16gb");
  scene.pool().vertical = true;
  scene.steady("worker/1", Metric::cpu, 10, 1h);
  look(scene);
  REQUIRE(in_short(scene.first()) == "+ worker/2 s-1vcpu-2gb");
  scene.world.fleet.agents = {a_class()};
  const auto decision = scene.first();
  CHECK(in_short(decision) == "nothing");
  CHECK(message(decision, "no source reports the number of agents of pool worker"));
}

TEST_CASE("a pool without agents shrinks without a count") {
  auto scene = two_idle({a_policy("idle", {idle_rule()})});
  SECTION("no class is declared for it, though a source counts the agents of other pools") {
    scene.world.fleet.agents = {a_class(std::nullopt, "other")};
    scene.world.fleet.readings = {a_query_for_agents()};
  }
  SECTION("no class is declared for it") {
    scene.world.fleet.agents.clear();
  }
  SECTION("only another pool has a class") {
    scene.world.fleet.agents = {a_class(std::nullopt, "other")};
  }
  SECTION("its class is declared with none") {
    scene.world.fleet.agents = {a_class(0)};
  }
  CHECK(in_short(scene.first()) == "- worker/2");
}

TEST_CASE("the declared number of agents is a substitute for a count only where nobody counts") {
  struct Row {
    const char* that;
    void (*given)(Scene&);
    std::optional<int> agents;
  };
  const std::vector<Row> rows = {
      {"no count ever arrived", [](Scene&) {}, 4},
      {"a count failed", [](Scene& s) { s.failed(slot_text(1), Metric::agents); }, std::nullopt},
      {"a count stopped", [](Scene& s) { s.steady("worker", Metric::agents, 9, 1h, 10min); }, std::nullopt},
      {"a source should always report it", [](Scene& s) { s.world.fleet.readings = {a_query_for_agents()}; },
       std::nullopt},
      {"the pool has no machine that could report",
       [](Scene& s) {
         s.world.actual.machines.clear();
         s.world.fleet.readings = {a_query_for_agents()};
       },
       4},
      {"a count is there", [](Scene& s) { s.steady("worker", Metric::agents, 9, 1h); }, 9},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      auto scene = two_idle({});
      scene.world.fleet.agents = {a_class(4)};
      row.given(scene);
      const auto inputs = scene.inputs();
      const auto view = view_of(inputs, scene.pool(), scene.now);
      const auto count = count_agents(view);
      CHECK(count.agents == (row.agents ? std::optional(Measure::whole(*row.agents)) : std::nullopt));
    }
  }
}
