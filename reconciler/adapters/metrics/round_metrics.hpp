#pragma once

#include <map>
#include <memory>
#include <string>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/ports/call_listener.hpp"

namespace muster {

/// The metrics of muster for Prometheus, one page; docs/how-to/monitor-muster.md describes it. Gauges are
/// those of the last round; counters and histograms add up since this process started. The number of series
/// is limited by the declarations of the fleet, by machines and by kinds; series of removed objects are
/// removed.
///
/// Safe to use from several threads: the page may be read while a round is recorded.
class RoundMetrics {
 public:
  RoundMetrics();
  RoundMetrics(const RoundMetrics&) = delete;
  RoundMetrics& operator=(const RoundMetrics&) = delete;
  ~RoundMetrics();

  void record(const Round& round);
  /// Records a finished call to the cloud. Bind it to ProviderChoice::on_call.
  void record(const HeardCall& call);
  /// Sets the number of active alerts by name and severity.
  void firing(const std::map<std::pair<AlertName, AlertSeverity>, int>& counts);
  /// Counts a message to a receiver that was delivered, or was not.
  void notified(const std::string& target, bool delivered);
  /// Counts a message that was delivered, but not to this recipient.
  void unreached(const std::string& target, const std::string& recipient);

  /// Returns the page in Prometheus' text format 0.0.4.
  std::string page() const;

 private:
  class Registry;
  std::unique_ptr<Registry> registry_;
};

/// Content type of the page in HTTP.
inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace muster
