#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/adapters/file_io/regular_file.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "reconciler/adapters/readings/reading_cache.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Readings from a file that another program writes, appends to, replaces or rotates. Each poll reads the
/// file as it is then, if it was written to. Unreadable parts are reported, and the rest counts.
///
/// A future reading counts when its time has come, and is reported until then. A subject and metric without
/// another reading gets one of quality `error`.
///
/// If a file with only later readings replaces the file (rotation), the earlier readings are kept as long as
/// they matter. In any other case only the present file counts.
class FileSource final : public ReadingSource {
 public:
  FileSource(std::string path, ReadingNeeds needs);

  std::string name() const override { return "file " + path_; }
  /// Fails with `not_found`, `invalid` or `io` if no part of the file can be read and there are no earlier
  /// readings.
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
  ReadingCache held_;
  ReadingCache earlier_;             ///< From earlier files that the present one replaced.
  std::optional<FileStamp> read_{};  ///< Of the file at the last read.
  std::vector<PoolName> pools_{};    ///< The pools for which it was read.
  Instant read_at_{};
  Instant newest_{};  ///< Of all readings in it.
  Instant earlier_newest_{};
  std::map<std::pair<Subject, Metric>, Instant> ahead_{};  ///< The newest reading, if it is in the future.
  std::vector<std::string> mistakes_{};
  std::vector<std::string> trouble_{};
};

/// Returns the problems, one sentence each without the file's name: the first three, and the number of
/// further ones.
std::vector<std::string> in_sentences(const RecordedReadings& recorded);

}  // namespace muster
