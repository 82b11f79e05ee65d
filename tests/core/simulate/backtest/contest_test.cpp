#include "reconciler/core/simulate/backtest/contest.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "reconciler/core/simulate/backtest/scalers/contenders.hpp"
#include "tests/support/shared_folder.hpp"

using namespace muster;
using namespace muster::backtest;

namespace {

struct Load {
  std::string name;
  bool bursty = false;
  Demand demand;
};

std::vector<Load> loads_in(const std::string& folder, const std::vector<const char*>& names) {
  std::vector<Load> loads;
  for (const char* name : names) {
    std::vector<TracePoint> trace;
    std::ifstream in(folder + "/" + name + ".csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
      const auto comma = line.find(',');
      const auto at = parse_instant(line.substr(0, comma));
      REQUIRE(at.ok());
      trace.push_back({*at, std::stod(line.substr(comma + 1))});
    }
    auto demand = demand_of(trace);
    REQUIRE(demand.ok());
    loads.push_back({name, is_bursty(trace), *std::move(demand)});
  }
  return loads;
}

std::vector<Load> dev_loads(const std::string& shared) {
  return loads_in(shared + "/traces/dev", {"batch_ec2_fe7f93", "db_rds_e47b3b", "llm_burstgpt",
                                           "vm_azure2019", "web_nasa95", "web_wikipedia"});
}

std::vector<Load> agent_loads(const std::string& shared) {
  return loads_in(shared + "/traces/agents",
                  {"agent_sessions_copilot", "ci_jobs_julia", "gpu_jobs_philly", "hpc_nodes_nasa"});
}

std::vector<Score> scores_of(const std::string& contender, const std::vector<Load>& loads,
                             const ContestRules& rules) {
  std::vector<Score> scores;
  scores.reserve(loads.size());
  for (const auto& load : loads) {
    scores.push_back(
        compete(*find_contender(contender), load.demand, lower_bound_of(load.demand, rules), rules).score);
  }
  return scores;
}

}  // namespace

TEST_CASE("on recorded loads muster is cheaper at equal service than every known way") {
  const auto shared = testing::shared_folder("muster against known ways of scaling");
  if (!shared) return;
  const auto loads = dev_loads(*shared);
  const ContestRules rules;
  const auto ours = scores_of("muster", loads, rules);
  const auto mean = mean_of(ours);
  INFO("J " << mean.objective << ", cost " << mean.cost_ratio << ", overload " << mean.overload << " %");
  CHECK(mean.objective <= 0.38);
  CHECK(mean.reversals_an_hour <= 1.1);
  for (const auto& contender : contenders()) {
    if (contender.name.rfind("muster", 0) == 0) continue;
    INFO(contender.name);
    const auto theirs = scores_of(contender.name, loads, rules);
    const auto their_mean = mean_of(theirs);
    CHECK_FALSE((their_mean.overload <= mean.overload && their_mean.cost_ratio <= mean.cost_ratio));
    if (contender.name.rfind("hpa", 0) != 0) continue;
    for (std::size_t i = 0; i < loads.size(); ++i) {
      INFO(loads[i].name);
      CHECK(ours[i].objective <= theirs[i].objective + 0.02);
    }
  }
  std::vector<Score> steady;
  for (std::size_t i = 0; i < loads.size(); ++i) {
    if (!loads[i].bursty) steady.push_back(ours[i]);
  }
  CHECK(mean_of(steady).right_sized >= 95);
  CHECK(mean_of(steady).cost_ratio <= 1.04);
}

