#pragma once

#include <compare>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/slot.hpp"

namespace muster {

/// What is measured. Percent of the whole machine for the first three.
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
const char* unit_of(Metric metric);    ///< "%", " ms", "" or " B": goes right behind a number.
std::optional<Metric> metric_of(const std::string& word);
const std::vector<std::string>& metric_words();
/// Whether it tells how full a disk is, or how much of one is used by something.
bool is_disk(Metric metric);
/// In percent: a machine, or a part of it, that is wholly in use.
inline constexpr Measure kFull = Measure::whole(100);

/// The fleet as a whole, as a subject of readings.
struct FleetWide {
  friend auto operator<=>(const FleetWide&, const FleetWide&) = default;
};
/// What a reading is about.
using Subject = std::variant<FleetWide, PoolName, Slot>;
std::string to_string(const Subject& subject);  ///< "fleet", "worker", "worker/3".
Result<Subject> parse_subject(const std::string& text);

/// Whether a value may be believed. There is no silent zero.
enum class Quality { ok, stale, missing, error };
const char* to_string(Quality quality);

/// One value of one metric of one subject at one instant.
struct Reading {
  Instant at;
  Subject subject;
  Metric metric = Metric::cpu;
  Measure value;  ///< Meaningless unless quality is ok.
  Quality quality = Quality::ok;

  friend bool operator==(const Reading&, const Reading&) = default;
};

}  // namespace muster
