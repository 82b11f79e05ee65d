#include "reconciler/core/simulate/backtest/scalers/contenders.hpp"

#include <algorithm>

#include "reconciler/core/simulate/backtest/scalers/baselines.hpp"
#include "reconciler/core/simulate/backtest/scalers/headroom_scaler.hpp"

namespace muster::backtest {
namespace {

forecast::SimulationOptions terms_of(const ContestRules& rules) {
  forecast::SimulationOptions terms;
  terms.lead_ticks = rules.provisioning_ticks;
  terms.saturates = rules.signal == SignalKind::cpu;
  return terms;
}

}  // namespace

const std::vector<Contender>& contenders() {
  using Rules = const ContestRules&;
  static const std::vector<Contender> all = {
      muster_at_price("muster", "tries hundreds of rules in shadow, follows the one that pays", {}),
      muster_at_price("muster-careful", "the same, overload at fifteen times its price",
                      forecast::kCarefulPrice),
      muster_at_price("muster-thrifty", "the same, overload at a quarter of its price or less",
                      forecast::kThriftyPrice),
      {"static-peak", "knows the peak and stays there", [](Rules) { return static_peak(); }},
      {"seed-literal", "over 80% for 5 minutes: a tier up; never down",
       [](Rules) {
         return seed_rules({2, 0, 60});
       }},
      {"seed+down", "the same, and down below 60% for 10 minutes",
       [](Rules) {
         return seed_rules({4, 0.6, 20});
       }},
      {"hpa-70", "Kubernetes HPA at 70%, its defaults",
       [](Rules) {
         return horizontal_pods({4, 0.7, 10});
       }},
      {"hpa-tuned", "HPA at 75%, 15 minutes window",
       [](Rules) {
         return horizontal_pods({4, 0.75, 30});
       }},
      {"do-pool", "DigitalOcean autoscale pool",
       [](Rules) {
         return autoscale_pool({8, 0.6, 10});
       }},
      {"aws-tt", "AWS target tracking at 80%",
       [](Rules) {
         return target_tracking({4, 0.8, 1, 15, "", 1.0, 2});
       }},
      {"aws-tt+pred", "the same with a predictive floor",
       [](Rules) {
         return target_tracking({4, 0.8, 1, 15, "day", 0.6, 1});
       }},
      {"holt-winters", "daily season, quantile headroom",
       [](Rules rules) { return holt_winters({}, rules.signal); }},
      {"econ-quantile", "forecasters and headroom chosen by price",
       [](Rules rules) { return econ_quantile({}, rules.signal, rules.provisioning_ticks); }},
  };
  return all;
}

const std::vector<Contender>& ablated_contenders() {
  static const std::vector<Contender> all = [] {
    std::vector<Contender> ways = {contenders().front()};
    for (const auto part : forecast::kRecommenderParts) {
      ways.push_back({std::string("muster-without-") + forecast::to_string(part),
                      "the same with this part left out", [part](const ContestRules& rules) {
                        auto terms = terms_of(rules);
                        terms.without = part;
                        return headroom_scaler(terms);
                      }});
    }
    return ways;
  }();
  return all;
}

Contender muster_at_price(std::string name, std::string message, std::optional<float> price) {
  return {std::move(name), std::move(message), [price](const ContestRules& rules) {
            auto terms = terms_of(rules);
            terms.price_of_overload = price;
            return headroom_scaler(terms);
          }};
}

const Contender* find_contender(const std::string& name) {
  for (const auto* all : {&contenders(), &ablated_contenders()}) {
    const auto found =
        std::find_if(all->begin(), all->end(), [&](const Contender& c) { return c.name == name; });
    if (found != all->end()) return &*found;
  }
  return nullptr;
}

Ranking best_oracle(const Demand& demand, double bound, const ContestRules& rules) {
  Replay best;
  for (const int unit : {1, 2, 4}) {
    for (const int keep : {2, 10, 20, 40, 67}) {
      const auto scaler = oracle(unit, keep, rules.provisioning_ticks);
      auto tried = replay(demand, *scaler, rules.signal, rules.provisioning_ticks);
      if (best.supply.empty() || tried.cost < best.cost) best = std::move(tried);
    }
  }
  auto score = score_of(demand, best, bound);
  return {"oracle", score, std::move(best)};
}

}  // namespace muster::backtest