TEST_CASE("with a signal that does not saturate overload is rare, cheap to avoid and soon over") {
  const auto shared = testing::shared_folder("muster with a signal that does not saturate");
  if (!shared) return;
  const auto loads = dev_loads(*shared);
  const ContestRules rules{SignalKind::load, 2};
  const auto ours = scores_of("muster", loads, rules);
  const auto mean = mean_of(ours);
  INFO("J " << mean.objective << ", cost " << mean.cost_ratio << ", overload " << mean.overload << " %");
  CHECK(mean.overload <= 0.30);
  CHECK(mean.cost_ratio <= 1.30);
  CHECK(mean.ended_in_two_minutes == Approx(100));
  const auto theirs = scores_of("hpa-tuned", loads, rules);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    INFO(loads[i].name);
    CHECK(ours[i].objective <= theirs[i].objective + 0.02);
  }
}

TEST_CASE("the careful way keeps three nines under either signal, with boots of one and of three minutes") {
  const auto shared = testing::shared_folder("muster-careful under either signal");
  if (!shared) return;
  const auto loads = dev_loads(*shared);
  for (const auto signal : {SignalKind::cpu, SignalKind::load}) {
    for (const auto& [ticks, dearest] : {std::pair(2, 1.77), std::pair(6, 1.83)}) {
      const auto mean = mean_of(scores_of("muster-careful", loads, {signal, ticks}));
      CHECK(mean.overload <= 0.10);
      CHECK(mean.cost_ratio <= dearest);
    }
  }
}

TEST_CASE("slow boots make no known way better than muster on recorded loads") {
  const auto shared = testing::shared_folder("muster with slow boots");
  if (!shared) return;
  // Three, five and ten minutes: the best known way comes to 0.49.
  const auto loads = dev_loads(*shared);
  for (const auto& [ticks, most] : {std::pair(6, 0.39), std::pair(10, 0.405), std::pair(20, 0.385)}) {
    DYNAMIC_SECTION(ticks * kTickSeconds << " s") {
      for (const auto signal : {SignalKind::cpu, SignalKind::load}) {
        const ContestRules rules{signal, ticks};
        const auto ours = scores_of("muster", loads, rules);
        CHECK(mean_of(ours).objective <= most);
        for (const char* plain : {"hpa-tuned", "hpa-70"}) {
          const auto theirs = scores_of(plain, loads, rules);
          for (std::size_t i = 0; i < loads.size(); ++i) {
            INFO(loads[i].name << " beside " << plain);
            CHECK(ours[i].objective <= theirs[i].objective + 0.02);
          }
        }
      }
    }
  }
}

TEST_CASE("with agents that wait no load is served late, on no load worse than with the load alone") {
  const auto shared = testing::shared_folder("muster with agents that wait");
  if (!shared) return;
  for (const auto& [loads, most] :
       {std::pair(dev_loads(*shared), 0.14), std::pair(agent_loads(*shared), 0.06)}) {
    const auto late = scores_of("muster", loads, {SignalKind::load, 2});
    const auto known = scores_of("muster", loads, {SignalKind::waiting, 2});
    for (std::size_t i = 0; i < loads.size(); ++i) {
      INFO(loads[i].name);
      CHECK(known[i].objective_with_lost <= late[i].objective_with_lost);
      CHECK(known[i].overload == Approx(0));
    }
    CHECK(mean_of(known).objective <= most);
  }
}

TEST_CASE("a lower price of overload gives a cheaper fleet that is overloaded more often") {
  const auto shared = testing::shared_folder("the dial of learned headroom");
  if (!shared) return;
  const auto loads = dev_loads(*shared);
  for (const auto signal : {SignalKind::cpu, SignalKind::load}) {
    const auto thrifty = mean_of(scores_of("muster-thrifty", loads, {signal, 2}));
    const auto balanced = mean_of(scores_of("muster", loads, {signal, 2}));
    const auto careful = mean_of(scores_of("muster-careful", loads, {signal, 2}));
    CHECK(thrifty.cost_ratio < balanced.cost_ratio - 0.03);
    CHECK(balanced.cost_ratio < careful.cost_ratio - 0.3);
    CHECK(thrifty.overload > balanced.overload + 0.1);
    CHECK(balanced.overload > careful.overload + 0.2);
  }
}
