#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "reconciler/core/place/check_placement.hpp"
#include "reconciler/core/place/fractional_cost.hpp"
#include "reconciler/core/place/place_agents.hpp"
#include "tests/support/agents_of_size.hpp"
#include "tests/support/place_tasks.hpp"

using namespace muster;
using namespace muster::place_tasks;

namespace {

class AnyTask {
 public:
  explicit AnyTask(unsigned seed) : random_(seed) {}

  PlaceTask make() {
    const int kinds = 1 + below(6);
    std::vector<AgentKind> all;
    for (int i = 0; i < kinds; ++i) all.push_back(any_kind(i, kinds));
    std::vector<AgentHost> machines;
    for (int i = below(12); i > 0; --i) {
      machines.push_back(
          host("w/" + std::to_string(i), pick({"s1", "s2", "s4", "s8"}), pick({"nyc3", "fra1"})));
    }
    std::vector<AgentToPlace> agents;
    for (int i = below(120); i > 0; --i) {
      agents.push_back(agent(below(kinds), 50 * below(40), 64 * below(60)));
      if (!machines.empty() && below(2) == 0) agents.back().on = below(static_cast<int>(machines.size()));
    }
    auto made = task(std::move(all), std::move(agents), std::move(machines));
    if (below(4) == 0) made.offers.clear();
    if (below(4) == 0) made.most_new = below(8);
    if (below(4) == 0) made.may_add = Money::dollars(below(200));
    return made;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  std::string pick(std::vector<std::string> of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }
  std::string name(int number) { return "k" + std::to_string(number); }

  AgentKind any_kind(int number, int kinds) {
    auto made = kind(name(number));
    if (below(4) == 0) made = in({pick({"nyc3", "fra1", "sgp1"})}, made);
    if (below(4) == 0) made.least_machine = {1000 * below(5), 0};
    if (below(4) == 0) made.most_on_machine = 1 + below(3);
    made.spread = below(3) == 0;
    if (below(4) == 0) made.most_region_skew = 1 + below(2);
    if (below(4) == 0) made.same_region = pick({"x", "y"});
    if (below(4) == 0) made.apart.push_back(name(below(kinds)));
    if (below(5) == 0) made.beside = name(below(kinds));
    return made;
  }

  std::mt19937 random_;
};

Resources demand_of(const PlaceTask& task) {
  Resources demand;
  for (const auto& agent : task.agents) demand += agent.requests;
  return demand;
}

}  // namespace

TEST_CASE("any placement keeps every rule of its task") {
  int placed = 0;
  int unplaced = 0;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    const auto task = AnyTask(seed).make();
    const auto placement = place_agents(task);
    INFO("seed " << seed);
    REQUIRE(check_placement(task, placement) == std::vector<std::string>{});
    unplaced += static_cast<int>(placement.unplaced.size());
    placed += static_cast<int>(task.agents.size() - placement.unplaced.size());
  }
  CHECK(placed > 10'000);   // The tasks are neither hopeless
  CHECK(unplaced > 1'000);  // nor trivial.
}

TEST_CASE("the same task has the same placement, and who is placed stays") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    auto task = AnyTask(seed).make();
    const auto placement = place_agents(task);
    INFO("seed " << seed);
    REQUIRE(place_agents(task) == placement);
    if (!placement.unplaced.empty()) continue;
    task.machines = placement.machines;
    for (std::size_t i = 0; i < task.agents.size(); ++i) task.agents[i].on = placement.host[i];
    const auto again = place_agents(task);
    REQUIRE(again.moves == 0);
    REQUIRE(again.machines.size() == task.machines.size());
  }
}

namespace {

/// Of `agents_of_size` one kind that allows one of it on a machine; another like it may share with it.
bool is_alone(const AgentKind& kind) {
  return kind.name == "over-machines";
}

/// A bound that also knows of agents that need a machine each. Whatever part of the worth of fractions one
/// takes: a machine costs no less than the worth of what it has and what it costs beyond that, and each such
/// agent needs one of those that it fits into.
double bound_with_loners(const PlaceTask& task) {
  const auto demand = demand_of(task);
  const auto full = worth_of(task.offers, demand);
  double best = 0;
  for (int tenths = 0; tenths <= 10; ++tenths) {
    const Worth worth{full.of_cpu_milli * tenths / 10, full.of_memory_mib * tenths / 10};
    double sum = worth.of(demand);
    for (const auto& agent : task.agents) {
      if (!is_alone(task.kinds[static_cast<std::size_t>(agent.kind)])) continue;
      double least = 1e18;
      for (const auto& offer : task.offers) {
        if (!agent.requests.fits_in(offer.capacity)) continue;
        least =
            std::min(least, static_cast<double>(offer.price.monthly.in_micros()) - worth.of(offer.capacity));
      }
      sum += least;
    }
    best = std::max(best, sum);
  }
  return best;
}

}  // namespace

TEST_CASE("a placement costs little more than it must") {
  for (const int agents : {200, 1'000, 5'000}) {
    auto task = agents_of_size(agents);
    const auto over_bound = [&] {
      const auto placement = place_agents(task);
      CHECK(check_placement(task, placement) == std::vector<std::string>{});
      CHECK(placement.unplaced.empty());
      CHECK(placement.bought.monthly >= fractional_cost(task.offers, demand_of(task)));
      return static_cast<double>(placement.bought.monthly.in_micros()) / bound_with_loners(task);
    };
    INFO(agents << " agents");
    CHECK(over_bound() >= 1.0);
    CHECK(over_bound() < (agents < 1'000 ? 1.35 : 1.2));
    for (auto& agent : task.agents) agent.kind = 0;
    CHECK(over_bound() < (agents < 1'000 ? 1.06 : 1.03));
  }
}

TEST_CASE("fractions of machines are worth what the cheapest mixture costs") {
  const std::vector<Offer> offers = {
      {SizeName("cpu"), Region("r"), {4000, 4096}, {Money(), Money::dollars(40)}},
      {SizeName("memory"), Region("r"), {1000, 8192}, {Money(), Money::dollars(40)}},
      {SizeName("waste"), Region("r"), {1000, 1024}, {Money(), Money::dollars(40)}},
  };
  struct Row {
    const char* that;
    Resources demand;
    Money cost;
  };
  for (const auto& row : {
           Row{"nothing", {0, 0}, Money()},
           Row{"as much as one machine has", {4000, 4096}, Money::dollars(40)},
           Row{"half of it", {2000, 2048}, Money::dollars(20)},
           Row{"CPU alone: the memory beside it is thrown away", {4000, 0}, Money::dollars(40)},
           Row{"memory alone", {0, 8192}, Money::dollars(40)},
           Row{"one of each", {5000, 12288}, Money::dollars(80)},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto off = fractional_cost(offers, row.demand) - row.cost;
      CHECK(std::abs(off.in_micros()) <= 1);
    }
  }
  CHECK(fractional_cost({}, {1000, 1024}) == Money());
}
