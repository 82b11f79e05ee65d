#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/readings/recorded_source.hpp"
#include "reconciler/cli/wiring.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// The sources of readings that a command looks at, owned, in order of preference.
class ReadingSources {
 public:
  ReadingSources() = default;
  ReadingSources(const ReadingSources&) = delete;
  ReadingSources& operator=(const ReadingSources&) = delete;

  /// Recorded readings from these files.
  Result<Done> open_files(const std::vector<std::string>& files);
  /// What the fleet file declares. A source that cannot be opened is a warning, and not heard;
  /// `keeps_running` tells whether this process lives long enough to be pushed to.
  Result<Done> open_declared(Workspace& workspace, const Settings& settings, Console& console,
                             bool keeps_running);

  /// Reads the files anew, for a process that keeps running. One that cannot be read stays as it was; gives
  /// what was wrong.
  std::vector<std::string> refresh_files();

  const std::vector<ReadingSource*>& in_order() const { return in_order_; }
  /// The newest instant in the files; nullopt without files.
  std::optional<Instant> newest_recorded() const;
  /// What is wrong in the files.
  Diagnostics problems() const;
  /// What kept declared sources from being opened, in full sentences without final stop.
  const std::vector<std::string>& unopened() const { return unopened_; }

 private:
  Result<Done> add_file(const std::string& file);
  void add(std::unique_ptr<ReadingSource> source);

  CurlClient client_;
  struct Recorded {
    std::string file;
    std::size_t place = 0;  ///< In `in_order_`.
    std::unique_ptr<RecordedSource> source;
  };
  std::vector<Recorded> recorded_;
  std::vector<std::unique_ptr<ReadingSource>> others_;
  std::vector<ReadingSource*> in_order_;
  std::vector<std::string> unopened_;
};

}  // namespace muster
