#pragma once

#include <cstddef>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/files/regular_file.hpp"
#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"
#include "reconciler/core/fleet/fleet.hpp"
#include "reconciler/core/reading/reading.hpp"

namespace muster {

/// What to keep of recorded readings, and what to hold against them.
struct ReadingsWanted {
  std::optional<Instant> since;   ///< Earlier ones are checked and not kept.
  std::optional<Instant> until;   ///< Later ones are checked and not kept.
  std::vector<PoolName> pools;    ///< Pools that subjects may name; empty: any.
  std::optional<Instant> latest;  ///< Readings after this are warned of: they are in the future.
  bool growing = false;  ///< Somebody may be writing: a last line that has no line break yet is not judged.
  bool lines_alone = false;  ///< The lines do not make a file: an odd first one says nothing of the others.
  std::size_t most_problems = 20;                ///< So many are told, the rest is counted.
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
/// the diagnostics. `null` is a reading that failed; it has quality error, as has a value that cannot be, and
/// what is there twice with two values. A line that cannot be read costs itself only.
RecordedReadings read_readings(std::istream& stream, const std::string& name, ReadingsFormat format,
                               const ReadingsWanted& wanted = {});

/// The same of a regular file: CSV when its name ends in .csv, otherwise NDJSON. Fails with `io` when it
/// cannot be read, with `invalid` when it is a device, a pipe or larger than anybody may wait for.
Result<RecordedReadings> read_readings_file(const std::string& path, const ReadingsWanted& wanted = {});

/// The same of a file that is open already; its name tells the format.
Result<RecordedReadings> read_readings_file(RegularFile file, const std::string& path,
                                            const ReadingsWanted& wanted);

/// The format that the file's name stands for.
ReadingsFormat format_of(const std::string& path);

/// All that was wrong, one problem a line, as an error's text.
std::string summary_of(const RecordedReadings& recorded);

}  // namespace muster
