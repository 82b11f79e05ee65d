#pragma once

#include "providers/digitalocean/session.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster::digitalocean {

/// Readings of machines from DigitalOcean's monitoring: cpu, memory and disk in percent, disk_used in bytes.
/// They come from the agent on each droplet, five requests a droplet, one sample every two minutes or so.
///
/// The rate limit allows about fifty droplets a minute. In a larger fleet each call asks another part of it,
/// and says so of the rest; such fleets want a source of their own.
///
/// Of a long span the last six hours are told: over more the samples come too far apart.
///
/// What cannot be (less than no free space, a total of nothing) is of quality `error`, and told.
///
/// A droplet whose agent says nothing, or that was not asked, has a reading of quality `missing`, one whose
/// request failed of quality `error`. What monitoring does not know (agents, response times) is not in here.
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
