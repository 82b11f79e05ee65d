#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/reading/metric.hpp"

namespace muster {

enum class Comparison { above, below };
inline constexpr auto kComparisonWords = enum_words<Comparison>({
    {Comparison::above, "above"},
    {Comparison::below, "below"},
});
constexpr const char* to_string(Comparison comparison) {
  return kComparisonWords.of(comparison);
}
constexpr const char* symbol_of(Comparison comparison) {
  return comparison == Comparison::above ? ">" : "<";
}

/// The action of a threshold rule.
enum class Remedy {
  /// The next size that brings the load below the threshold; at the largest size one more machine.
  scale_up,
  scale_down,   ///< One machine less, or one size less at the minimum.
  add_machine,  ///< One more machine; for agents: as many as the threshold requires.
  add_volume,   ///< One more volume on the machine that crossed the threshold.
  grow_volume,  ///< Grows a volume of that machine; a machine without a volume gets its first one.
};
inline constexpr auto kRemedyWords = enum_words<Remedy>({
    {Remedy::scale_up, "scale_up"},
    {Remedy::scale_down, "scale_down"},
    {Remedy::add_machine, "add_machine"},
    {Remedy::add_volume, "add_volume"},
    {Remedy::grow_volume, "grow_volume"},
});
constexpr const char* to_string(Remedy remedy) {
  return kRemedyWords.of(remedy);
}

/// The subject of the readings of a rule.
enum class Scope {
  machine,  ///< Each machine separately: one that crosses the threshold is enough.
  pool,     ///< The pool's own readings, or the mean over its machines if it has none.
};

/// "cpu above 80% for 5m: scale_up". Strict: 80.0% is not above 80%.
struct ThresholdRule {
  std::string name;
  Metric metric = Metric::cpu;
  Comparison comparison = Comparison::above;
  Measure limit;  ///< In the unit of the metric; or a multiple of normal, see below.
  /// `limit` is a multiple of the subject's normal value: 2 means twice the median of the 24 h before the
  /// window.
  bool times_normal = false;
  Duration lasting{
      0};  ///< Time for which the threshold must be crossed without a break; 0: the newest reading is enough.
  Scope scope = Scope::machine;
  Remedy remedy = Remedy::scale_up;
  int volume_gib = 0;  ///< For add_volume the size, for grow_volume the growth.
  Duration full_within{
      0};  ///< For disks, instead of a threshold: at its present growth the disk is full within this time.
  SourceMark at;

  friend bool operator==(const ThresholdRule&, const ThresholdRule&) = default;
};

struct Threshold {
  std::vector<ThresholdRule> rules;
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

}  // namespace muster
