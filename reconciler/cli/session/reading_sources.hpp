#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/file/recorded_source.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Owns the sources of readings of a command, in order of preference.
class ReadingSources {
 public:
  ReadingSources() = default;
  ReadingSources(const ReadingSources&) = delete;
  ReadingSources& operator=(const ReadingSources&) = delete;

  /// Opens recorded readings of this fleet in these files. Fails as RecordedSource::open does.
  Result<Done> open_files(const std::vector<std::string>& files, const Fleet& fleet);
  /// Opens the sources of the fleet file. A source that cannot be opened is a warning, and ignored;
  /// `keeps_running`: this process runs long enough to receive pushes. Never fails.
  Result<Done> open_declared(Workspace& workspace, const Settings& settings, Console& console,
                             bool keeps_running);

  const std::vector<ReadingSource*>& in_order() const { return in_order_; }
  /// Returns the newest instant in the recorded files; nullopt without such files.
  std::optional<Instant> newest_recorded() const;
  /// Returns the problems of the recorded files.
  Diagnostics problems() const;
  /// Why declared sources could not be opened, in full sentences without a final stop.
  const std::vector<std::string>& unopened() const { return unopened_; }

 private:
  void add(std::unique_ptr<ReadingSource> source);

  CurlClient client_;
  std::vector<std::unique_ptr<RecordedSource>> recorded_;
  std::vector<std::unique_ptr<ReadingSource>> others_;
  std::vector<ReadingSource*> in_order_;
  std::vector<std::string> unopened_;
};

}  // namespace muster
