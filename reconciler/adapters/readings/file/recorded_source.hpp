#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/base/diagnostic.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Replayed readings from a file that a person names. The file is checked completely when it is opened.
/// Unreadable parts cause a warning, and the rest counts.
class RecordedSource final : public ReadingSource {
 public:
  /// Fails with `not_found`, `invalid` or `io` if the file cannot be read, and with `invalid` and all
  /// problems if no reading is readable. Ignores readings of pools that are not in `pools`; empty: any pool.
  static Result<std::unique_ptr<RecordedSource>> open(const std::string& path,
                                                      const std::vector<PoolName>& pools = {});

  std::string name() const override { return "file " + path_; }
  /// Ignores subjects whose pool the fleet does not have.
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;

  std::vector<std::string> trouble() const override { return trouble_; }

  Instant newest() const { return newest_; }
  const Diagnostics& warnings() const { return warnings_; }

 private:
  explicit RecordedSource(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::optional<std::vector<Reading>> held_{};  // All readings, if there are not too many to keep.
  Instant newest_{};
  Diagnostics warnings_{};
  std::vector<std::string> trouble_{};
};

}  // namespace muster
