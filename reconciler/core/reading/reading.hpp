#pragma once

#include <compare>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/resource/slot.hpp"

namespace muster {

/// A measured quantity. The first three are percent of the whole machine.
enum class Metric {
  cpu,            ///< percent
  memory,         ///< percent
  disk,           ///< percent of the fullest data filesystem
  response_time,  ///< milliseconds
  agents,         ///< count
  disk_used,      ///< bytes
  log_used,       ///< bytes in the folders of logs
  database_used,  ///< bytes in the folders of databases
};
inline constexpr int kMetrics = 8;

const char* to_string(Metric metric);  ///< "cpu", "response_time": the word used in files.
const char* unit_of(Metric metric);    ///< "%", " ms", "" or " B": printed directly after a number.
std::optional<Metric> metric_of(const std::string& word);
const std::vector<std::string>& metric_words();
/// Whether it is the fill level of a disk, or the space that something uses on one.
bool is_disk(Metric metric);
/// In percent: a machine, or a part of it, that is used completely.
inline constexpr Measure kFull = Measure::whole(100);

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
const char* to_string(Quality quality);

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
