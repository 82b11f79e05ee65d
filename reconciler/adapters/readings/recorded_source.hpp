#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Readings replayed from a file. The file is checked as a whole when it is opened.
class RecordedSource final : public ReadingSource {
 public:
  /// Fails with `io` when the file cannot be read, with `invalid` and every mistake when it has any.
  static Result<std::unique_ptr<RecordedSource>> open(const std::string& path);

  std::string name() const override { return "file " + path_; }
  /// Fails with `invalid` when a subject names a pool that the fleet has not.
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;

  Instant newest() const { return newest_; }
  const Diagnostics& warnings() const { return warnings_; }

 private:
  explicit RecordedSource(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::optional<std::vector<Reading>> held_{};  // All readings, unless there are too many to hold.
  Instant newest_{};
  Diagnostics warnings_{};
};

}  // namespace muster
