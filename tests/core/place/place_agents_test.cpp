#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "reconciler/core/place/check_placement.hpp"
#include "reconciler/core/place/place_agents.hpp"
#include "tests/support/place_tasks.hpp"

using namespace muster;
using namespace muster::place_tasks;

TEST_CASE("agents go where there is room, and machines are bought for the rest") {
  struct Row {
    const char* that;
    PlaceTask task;
    std::vector<std::string> hosts;  ///< By agent: name, or size and region of a new machine; "-" for none.
    int moves;
  };
  const auto small = agent(0, 500, 512);
  const auto large = agent(0, 1500, 3000);
  for (const auto& row : {
           Row{"an agent goes to the machine that is there",
               task({kind("a")}, {small}, {host("w/1", "s2", "nyc3")}),
               {"w/1"},
               0},
           Row{"what fits nowhere gets the cheapest machine that takes it",
               task({kind("a")}, {large}, {host("w/1", "s1", "nyc3")}),
               {"s2 nyc3"},
               0},
           Row{"an agent that runs stays where it is",
               task({kind("a")}, {on(1, small)}, {host("w/1", "s2", "nyc3"), host("w/2", "s2", "nyc3")}),
               {"w/2"},
               0},
           Row{"of two that do not fit together one moves",
               task({kind("a")}, {on(0, large), on(0, small)},
                    {host("w/1", "s1", "nyc3"), host("w/2", "s2", "nyc3")}),
               {"w/2", "w/1"},
               1},
           Row{"a kind with regions buys there, even if it is dearer",
               task({in({"fra1"}, kind("a"))}, {small}, {host("w/1", "s2", "nyc3")}),
               {"s1 fra1"},
               0},
           Row{"a kind that asks for a large machine gets one",
               task({on_at_least({4000, 0}, kind("a"))}, {small}, {host("w/1", "s2", "nyc3")}),
               {"s4 nyc3"},
               0},
           Row{"at most two on a machine",
               task({at_most(2, kind("a"))}, {small, small, small},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s4", "nyc3")}),
               {"w/1", "w/1", "w/2"},
               0},
           Row{"a kind that likes to be spread goes to the emptier machine",
               task({spread(kind("a"))}, {on(0, small), small},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s1", "nyc3")}),
               {"w/1", "w/2"},
               0},
           Row{"none is bought to be spread",
               task({spread(kind("a"))}, {small, small}, {host("w/1", "s4", "nyc3")}),
               {"w/1", "w/1"},
               0},
           Row{"apart means apart, both ways",
               task({apart_from("b", kind("a")), kind("b")}, {on(0, small), agent(1, 500, 512)},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s1", "nyc3")}),
               {"w/1", "w/2"},
               0},
           Row{"beside means on the same machine, and moves along",
               task({kind("a"), beside("a", kind("b"))}, {on(1, small), on(0, agent(1, 500, 512))},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s4", "nyc3")}),
               {"w/2", "w/2"},
               1},
           Row{"what runs beside another gets a machine with it",
               task({kind("a"), beside("a", kind("b"))}, {small, agent(1, 1500, 512)}, {}),
               {"s2 nyc3", "s2 nyc3"},
               0},
           Row{"regions are filled evenly",
               task({even(1, kind("a"))}, {small, small}, {}),
               {"s1 nyc3", "s1 fra1"},
               0},
           Row{"one moves when a region has too many",
               task({even(1, kind("a"))}, {on(0, small), on(0, small), on(0, small)},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s4", "fra1")}),
               {"w/2", "w/1", "w/1"},
               1},
           Row{"one region for all that share it: where most of them are",
               task({in_one_region("x", kind("a")), in_one_region("x", kind("b"))},
                    {on(1, small), on(1, small), on(0, agent(1, 500, 512))},
                    {host("w/1", "s4", "nyc3"), host("w/2", "s4", "fra1")}),
               {"w/2", "w/2", "w/2"},
               1},
           Row{"the new machine shrinks to what is on it in the end",
               task({kind("a")}, {small, small}, {}),
               {"s1 nyc3", "s1 nyc3"},
               0},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto placement = place_agents(row.task);
      CHECK(check_placement(row.task, placement) == std::vector<std::string>{});
      CHECK(hosts_of(row.task, placement) == row.hosts);
      CHECK(placement.moves == row.moves);
      CHECK(placement.unplaced.empty());
    }
  }
}

TEST_CASE("an agent without a place says why") {
  struct Row {
    const char* that;
    PlaceTask task;
    std::string why;
  };
  const auto small = agent(0, 500, 512);
  const auto with = [](PlaceTask of, const std::function<void(PlaceTask&)>& change) {
    change(of);
    return of;
  };
  for (const auto& row : {
           Row{"too large for anything", task({kind("a")}, {agent(0, 64'000, 512)}, {}),
               "no size that is sold in its regions has 64 vCPU and 512 MiB"},
           Row{"nowhere to live", task({in({"sgp1"}, kind("a"))}, {small}, {}),
               "no size is sold in a region where it may run"},
           Row{"nothing may be bought",
               with(task({kind("a")}, {small}, {}), [](auto& t) { t.offers.clear(); }),
               "no size is sold in a region where it may run"},
           Row{"full, and nothing may be bought",
               with(task({kind("a")}, {agent(0, 1500, 512)}, {host("w/1", "s1", "nyc3")}),
                    [](auto& t) { t.offers.clear(); }),
               "no permitted machine has 1.5 vCPU and 512 MiB free, and no new machine is permitted"},
           Row{"so many new ones and no more",
               with(task({kind("a")}, {small}, {}), [](auto& t) { t.most_new = 0; }),
               "no more than 0 new machines are allowed"},
           Row{"too dear",
               with(task({kind("a")}, {small}, {}), [](auto& t) { t.may_add = Money::dollars(5); }),
               "a machine for it would cost more than the $5.00 a month that remain"},
           Row{"nobody to run beside", task({beside("b", kind("a")), kind("b")}, {small}, {}),
               "there is no agent of kind b to run beside"},
           Row{"no such kind", task({beside("b", kind("a"))}, {small}, {}),
               "there is no kind b to run beside"},
           Row{"beside itself", task({beside("b", kind("a")), beside("a", kind("b"))}, {small}, {}),
               "kind a is beside itself through other kinds"},
           Row{"one region and all of them", task({in_one_region("x", even(1, kind("a")))}, {small}, {}),
               "it cannot run in one region and be spread over all of them"},
           Row{"no room in the region whose turn it is",
               with(task({even(1, kind("a"))}, {on(0, small), small},
                         {host("w/1", "s4", "nyc3"), host("w/2", "s1", "fra1")}),
                    [](auto& t) {
                      t.offers.clear();
                      t.agents.push_back(agent(1, 1000, 2048));
                      t.agents.back().on = 1;
                      t.kinds.push_back(kind("b"));
                    }),
               "no permitted machine has 0.5 vCPU and 512 MiB free, and no new machine is permitted"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto placement = place_agents(row.task);
      CHECK(check_placement(row.task, placement) == std::vector<std::string>{});
      REQUIRE(placement.unplaced.size() == 1);
      CHECK(placement.unplaced.front().why == row.why);
    }
  }
}

TEST_CASE("the check of placements finds every broken rule") {
  const auto small = agent(0, 500, 512);
  const auto two = {host("w/1", "s4", "nyc3"), host("w/2", "s1", "fra1")};
  struct Row {
    const char* that;
    PlaceTask task;
    std::vector<int> host;
    std::string problem;
  };
  for (const auto& row : {
           Row{"room", task({kind("a")}, {agent(0, 1500, 512)}, two), {1}, "w/2 is overfull"},
           Row{"regions", task({in({"fra1"}, kind("a"))}, {small}, two), {0}, "w/1: a may not live in nyc3"},
           Row{"size",
               task({on_at_least({2000, 0}, kind("a"))}, {small}, two),
               {1},
               "w/2 is too small for a"},
           Row{"crowd", task({at_most(1, kind("a"))}, {small, small}, two), {0, 0}, "w/1: 2 of a"},
           Row{"apart",
               task({apart_from("b", kind("a")), kind("b")}, {small, agent(1, 1, 1)}, two),
               {0, 0},
               "w/1: a together with b"},
           Row{"apart from its own kind",
               task({apart_from("a", kind("a"))}, {small, small}, two),
               {0, 0},
               "w/1: a together with a"},
           Row{"beside",
               task({beside("b", kind("a")), kind("b")}, {small, agent(1, 1, 1)}, two),
               {0, 1},
               "w/1: a without b"},
           Row{"skew", task({even(1, kind("a"))}, {small, small}, two), {0, 0}, "a: 2 in nyc3, 0 in fra1"},
           Row{"one region",
               task({in_one_region("x", kind("a"))}, {small, small}, two),
               {0, 1},
               "x is to share one region and has several"},
           Row{"forgotten", task({kind("a")}, {small}, two), {-1}, "agent 0 is neither placed nor unplaced"},
           Row{"miscounted moves", task({kind("a")}, {on(1, small)}, two), {0}, "the moves are miscounted"},
       }) {
    DYNAMIC_SECTION(row.that) {
      AgentPlacement placement;
      placement.machines = row.task.machines;
      placement.host = row.host;
      const auto problems = check_placement(row.task, placement);
      REQUIRE_FALSE(problems.empty());
      CHECK(problems.front() == row.problem);
    }
  }
}
