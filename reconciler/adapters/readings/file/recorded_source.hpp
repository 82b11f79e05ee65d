#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Readings replayed from a file that somebody names. The file is checked as a whole when it is opened; what
/// cannot be read of it is a warning, and the rest counts.
class RecordedSource final : public ReadingSource {
 public:
  /// Fails with `not_found`, `invalid` or `io` when the file cannot be read, with `invalid` and every mistake
  /// when no reading of it can. Of pools that are not among `pools` nothing is read; none: of any pool.
  static Result<std::unique_ptr<RecordedSource>> open(const std::string& path,
                                                      const std::vector<PoolName>& pools = {});

  std::string name() const override { return "file " + path_; }
  /// Passes over subjects whose pool the fleet has not.
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;

  std::vector<std::string> trouble() const override { return trouble_; }

  Instant newest() const { return newest_; }
  const Diagnostics& warnings() const { return warnings_; }

 private:
  explicit RecordedSource(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::optional<std::vector<Reading>> held_{};  // All readings, unless there are too many to hold.
  Instant newest_{};
  Diagnostics warnings_{};
  std::vector<std::string> trouble_{};
};

}  // namespace muster
