#include "reconciler/core/policy/check/check_fleet.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "reconciler/core/fleet/resource/machine.hpp"

namespace muster {
namespace {

class FleetCheck {
 public:
  FleetCheck(const Fleet& fleet, const PriceList* prices) : fleet_(fleet), prices_(prices) {}

  Diagnostics check() {
    std::set<PoolName> names;
    for (std::size_t i = 0; i < fleet_.pools.size(); ++i) {
      const auto& pool = fleet_.pools[i];
      const auto path = fmt::format("spec.pools[{}]", i);
      if (!names.insert(pool.name).second) {
        refuse(pool.at, path + ".name", fmt::format("a second pool is named {}", pool.name.value),
               "each name once", "");
      }
      check_bounds(pool, path);
      check_ladder(pool, path);
      check_volumes(pool, path);
    }
    check_agents();
    check_budget();
    return std::move(found_);
  }

 private:
  void add(Severity severity, const SourceMark& at, std::string path, std::string summary,
           std::string expected, std::string hint) {
    found_.push_back({.severity = severity,
                      .at = at,
                      .path = std::move(path),
                      .summary = std::move(summary),
                      .expected = std::move(expected),
                      .hint = std::move(hint)});
  }
  void refuse(const SourceMark& at, std::string path, std::string summary, std::string expected,
              std::string hint) {
    add(Severity::error, at, std::move(path), std::move(summary), std::move(expected), std::move(hint));
  }

  void check_bounds(const Pool& pool, const std::string& path) {
    const auto& name = pool.name.value;
    if (pool.min > pool.max) {
      refuse(pool.at, path + ".min",
             fmt::format("pool {} has a minimum of {} and a maximum of {}", name, pool.min, pool.max),
             "a minimum that is not above the maximum", "");
    }
    if (pool.vertical && pool.max_disrupted < 1) {
      add(Severity::warning, pool.at, path + ".max_disrupted",
          fmt::format("pool {} may resize machines, but its limit is none at a time", name),
          "at least 1, or vertical: false", "");
    }
    if (pool.balancer && pool.balancer->from_machines > pool.max) {
      add(Severity::warning, pool.at, path + ".load_balancer.from_machines",
          fmt::format("pool {} never gets its load balancer: it needs {} machines, and {} is the maximum",
                      name, pool.balancer->from_machines, pool.max),
          "", "");
    }
  }

  void check_ladder(const Pool& pool, const std::string& path) {
    if (pool.ladder.empty()) {
      refuse(pool.at, path + ".sizes", fmt::format("pool {} has no sizes", pool.name.value),
             "at least one size", "");
    }
    std::set<SizeName> seen;
    const SizeOffer* below = nullptr;
    for (std::size_t i = 0; i < pool.ladder.size(); ++i) {
      const auto& size = pool.ladder[i];
      const auto here = fmt::format("{}.sizes[{}]", path, i);
      if (!seen.insert(size).second) {
        refuse(pool.at, here, fmt::format("size {} is twice on the ladder", size.value), "", "");
        continue;
      }
      const auto* offer = check_size(pool, size, here);
      if (offer && below && offer->price.monthly < below->price.monthly) {
        refuse(
            pool.at, here,
            fmt::format("{} at {} a month is above {} at {}", size.value, format_money(offer->price.monthly),
                        below->name.value, format_money(below->price.monthly)),
            "sizes from the cheapest to the dearest", "put " + size.value + " further down");
      }
      if (offer) below = offer;
    }
  }

