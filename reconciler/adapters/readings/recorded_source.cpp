#include "reconciler/adapters/readings/recorded_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "reconciler/adapters/readings/read_readings.hpp"

namespace muster {
namespace {

// A larger file is read again for each question: of it only the window asked for is held.
constexpr std::uintmax_t kLargestHeld = 256u << 20;

/// Fails when a reading is about a pool that the fleet has not.
Result<Done> check_pools(const Fleet& fleet, const std::vector<Reading>& readings, const std::string& path) {
  std::vector<std::string> known;
  for (const auto& pool : fleet.pools) known.push_back(pool.name.value);
  const PoolName* last = nullptr;
  for (const auto& reading : readings) {
    const auto* slot = std::get_if<Slot>(&reading.subject);
    const auto* pool = slot ? &slot->pool : std::get_if<PoolName>(&reading.subject);
    if (pool == nullptr || (last != nullptr && *last == *pool)) continue;
    last = pool;
    if (fleet.find_pool(*pool) != nullptr) continue;
    const auto nearest = nearest_word(pool->value, known);
    return Error{ErrorKind::invalid,
                 fmt::format("{} has readings of {}, but the fleet has no pool \"{}\"{}", path,
                             to_string(reading.subject), pool->value,
                             nearest.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", nearest))};
  }
  return Done{};
}

}  // namespace

Result<std::unique_ptr<RecordedSource>> RecordedSource::open(const std::string& path) {
  std::error_code error;
  const bool small = std::filesystem::file_size(path, error) <= kLargestHeld && !error;
  ReadingsWanted wanted;
  if (!small) wanted.since = Instant::max();  // Check everything, hold nothing.
  auto recorded = read_readings_file(path, wanted);
  if (!recorded) return recorded.error();
  if (!recorded->ok()) return Error{ErrorKind::invalid, summary_of(*recorded)};
  std::unique_ptr<RecordedSource> source(new RecordedSource(path));
  source->newest_ = recorded->newest.value_or(Instant{});
  source->warnings_ = std::move(recorded->problems);
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
    if (!recorded->ok()) return Error{ErrorKind::invalid, summary_of(*recorded)};
    found = std::move(recorded->readings);
  }
  if (const auto known = check_pools(fleet, found, path_); !known) return known.error();
  return found;
}

}  // namespace muster
