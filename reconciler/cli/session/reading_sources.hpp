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

/// The sources of readings that a command looks at, owned, in order of preference.
class ReadingSources {
 public:
  ReadingSources() = default;
  ReadingSources(const ReadingSources&) = delete;
  ReadingSources& operator=(const ReadingSources&) = delete;

  /// Recorded readings of this fleet from these files.
  Result<Done> open_files(const std::vector<std::string>& files, const Fleet& fleet);
  /// What the fleet file declares. A source that cannot be opened is a warning, and not heard;
  /// `keeps_running` tells whether this process lives long enough to be pushed to.
  Result<Done> open_declared(Workspace& workspace, const Settings& settings, Console& console,
                             bool keeps_running);

  const std::vector<ReadingSource*>& in_order() const { return in_order_; }
  /// The newest instant in the recorded files; nullopt without such files.
  std::optional<Instant> newest_recorded() const;
  /// What is wrong in the recorded files.
  Diagnostics problems() const;
  /// What kept declared sources from being opened, in full sentences without final stop.
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
