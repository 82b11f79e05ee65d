#include "reconciler/adapters/readings/file/recorded_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"

namespace muster {
namespace {

// A larger file is read again for each call: only the requested window is in memory.
constexpr std::uintmax_t kLargestHeld = 256u << 20;

/// Removes readings of pools that the fleet does not have; returns these pools without duplicates.
std::vector<std::string> take_out_foreign(std::vector<Reading>& readings, const Fleet& fleet) {
  std::vector<std::string> known;
  for (const auto& pool : fleet.pools) known.push_back(pool.name.value);
  std::map<PoolName, Subject> foreign;
  std::erase_if(readings, [&](const Reading& reading) {
    const auto* slot = std::get_if<Slot>(&reading.subject);
    const auto* pool = slot ? &slot->pool : std::get_if<PoolName>(&reading.subject);
    if (pool == nullptr || fleet.find_pool(*pool) != nullptr) return false;
    foreign.emplace(*pool, reading.subject);
    return true;
  });
  std::vector<std::string> reported;
  for (const auto& [pool, subject] : foreign) {
    const auto nearest = nearest_word(pool.value, known);
    reported.push_back(fmt::format("it has readings of {}, but the fleet has no pool \"{}\"{}",
                                   to_string(subject), pool.value,
                                   nearest.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", nearest)));
  }
  return reported;
}

/// A problem in a part of a file is a warning.
Diagnostics as_warnings(RecordedReadings& recorded, const std::string& path) {
  for (auto& problem : recorded.problems) problem.severity = Severity::warning;
  if (recorded.more_errors > 0)
    recorded.problems.push_back({.severity = Severity::warning,
                                 .at = {path, 0, 0},
                                 .path = "",
                                 .summary = fmt::format("and {} mistakes more", recorded.more_errors),
                                 .expected = "",
                                 .hint = ""});
  return std::move(recorded.problems);
}

}  // namespace

Result<std::unique_ptr<RecordedSource>> RecordedSource::open(const std::string& path,
                                                             const std::vector<PoolName>& pools) {
  auto file = RegularFile::open(path);
  if (!file) return file.error();
  const bool small = file->stamp().bytes <= kLargestHeld;
  ReadingsWanted wanted;
  wanted.pools = pools;
  if (!small) wanted.since = Instant::max();  // Check everything, keep nothing.
  auto recorded = read_readings_file(*std::move(file), path, wanted);
  if (!recorded) return recorded.error();
  if (recorded->seen == 0) return Error{ErrorKind::invalid, summary_of(*recorded)};
  std::unique_ptr<RecordedSource> source(new RecordedSource(path));
  source->newest_ = recorded->newest.value_or(Instant{});
  source->warnings_ = as_warnings(*recorded, path);
  if (small) source->held_ = std::move(recorded->readings);
  return source;
}

Result<std::vector<Reading>> RecordedSource::readings(const Fleet& fleet, const ActualState&, Instant since,
                                                      Instant now) {
  std::vector<Reading> found;
  if (held_) {
    std::copy_if(held_->begin(), held_->end(), std::back_inserter(found),
                 [&](const Reading& reading) { return reading.at >= since && reading.at <= now; });
  } else {
    ReadingsWanted wanted;
    wanted.since = since;
    wanted.until = now;
    auto recorded = read_readings_file(path_, wanted);
    if (!recorded) return recorded.error();
    found = std::move(recorded->readings);
  }
  trouble_ = take_out_foreign(found, fleet);
  return found;
}

}  // namespace muster
