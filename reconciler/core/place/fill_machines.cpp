#include "reconciler/core/place/fill_machines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "reconciler/core/place/choose_offer.hpp"
#include "reconciler/core/place/machine_shelf.hpp"

namespace muster {
namespace {

constexpr auto kUneven = "the regions would differ by more of its kind than they may";

/// The regions that a kind chooses from, with its machines and offers there. A kind that is spread over
/// regions has one range for each region, every other kind has a single one.
struct Range {
  std::vector<int> regions;
  MachineShelf machines;
  OfferShelf offers;
  int agents = 0;  ///< Number of bundles of the kind in it.
};

/// All bundles of one kind without a machine, the largest first.
struct KindBatch {
  int kind = 0;
  std::vector<int> bundles;
  Resources demand;
};

class LotFiller {
 public:
  LotFiller(PlacementDraft& draft, const KindBatch& lot, const Resources& later)
      : draft_(draft),
        lot_(lot),
        left_(static_cast<std::int64_t>(lot.bundles.size())),
        demand_(lot.demand),
        later_(later) {
    Resources least = draft.bundle(lot.bundles.front()).requests;
    for (const int number : lot.bundles) least = least_of(least, draft.bundle(number).requests);
    std::vector<int> regions;
    for (const int region : draft.rules_for(lot.kind).regions()) {
      if (draft.may_live(lot.kind, region)) regions.push_back(region);
    }
    const bool even = draft.rules_for(lot.kind).most_region_skew > 0;
    std::vector<std::vector<int>> groups;
    if (even) {
      for (const int region : regions) groups.push_back({region});
    } else {
      groups.push_back(regions);
    }
    for (const auto& group : groups) {
      ranges_.push_back({.regions = group,
                         .machines = MachineShelf(draft, lot.kind, group, least),
                         .offers = OfferShelf(draft, lot.kind, group, lot.demand + later),
                         .agents = 0});
    }
    if (even) count_agents();
  }

  void fill() {
    for (const int number : lot_.bundles) {
      place(number);
      --left_;
      demand_ -= draft_.bundle(number).requests;
    }
    level();
  }

 private:
  void count_agents() {
    for (const auto& bundle : draft_.bundles) {
      if (bundle.kind != lot_.kind || bundle.host < 0) continue;
      const int region = draft_.machine(bundle.host).region;
      for (auto& range : ranges_) range.agents += range.regions.front() == region ? 1 : 0;
    }
  }

  /// Gives up bundles in regions that still exceed the skew, because other regions had no room.
  void level() {
    const int skew = draft_.rules_for(lot_.kind).most_region_skew;
    if (skew == 0 || ranges_.empty()) return;
    int fewest = ranges_.front().agents;
    for (const auto& range : ranges_) fewest = std::min(fewest, range.agents);
    for (std::size_t i = 0; i < draft_.bundles.size(); ++i) {
      const auto& bundle = draft_.bundles[i];
      if (bundle.kind != lot_.kind || bundle.host < 0) continue;
      const int region = draft_.machine(bundle.host).region;
      for (auto& range : ranges_) {
        if (range.regions.front() != region || range.agents - fewest <= skew) continue;
        draft_.take_off(static_cast<int>(i));
        draft_.give_up(static_cast<int>(i), kUneven);
        --range.agents;
        break;
      }
    }
  }

  /// The ranges that may take one more, the one with the fewest first.
  std::vector<Range*> in_turn() {
    std::vector<Range*> turn;
    int fewest = ranges_.empty() ? 0 : ranges_.front().agents;
    for (const auto& range : ranges_) fewest = std::min(fewest, range.agents);
    const int skew = draft_.rules_for(lot_.kind).most_region_skew;
    for (auto& range : ranges_) {
      if (skew == 0 || range.agents + 1 - fewest <= skew) turn.push_back(&range);
    }
    std::stable_sort(turn.begin(), turn.end(), [](auto* a, auto* b) { return a->agents < b->agents; });
    return turn;
  }

  void place(int number) {
    const auto turn = in_turn();
    for (auto* range : turn) {
      int host = range->machines.find(draft_.bundle(number));
      if (host < 0 && (host = buy(*range, number)) >= 0) range->machines.add(host);
      if (host < 0) continue;
      draft_.put(number, host);
      range->machines.filled(host);
      ++range->agents;
      return;
    }
    draft_.give_up(number, why_not(draft_.bundle(number)));
  }

  ExpectedLoad expected() const {
    const auto left = std::max<std::int64_t>(left_, 1);
    const Resources each{demand_.cpu_milli / left, demand_.memory_mib / left};
    const int most = draft_.rules_for(lot_.kind).most_on_machine;
    if (most == 0) return {demand_ + later_, each};
    // This number of machines is needed anyway: later load is shared between them.
    const auto machines = (left + most - 1) / most;
    const Resources later{later_.cpu_milli / machines, later_.memory_mib / machines};
    return {each * std::min<std::int64_t>(most, left) + later, {0, 0}};
  }

  int buy(Range& range, int number) {
    const auto& task = draft_.task;
    if (bought_all()) return -1;
    const auto may_cost = task.may_add ? std::optional(*task.may_add - draft_.added) : std::nullopt;
    const auto chosen = range.offers.choose(draft_.bundle(number), expected(), may_cost);
    if (!chosen) return -1;
    const auto& offer = task.offers[static_cast<std::size_t>(*chosen)];
    draft_.added += offer.price.monthly;
    const int region = draft_.offer_region[static_cast<std::size_t>(*chosen)];
    draft_.machines.push_back({region, offer.capacity, offer.capacity, *chosen, {}});
    return static_cast<int>(draft_.machines.size()) - 1;
  }

