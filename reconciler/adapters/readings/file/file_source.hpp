#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/adapters/file_io/regular_file.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/adapters/readings/held_readings.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Readings from a file that somebody else writes, appends to, replaces or rotates. Each look reads the file
/// as it is then, unless nothing was written to it; what cannot be read of it is told, and the rest counts.
///
/// Readings that are still to come count when their time has come, and are told until then. Of a subject and
/// metric that tells nothing else there is a reading of quality `error`.
///
/// Of an old file in whose place came one with later readings only (a rotated one), the readings are kept as
/// long as they matter; in any other case the file of now is all that counts.
class FileSource final : public ReadingSource {
 public:
  FileSource(std::string path, ReadingNeeds needs);

  std::string name() const override { return "file " + path_; }
  /// Fails with `not_found`, `invalid` or `io` when nothing of the file can be read and nothing is known of
  /// it.
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  Result<Done> look(const Fleet& fleet, Instant since, Instant now);
  void take(const RecordedReadings& recorded, const FileStamp& stamp, Instant now);
  void note_ahead(const RecordedReadings& recorded, Instant now);
  void append_unborn(std::vector<Reading>& into, Instant now) const;

  std::string path_;
  ReadingNeeds needs_;
  HeldReadings held_;
  HeldReadings earlier_;             ///< Of files in whose place the one of now came.
  std::optional<FileStamp> read_{};  ///< Of the file as it was last read.
  std::vector<PoolName> pools_{};    ///< That it was read for.
  Instant read_at_{};
  Instant newest_{};  ///< Of all that it told.
  Instant earlier_newest_{};
  std::map<std::pair<Subject, Metric>, Instant> ahead_{};  ///< The newest reading, where it is still to come.
  std::vector<std::string> mistakes_{};
  std::vector<std::string> trouble_{};
};

/// What was wrong, a sentence a problem without the file's name: the first three, and how many more.
std::vector<std::string> in_sentences(const RecordedReadings& recorded);

}  // namespace muster
