#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// What to keep of recorded readings, and what to hold against them.
struct ReadingsWanted {
  std::optional<Instant> since;    ///< Earlier ones are checked and not kept.
  std::optional<Instant> until;    ///< Later ones are checked and not kept.
  std::vector<PoolName> pools;     ///< Pools that subjects may name; empty: any.
  std::optional<Instant> latest;   ///< Readings after this are warned of: they are in the future.
  std::size_t most_problems = 20;  ///< So many are told, the rest is counted.
  std::size_t most_kept = std::size_t{1} << 26;  ///< More are refused: memory is not for free.
};

/// Recorded readings and everything that is wrong with their file.
struct RecordedReadings {
  std::vector<Reading> readings;  ///< In the order of the file.
  Diagnostics problems;           ///< The first of them, by line.
  std::size_t more_errors = 0;    ///< Errors that are not told.
  std::size_t seen = 0;           ///< Readings in the file, kept or not.
  std::optional<Instant> oldest;  ///< Of all seen.
  std::optional<Instant> newest;

  bool ok() const { return !has_errors(problems) && more_errors == 0; }
};

enum class ReadingsFormat { ndjson, csv };

/// Reads recorded readings as a stream: memory grows with what is kept, not with the file. `name` stands in
/// the diagnostics. `null` is a reading that failed; it has quality error.
RecordedReadings read_readings(std::istream& stream, const std::string& name, ReadingsFormat format,
                               const ReadingsWanted& wanted = {});

/// The same of a file: CSV when its name ends in .csv, otherwise NDJSON. Fails with `io` when it cannot be
/// read.
Result<RecordedReadings> read_readings_file(const std::string& path, const ReadingsWanted& wanted = {});

/// All that was wrong, one problem a line, as an error's text.
std::string summary_of(const RecordedReadings& recorded);

}  // namespace muster
