#pragma once

#include <istream>
#include <string>

#include "reconciler/adapters/file_io/regular_file.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

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