  const SizeOffer* check_size(const Pool& pool, const SizeName& size, const std::string& path) {
    if (!prices_) return nullptr;
    const auto* offer = prices_->find(size);
    if (!offer) {
      std::vector<std::string> known;
      for (const auto& one : prices_->sizes) known.push_back(one.name.value);
      refuse(pool.at, path, fmt::format("unknown size \"{}\"", size.value), "a size that the provider sells",
             perhaps_meant(size.value, known));
      return nullptr;
    }
    const auto& regions = regions_of(fleet_, pool);
    const auto sold = std::any_of(regions.begin(), regions.end(),
                                  [&](const Region& region) { return prices_->sells(size, region); });
    if (!sold) {
      std::vector<std::string> names;
      for (const auto& region : regions) names.push_back(region.value);
      std::vector<std::string> where;
      for (const auto& region : offer->regions) where.push_back(region.value);
      refuse(pool.at, path, fmt::format("size {} is not sold in {}", size.value, fmt::join(names, " or ")),
             "a size that one of the pool's regions sells",
             where.empty() || !offer->available ? "it is not sold anywhere now"
                                                : fmt::format("it is sold in {}", fmt::join(where, ", ")));
    }
    return offer;
  }

  void check_volumes(const Pool& pool, const std::string& path) {
    for (std::size_t i = 0; i < pool.volumes.size(); ++i) {
      auto problem =
          volume_problem(pool.volumes[i].size_gib, pool.at, fmt::format("{}.volumes[{}].size", path, i));
      if (problem) found_.push_back(std::move(*problem));
    }
  }

  void check_agents() {
    std::set<std::string> names;
    std::vector<std::string> pools;
    for (const auto& pool : fleet_.pools) pools.push_back(pool.name.value);
    for (std::size_t i = 0; i < fleet_.agents.size(); ++i) {
      const auto& kind = fleet_.agents[i];
      const auto path = fmt::format("spec.agents[{}]", i);
      if (!names.insert(kind.name).second) {
        refuse(fleet_.at, path + ".name", fmt::format("a second agent kind is named {}", kind.name), "", "");
      }
      if (fleet_.find_pool(kind.pool)) continue;
      refuse(
          fleet_.at, path + ".pool",
          fmt::format("agent kind {} runs in pool \"{}\", which is not declared", kind.name, kind.pool.value),
          fmt::format("one of {}", fmt::join(pools, ", ")), perhaps_meant(kind.pool.value, pools));
    }
  }

  void check_budget() {
    if (!prices_ || !fleet_.budget.monthly_cap) return;
    Money least;
    for (const auto& pool : fleet_.pools) {
      if (pool.ladder.empty()) continue;
      Money machine = prices_->of_size(pool.ladder.front()).monthly;
      for (const auto& volume : pool.volumes) machine += prices_->of_volume(volume.size_gib).monthly;
      least += machine * pool.min;
      if (pool.balancer && pool.min >= pool.balancer->from_machines)
        least += prices_->of_load_balancer().monthly;
    }
    if (least <= *fleet_.budget.monthly_cap) return;
    refuse(fleet_.at, "spec.budget.cap",
           fmt::format("the smallest fleet that the pools allow costs {} a month, the cap is {}",
                       format_money(least), format_money(*fleet_.budget.monthly_cap)),
           "a cap that the minimum fits under", "");
  }

  const Fleet& fleet_;
  const PriceList* prices_;
  Diagnostics found_;
};

}  // namespace

std::string perhaps_meant(const std::string& word, const std::vector<std::string>& known) {
  const auto nearest = nearest_word(word, known);
  return nearest.empty() ? "" : fmt::format("did you mean {}?", nearest);
}

std::optional<Diagnostic> volume_problem(int gib, const SourceMark& at, std::string path) {
  if (gib >= 1 && gib <= kLargestVolumeGib) return std::nullopt;
  return Diagnostic{.severity = Severity::error,
                    .at = at,
                    .path = std::move(path),
                    .summary = fmt::format("a volume of {} GiB cannot be had", gib),
                    .expected = fmt::format("1 to {} GiB", kLargestVolumeGib),
                    .hint = ""};
}

Diagnostics check_fleet(const Fleet& fleet, const PriceList* prices) {
  return FleetCheck(fleet, prices).check();
}

}  // namespace muster
