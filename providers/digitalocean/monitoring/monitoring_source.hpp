#pragma once

#include "providers/digitalocean/session/session.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster::digitalocean {

/// Readings of machines from DigitalOcean's monitoring: cpu, memory and disk in percent, disk_used in bytes.
/// They come from the agent on each droplet: five requests for each droplet, and one sample about every two
/// minutes.
///
/// The rate limit permits about fifty droplets a minute. In a larger fleet each call reads another part of
/// it, and reports the rest; such fleets need another source.
///
/// For a long span it returns the last six hours, because samples over a longer span are too far apart.
///
/// An impossible value (negative free space, a total of zero) has quality `error`, and is reported.
///
/// A droplet without data, or that was not read, has a reading of quality `missing`; one whose request failed
/// has quality `error`. Metrics that monitoring does not have (agents, response times) are not included.
class MonitoringSource final : public ReadingSource {
 public:
  /// `session` outlives the source.
  explicit MonitoringSource(Session& session) : session_(&session) {}

  std::string name() const override { return "digitalocean monitoring"; }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  std::vector<const Machine*> next_machines(const ActualState& actual, std::size_t most);

  Session* session_;
  Slot last_asked_;
  std::vector<std::string> trouble_{};
};

}  // namespace muster::digitalocean
