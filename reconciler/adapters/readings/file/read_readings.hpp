#pragma once

#include <istream>
#include <string>

#include "reconciler/adapters/file_io/regular_file.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

enum class ReadingsFormat { ndjson, csv };

/// Parses recorded readings as a stream: memory grows with the kept readings, not with the file. `name` is
/// for the diagnostics. `null` is a failed reading; it has quality error, as an impossible value has, or one
/// with two values. An unreadable line is skipped.
RecordedReadings read_readings(std::istream& stream, const std::string& name, ReadingsFormat format,
                               const ReadingsWanted& wanted = {});

/// The same for a regular file: CSV if its name ends in .csv, otherwise NDJSON. Fails with `io` if it cannot
/// be read, and with `invalid` if it is a device, a pipe or too large.
Result<RecordedReadings> read_readings_file(const std::string& path, const ReadingsWanted& wanted = {});

/// The same for a file that is open already; its name determines the format. Fails with `invalid` if it is
/// too large, and with `io` if it cannot be read.
Result<RecordedReadings> read_readings_file(RegularFile file, const std::string& path,
                                            const ReadingsWanted& wanted);

/// Returns the format by the file's name.
ReadingsFormat format_of(const std::string& path);

/// Returns all problems, one each line, as the text of an error.
std::string summary_of(const RecordedReadings& recorded);

}  // namespace muster
