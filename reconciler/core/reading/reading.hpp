#pragma once

#include <compare>
#include <string>
#include <variant>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/text/enum_words.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"
#include "reconciler/core/reading/metric.hpp"

namespace muster {

/// The fleet as a whole, as a subject of readings.
struct FleetWide {
  friend auto operator<=>(const FleetWide&, const FleetWide&) = default;
};
/// The subject of a reading.
using Subject = std::variant<FleetWide, PoolName, Slot>;
std::string to_string(const Subject& subject);  ///< "fleet", "worker", "worker/3".
/// Parses "fleet", "worker" or "worker/3". Fails with invalid.
Result<Subject> parse_subject(const std::string& text);

/// Whether a value is valid. Missing data is never zero.
enum class Quality { ok, stale, missing, error };
inline constexpr auto kQualityWords = enum_words<Quality>({
    {Quality::ok, "ok"},
    {Quality::stale, "stale"},
    {Quality::missing, "missing"},
    {Quality::error, "error"},
});
constexpr const char* to_string(Quality quality) {
  return kQualityWords.of(quality);
}

/// One value of one metric of one subject at one instant.
struct Reading {
  Instant at;
  Subject subject;
  Metric metric = Metric::cpu;
  Measure value;  ///< Undefined if the quality is not ok.
  Quality quality = Quality::ok;

  friend bool operator==(const Reading&, const Reading&) = default;
};

}  // namespace muster