  bool bought_all() const {
    const auto bought = draft_.machines.size() - draft_.task.machines.size();
    return draft_.task.most_new && static_cast<int>(bought) >= *draft_.task.most_new;
  }

  std::string why_not(const Bundle& bundle) const {
    const auto wants =
        fmt::format("{} vCPU and {} MiB", static_cast<double>(bundle.requests.cpu_milli) / 1000,
                    bundle.requests.memory_mib);
    if (draft_.task.offers.empty()) {
      return fmt::format("no permitted machine has {} free, and no new machine is permitted", wants);
    }
    const bool sold = std::any_of(ranges_.begin(), ranges_.end(),
                                  [&](const Range& range) { return range.offers.has_room_for(bundle); });
    if (!sold) return fmt::format("no size that is sold in its regions has {}", wants);
    if (bought_all()) return fmt::format("no more than {} new machines are allowed", *draft_.task.most_new);
    if (draft_.task.may_add) {
      return fmt::format("a machine for it would cost more than the {} a month that remain",
                         format_money(*draft_.task.may_add - draft_.added));
    }
    return kUneven;
  }

  PlacementDraft& draft_;
  const KindBatch& lot_;
  std::int64_t left_;
  Resources demand_;
  Resources later_;
  std::vector<Range> ranges_;
};

/// Kinds with the narrowest choice first: few to a machine, which the others fill up; then bound to regions;
/// then the rest.
std::vector<KindBatch> lots_of(PlacementDraft& draft) {
  std::vector<KindBatch> lots(draft.rules.size());
  for (std::size_t i = 0; i < draft.bundles.size(); ++i) {
    const auto& bundle = draft.bundles[i];
    if (bundle.host >= 0) continue;
    auto& lot = lots[static_cast<std::size_t>(bundle.kind)];
    lot.kind = bundle.kind;
    lot.bundles.push_back(static_cast<int>(i));
    lot.demand += bundle.requests;
  }
  std::erase_if(lots, [](const KindBatch& lot) { return lot.bundles.empty(); });
  const auto breadth = [&](const KindBatch& lot) {
    const auto& rules = draft.rules_for(lot.kind);
    const bool bound = rules.most_region_skew > 0 || !rules.same_region.empty();
    const auto regions = bound ? 0 : rules.regions().size();
    const int crowd = rules.most_on_machine == 0 ? 1'000'000 : rules.most_on_machine;
    return std::tuple(crowd, regions, -rules.least_machine.cpu_milli, lot.kind);
  };
  std::sort(lots.begin(), lots.end(),
            [&](const KindBatch& a, const KindBatch& b) { return breadth(a) < breadth(b); });
  return lots;
}

/// The largest first, but so that the placed part at any time has about the lot's proportion of both
/// resources: the machines fill up on both sides.
void largest_first(PlacementDraft& draft, KindBatch& lot) {
  const auto share = [](std::int64_t own, std::int64_t all) {
    return all == 0 ? 0.0 : static_cast<double>(own) / static_cast<double>(all);
  };
  const auto cpu = [&](int bundle) {
    return share(draft.bundle(bundle).requests.cpu_milli, lot.demand.cpu_milli);
  };
  const auto memory = [&](int bundle) {
    return share(draft.bundle(bundle).requests.memory_mib, lot.demand.memory_mib);
  };
  std::vector<std::pair<double, int>> rather_cpu;
  std::vector<std::pair<double, int>> rather_memory;
  for (const int bundle : lot.bundles) {
    auto& queue = cpu(bundle) > memory(bundle) ? rather_cpu : rather_memory;
    queue.emplace_back(-cpu(bundle) - memory(bundle), bundle);
  }
  std::sort(rather_cpu.begin(), rather_cpu.end());
  std::sort(rather_memory.begin(), rather_memory.end());
  double surplus = 0;  // CPU minus memory of the placed part.
  auto next_cpu = rather_cpu.begin();
  auto next_memory = rather_memory.begin();
  for (auto& bundle : lot.bundles) {
    const bool take_cpu =
        next_memory == rather_memory.end() || (surplus <= 0 && next_cpu != rather_cpu.end());
    bundle = take_cpu ? next_cpu++->second : next_memory++->second;
    surplus += cpu(bundle) - memory(bundle);
  }
}

/// Returns the load of later lots on the machines of this one, minus the part that fits elsewhere. For a kind
/// that is spread over regions, one region's part.
Resources later_than(std::size_t position, const std::vector<KindBatch>& lots, const PlacementDraft& draft) {
  Resources later;
  for (std::size_t i = position + 1; i < lots.size(); ++i) {
    const auto& apart = draft.rules_for(lots[position].kind).apart;
    if (apart[static_cast<std::size_t>(lots[i].kind)]) continue;
    const auto& rules = draft.rules_for(lots[i].kind);
    const auto parts = rules.most_region_skew > 0 ? static_cast<std::int64_t>(rules.regions().size()) : 1;
    later += {lots[i].demand.cpu_milli / parts, lots[i].demand.memory_mib / parts};
  }
  for (const auto& machine : draft.machines) later -= most_of(machine.free, {});
  return most_of(later, {});
}

}  // namespace

void fill_machines(PlacementDraft& draft) {
  auto lots = lots_of(draft);
  for (std::size_t i = 0; i < lots.size(); ++i) {
    largest_first(draft, lots[i]);
    LotFiller(draft, lots[i], later_than(i, lots, draft)).fill();
  }
}

}  // namespace muster
