#include "reconciler/core/decide/strategy/threshold_scale_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "reconciler/core/base/rounded.hpp"
#include "reconciler/core/decide/capacity/agent_capacity.hpp"
#include "reconciler/core/decide/capacity/resizable.hpp"
#include "reconciler/core/decide/strategy/threshold_action.hpp"

namespace muster {
namespace {

/// Alternatives are told for so many machines; the others differ by nothing but their names.
constexpr int kToldMachines = 3;

/// What a size has of that which the metric measures; 0 when a size cannot help.
int capacity_of(const SizeOffer& offer, Metric metric) {
  switch (metric) {
    case Metric::cpu:
    case Metric::response_time:
      return offer.vcpus;
    case Metric::memory:
      return offer.memory_mib;
    case Metric::disk:
    case Metric::disk_used:
    case Metric::log_used:
    case Metric::database_used:
    case Metric::agents:
      return 0;
  }
  return 0;
}

std::string in_words(Metric metric, const SizeOffer& offer) {
  return metric == Metric::memory ? fmt::format("{} MiB", offer.memory_mib)
                                  : fmt::format("{} vCPU", offer.vcpus);
}

struct Choice {
  std::optional<SizeName> size;
  Measure load;         ///< What the load comes to there.
  std::string not_yet;  ///< Why a size that helps is not taken now.
  std::vector<Alternative> rejected;
};

/// Why machines of a pool are not to be off now; looked up once a size, which is all that it depends on.
class RoomMeanwhile {
 public:
  explicit RoomMeanwhile(const PoolView& view) : view_(view) {}

  const std::string& why_not(const MachineView& machine) {
    const auto [known, is_new] = by_size_.try_emplace(machine.machine->size);
    if (is_new) known->second = why_room_comes_first({&machine}, view_);
    return known->second;
  }

 private:
  const PoolView& view_;
  std::map<SizeName, std::string> by_size_;
};

/// The first size above the machine's own that brings its load under the line; none while it is not to be
/// off.
Choice larger_size_for(const MachineView& seen, Measure load, const ThresholdRule& rule, const Line& line,
                       RoomMeanwhile& room, const PoolView& view) {
  Choice choice;
  const auto& machine = *seen.machine;
  const auto& prices = view.situation.prices;
  const auto* own = prices.find(machine.size);
  for (const auto& size : view.ladder.above(machine.size)) {
    const auto what = fmt::format("resize {} to {}", to_string(machine.slot), size.value);
    const auto* offer = prices.find(size);
    if (!own || !offer) {
      choice.rejected.push_back({what, std::nullopt, "not in the price list"});
      continue;
    }
    const auto delta = offer->price.monthly - own->price.monthly;
    if (auto why_not = why_not_resized(seen, size, view); !why_not.empty()) {
      choice.rejected.push_back({what, delta, std::move(why_not)});
      continue;
    }
    const int has = capacity_of(*own, rule.metric);
    const int would_have = capacity_of(*offer, rule.metric);
    const auto projected = scaled(load, has, std::max(would_have, 1));
    if (would_have > has && projected < line.limit) {
      choice.not_yet = room.why_not(seen);
      if (choice.not_yet.empty()) {
        choice.size = size;
        choice.load = projected;
      } else {
        choice.rejected.push_back({what, delta, choice.not_yet});
      }
      return choice;
    }
    const auto verb = would_have == has ? "stay at" : "still be";
    choice.rejected.push_back({what, delta,
                               fmt::format("{}{}: {} would {} {}{}", would_have == has ? "same " : "",
                                           in_words(rule.metric, *offer), to_string(rule.metric), verb,
                                           format_beside(projected, rule.limit), unit_of(rule.metric))});
  }
  return choice;
}

/// The machine that a rule about the whole pool grows first: the most loaded one, then the smallest.
const MachineView* most_loaded(const ThresholdRule& rule, const PoolView& view) {
  const MachineView* best = nullptr;
  std::optional<Measure> most;
  for (const auto& machine : view.machines) {
    const auto& series = view.situation.readings.series(machine.subject, rule.metric);
    const auto signal = summarise(series, view.window_for(machine, rule.metric, Duration(0)), view.now);
    const bool known = signal.quality == Quality::ok;
    const bool more = known && (!most || signal.newest.value > *most);
    const bool smaller =
        !known && !most && (!best || view.ladder.less(machine.machine->size, best->machine->size));
    if (more) most = signal.newest.value;
    if (more || smaller) best = &machine;
  }
  return best;
}

}  // namespace

void add_scale_up(ScalingAction& ask, const ThresholdRule& rule, const RuleEvaluation& survey,
                  const PoolView& view) {
  std::vector<Evidence> outgrown;
  std::string why = view.pool.vertical ? "no larger size of the ladder brings it under the line"
                                       : "machines of this pool are not resized";
  const auto outgrow = [&](Evidence evidence, const std::string& not_yet = "") {
    if (outgrown.empty() && !not_yet.empty()) why = "it is not resized yet: " + not_yet;
    if (outgrown.size() < kToldEvidence) outgrown.push_back(std::move(evidence));
  };
  RoomMeanwhile room(view);
  int told = 0;
  for (const auto& hit : survey.crossed) {
    const auto* machine = hit.machine ? hit.machine : most_loaded(rule, view);
    auto evidence = evidence_of(hit, rule, rule.lasting, view);
    if (!view.pool.vertical) {
      outgrow(std::move(evidence));
      continue;
    }
    auto choice = larger_size_for(*machine, hit.crossing.signal.mean, rule, hit.line, room, view);
    if (told++ < kToldMachines) {
      std::move(choice.rejected.begin(), choice.rejected.end(), std::back_inserter(ask.rejected));
    }
    if (!choice.size) {
      outgrow(std::move(evidence), choice.not_yet);
      continue;
    }
    auto says = fmt::format("{}: {} brings it to {}{}", to_string(evidence), choice.size->value,
                            format_beside(choice.load, rule.limit), unit_of(rule.metric));
    ask.direction = Direction::up;
    ask.parts.push_back(
        {machine->machine->slot, *choice.size, 0, false, std::move(says), {std::move(evidence)}});
  }
  if (outgrown.empty()) return;
  if (view.warming) {
    ask.notes.push_back(rule.name + ": a machine that warms up counts as capacity already");
    return;
  }
  const auto says = fmt::format("{}: {}, so one machine more", to_string(outgrown.front()), why);
  add_machine(ask, says, std::move(outgrown), view);
}

}  // namespace muster
