#include "reconciler/core/decide/strategy/threshold/threshold_volumes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/decide/strategy/threshold/threshold_action.hpp"
#include "reconciler/core/policy/check/check_policy.hpp"
#include "reconciler/core/reading/growth.hpp"

namespace muster {
namespace {

/// The volumes of one machine: number and size in GiB.
std::vector<std::pair<int, int>> volumes_of(int slot, const PoolView& view) {
  std::vector<std::pair<int, int>> volumes;
  for (auto at = view.shape.volumes_gib.lower_bound({slot, 0});
       at != view.shape.volumes_gib.end() && at->first.first == slot; ++at) {
    volumes.emplace_back(at->first.second, at->second);
  }
  return volumes;
}

/// The reading and, where the rule looks ahead, the time when the disk will be full.
std::string describe_seen(const SubjectEvaluation& subject, const Evidence& evidence,
                          const ThresholdRule& rule, const PoolView& view) {
  auto text = to_string(evidence);
  if (rule.full_within == Duration(0)) return text;
  const auto& series = view.inputs.readings.series(subject.machine->subject, rule.metric);
  const auto growth =
      growth_of(series, view.window_for(*subject.machine, rule.metric, rule.lasting).ignore_until, view.now);
  if (!growth || growth->an_hour <= Measure()) return text;
  const auto left = Measure::whole(100) - evidence.value;
  const auto minutes = std::max<std::int64_t>(scaled(left, 60, growth->an_hour.in_milli()).in_milli(), 0);
  return text + fmt::format(", grows by {}{} an hour: full in {}", format_measure(growth->an_hour),
                            unit_of(rule.metric), format_duration(std::chrono::minutes(minutes)));
}

void add_volume(ScalingAction& action, const VolumeSlot& volume, int gib, const std::string& what,
                const SubjectEvaluation& subject, const ThresholdRule& rule, const PoolView& view) {
  auto evidence = evidence_of(subject, rule, rule.lasting, view);
  auto message = describe_seen(subject, evidence, rule, view) + ": " + what;
  action.direction = Direction::up;
  action.parts.push_back({.part = volume,
                          .size = {},
                          .gib = gib,
                          .gone = false,
                          .message = std::move(message),
                          .evidence = {std::move(evidence)}});
}

}  // namespace

void add_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                 const PoolView& view) {
  for (const auto& subject : evaluation.breached) {
    if (!subject.machine) continue;
    const Slot slot{view.pool.name, subject.machine->number};
    const auto volumes = volumes_of(slot.number, view);
    const bool full = static_cast<int>(volumes.size()) >= view.inputs.capabilities.max_volumes_per_machine;
    const int last = volumes.empty() ? 0 : volumes.back().first;
    const VolumeSlot volume{slot, full ? last : last + 1};
    const int gib = (full ? volumes.back().second : 0) + rule.volume_gib;
    const auto what = full ? fmt::format("{} grows to {} GiB, because the machine has its maximum of volumes",
                                         to_string(volume), gib)
                           : fmt::format("{} GiB more", gib);
    add_volume(action, volume, gib, what, subject, rule, view);
  }
}

void grow_volumes(ScalingAction& action, const ThresholdRule& rule, const RuleEvaluation& evaluation,
                  const PoolView& view) {
  for (const auto& subject : evaluation.breached) {
    if (!subject.machine) continue;
    const Slot slot{view.pool.name, subject.machine->number};
    auto volumes = volumes_of(slot.number, view);
    std::erase_if(volumes, [&](const auto& v) { return v.second + rule.volume_gib > kLargestVolumeGib; });
    const auto smallest = std::min_element(volumes.begin(), volumes.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
    if (smallest == volumes.end()) {
      const auto all = volumes_of(slot.number, view);
      const VolumeSlot next{slot, all.empty() ? 1 : all.back().first + 1};
      const auto why = all.empty() ? "it has no volume yet" : "its volumes have the largest size";
      add_volume(action, next, rule.volume_gib, fmt::format("{}, so {} GiB more", why, rule.volume_gib),
                 subject, rule, view);
      continue;
    }
    const VolumeSlot volume{slot, smallest->first};
    const int gib = smallest->second + rule.volume_gib;
    add_volume(action, volume, gib, fmt::format("{} grows to {} GiB", to_string(volume), gib), subject, rule,
               view);
  }
}

}  // namespace muster
