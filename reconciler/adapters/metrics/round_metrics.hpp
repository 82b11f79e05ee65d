#pragma once

#include <map>
#include <memory>
#include <string>

#include "reconciler/core/alert/alert.hpp"
#include "reconciler/core/reconcile/round.hpp"
#include "reconciler/ports/call_listener.hpp"

namespace muster {

/// What muster tells Prometheus: one page, docs/how-to/monitor-muster.md says what is on it. Gauges are those
/// of the last round; counters and histograms add up since this process began. Series are bounded by what the
/// fleet and its policies declare, by machines and by kinds; those of what is gone go with it.
///
/// Safe to use from several threads: the page is asked for while a round is told.
class RoundMetrics {
 public:
  RoundMetrics();
  RoundMetrics(const RoundMetrics&) = delete;
  RoundMetrics& operator=(const RoundMetrics&) = delete;
  ~RoundMetrics();

  void heard(const Round& round);
  /// A call to the cloud came to its end. Bind it to ProviderChoice::hear_call.
  void heard(const HeardCall& call);
  /// How many alerts fire now, by name and severity.
  void firing(const std::map<std::pair<AlertName, AlertSeverity>, int>& counts);
  /// A message to a place was delivered, or was not.
  void announced(const std::string& target, bool delivered);
  /// A message was delivered, but not to this recipient.
  void unreached(const std::string& target, const std::string& recipient);

  /// The page, in Prometheus' text format 0.0.4.
  std::string page() const;

 private:
  class Registry;
  std::unique_ptr<Registry> registry_;
};

/// How the page's type is called in HTTP.
inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace muster
