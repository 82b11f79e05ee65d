#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/page/node_exposition.hpp"
#include "reconciler/adapters/readings/reading_cache.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

struct NodeExporterOptions {
  /// "http://{address}:9100/metrics"; {address} is the address of the machine, {name} its name.
  std::string url;
  Duration timeout = 10s;  ///< Time limit of one poll; it fetches pages in parallel.
};

/// Readings from a page on each machine: node exporter's or muster-node's.
///
/// node exporter counts CPU time since the machine was started, so a reading needs two pages. Each poll
/// compares with the page before, and the first poll fetches twice, two seconds apart. A rule with a window
/// of minutes needs a source that was polled for that time; use Prometheus for a program that runs once.
///
/// An impossible value on a page is a reading of quality `error`, and so is a metric with an unreadable or
/// contradictory part; both are reported. A page of another machine does not count. A page with the same text
/// as the page before is an old copy: it does not count.
class NodeExporterSource final : public ReadingSource {
 public:
  /// `client` and `clock` outlive the source.
  NodeExporterSource(HttpClient& client, Clock& clock, NodeExporterOptions options, ReadingNeeds needs);

  std::string name() const override { return "node exporter " + options_.url; }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override;
  std::vector<std::string> trouble() const override { return trouble_; }

 private:
  using Pages = std::map<Slot, Result<NodeExposition>>;
  Pages fetch(const std::vector<const Machine*>& machines);
  void take(const Slot& slot, NodeExposition& page, Instant now);
  bool is_copy(const Slot& slot, const NodeExposition& page);
  void look_at_problems(const Slot& slot, const NodeExposition& page);
  void look_at_mounts(const Slot& slot, NodeExposition& page);
  void look_at_odd(const Slot& slot, const NodeExposition& page, Instant when);

  HttpClient* client_;
  Clock* clock_;
  NodeExporterOptions options_;
  ReadingCache held_;
  std::map<Slot, NodeExposition> before_;             // The pages for the next comparison.
  std::map<Slot, std::size_t> texts_;                 // Hash of the page before.
  std::map<Slot, std::set<std::string>> written_to_;  // Mount points that were writable at some poll.
  std::map<Slot, MachineId> whose_;                   // The machine of these data.
  std::vector<std::string> trouble_;
};

}  // namespace muster
