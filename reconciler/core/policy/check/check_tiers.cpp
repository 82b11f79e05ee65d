#include "reconciler/core/policy/check/check_tiers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "reconciler/core/base/text/plural.hpp"
#include "reconciler/core/policy/check/check_fleet.hpp"
#include "reconciler/core/policy/check/meant_ladder.hpp"

namespace muster {
namespace {

Money cost_of(const TierStep& step, const PriceList& prices) {
  Money sum = prices.of_size(step.size).monthly * step.machines;
  for (const int gib : step.volumes_gib) sum += prices.of_volume(gib).monthly;
  return sum + prices.of_load_balancer().monthly * step.balancers;
}

class TiersCheck {
 public:
  TiersCheck(const Fleet& fleet, const Policy& policy, const Tiers& tiers, const PriceList* prices)
      : fleet_(fleet), policy_(policy), tiers_(tiers), prices_(prices) {}

  Diagnostics check() {
    if (tiers_.steps.empty()) {
      found_.push_back({.severity = Severity::error,
                        .at = policy_.at,
                        .path = "spec.tiers",
                        .summary = fmt::format("policy {} has no tiers", policy_.name.value),
                        .expected = "at least one tier",
                        .hint = ""});
    }
    for (std::size_t i = 0; i < tiers_.steps.size(); ++i) {
      const auto& step = tiers_.steps[i];
      path_ = fmt::format("spec.tiers[{}]", i);
      if (i > 0 && step.up_to <= tiers_.steps[i - 1].up_to) {
        refuse(step, "up_to",
               fmt::format("up to {} agents comes after up to {}", step.up_to, tiers_.steps[i - 1].up_to),
               "tiers in ascending order", "");
      }
      check_step(step);
      for (const auto& pool : fleet_.pools) {
        if (selects(policy_, pool.name)) check_against(step, pool);
      }
    }
    return std::move(found_);
  }

 private:
  void add(Severity severity, const TierStep& step, const char* field, std::string summary,
           std::string expected, std::string hint) {
    found_.push_back({.severity = severity,
                      .at = step.at,
                      .path = path_ + "." + field,
                      .summary = std::move(summary),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
  }
  void refuse(const TierStep& step, const char* field, std::string summary, std::string expected,
              std::string hint) {
    add(Severity::error, step, field, std::move(summary), std::move(expected), std::move(hint));
  }

  void check_step(const TierStep& step) {
    if (step.up_to < 0) refuse(step, "up_to", "a negative number of agents", "0 or more", "");
    if (step.machines < 1) {
      refuse(step, "machines", fmt::format("a tier of {} machines", step.machines), "at least 1", "");
    }
    if (static_cast<int>(step.volumes_gib.size()) > step.machines) {
      refuse(step, "volumes",
             fmt::format("{} volumes for {}: each machine gets one", step.volumes_gib.size(),
                         plural(step.machines, "machine")),
             "at most as many volumes as machines", "");
    }
    for (const int gib : step.volumes_gib) {
      if (auto problem = volume_problem(gib, step.at, path_ + ".volumes")) found_.push_back(*problem);
    }
    const auto& cap = fleet_.budget.monthly_cap;
    if (prices_ && cap && cost_of(step, *prices_) > *cap) {
      add(Severity::warning, step, "up_to",
          fmt::format("the tier up to {} agents costs {} a month, the cap is {}", step.up_to,
                      format_money(cost_of(step, *prices_)), format_money(*cap)),
          "", "muster omits the part above the cap");
    }
  }

  void check_against(const TierStep& step, const Pool& pool) {
    const auto& name = pool.name.value;
    if (step.machines > pool.max) {
      refuse(step, "machines",
             fmt::format("the tier up to {} agents needs {} machines, pool {} allows {}", step.up_to,
                         step.machines, name, pool.max),
             fmt::format("at most {}", pool.max), "");
    }
    if (!on_ladder(step.size, pool, prices_)) {
      const auto sizes = meant_ladder(pool, prices_);
      refuse(step, "size", fmt::format("size \"{}\" is not on the ladder of pool {}", step.size.value, name),
             fmt::format("one of {}", fmt::join(sizes, ", ")), perhaps_meant(step.size.value, sizes));
    }
    if (step.balancers > 0 && !pool.balancer) {
      refuse(step, "load_balancers", fmt::format("the tier has a load balancer, pool {} declares none", name),
             "load_balancer in the pool: what it forwards and checks", "");
    }
  }

  const Fleet& fleet_;
  const Policy& policy_;
  const Tiers& tiers_;
  const PriceList* prices_;
  std::string path_;
  Diagnostics found_;
};

}  // namespace

Diagnostics check_kind(const Tiers& tiers, const CheckInputs& inputs) {
  return TiersCheck(inputs.fleet, inputs.policy, tiers, inputs.prices).check();
}

std::vector<LooksAt> looks_of(const Tiers&, const Policy& policy) {
  return {look_at_agents("tiers", policy.at)};
}

}  // namespace muster
