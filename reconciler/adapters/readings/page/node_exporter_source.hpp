#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/held_readings.hpp"
#include "reconciler/adapters/readings/page/node_page.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

struct NodeExporterOptions {
  std::string url;         ///< "http://{address}:9100/metrics"; {address} is the machine's, {name} its name.
  Duration timeout = 10s;  ///< Of the whole look; pages are fetched side by side.
};

/// Readings from a page on each machine, asked for directly: node exporter's or muster-node's.
///
/// node exporter counts CPU time since the machine came up, so a reading needs two pages: each look compares
/// with the one before, and the first look asks twice, two seconds apart. Rules that look at minutes are
/// covered once the source has been looked at for so long; a program that looks once and ends wants
/// Prometheus as its source.
///
/// What a page tells and cannot be is a reading of quality `error`. A page that is the same text as at the
/// look before is a copy of an old one: nothing on it counts.
class NodeExporterSource final : public ReadingSource {
 public:
  /// `client` and `clock` outlive the source.
  NodeExporterSource(HttpClient& client, Clock& clock, NodeExporterOptions options, ReadingNeeds needs);

  std::string name() const override { return "node exporter " + options_.url; }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  using Pages = std::map<Slot, Result<NodePage>>;
  Pages fetch(const std::vector<const Machine*>& machines);
  void take(const Slot& slot, NodePage& page, Instant now);
  bool is_copy(const Slot& slot, const NodePage& page);
  void look_at_mounts(const Slot& slot, NodePage& page);
  void look_at_odd(const Slot& slot, const NodePage& page, Instant when);

  HttpClient* client_;
  Clock* clock_;
  NodeExporterOptions options_;
  HeldReadings held_;
  std::map<Slot, NodePage> before_;                   // What the next look compares with.
  std::map<Slot, std::size_t> texts_;                 // Of the page before.
  std::map<Slot, std::set<std::string>> written_to_;  // Mount points that could be written to at some look.
  std::map<Slot, MachineId> whose_;                   // The machine that these are of.
  std::vector<std::string> trouble_;
};

}  // namespace muster
