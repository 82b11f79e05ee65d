#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"
#include "tests/support/fake_clock.hpp"

namespace muster::testing {

/// What goes wrong with monitoring.
enum class Ailment {
  none,
  no_answer,     ///< Timeouts.
  refused,       ///< Nobody listens.
  server_error,  ///< HTTP 500.
  not_a_number,  ///< Every value is NaN.
  empty,         ///< An answer that holds nothing.
  partial,       ///< Only the first machine is told of.
  cut_short,     ///< The answer ends in the middle.
  login_page,    ///< Something else answers, with a good status.
  future,        ///< Values claim to be from an hour ahead.
  frozen,        ///< The same old values again and again.
  clock_ahead,   ///< Our clock steps an hour ahead of everybody's.
  clock_behind,  ///< Our clock steps an hour back.
};
const char* to_string(Ailment ailment);
const std::vector<Ailment>& all_ailments();

/// A fleet's monitoring on paper: answers as Prometheus and as node exporter on every machine, with the load
/// that the test says and the ailment that befell it. Machine worker/N has the address 10.0.0.N.
class FakeMonitoring {
 public:
  explicit FakeMonitoring(const FakeClock& clock) : clock_(&clock) {}

  std::map<int, int> cpu_percent;  ///< By slot number; changes hold from the next answer on.
  Ailment prometheus = Ailment::none;
  Ailment pages = Ailment::none;
  Duration our_clock_is_off{0};  ///< How far clock() is from everybody's.

  /// CPU time is used up to now, by the load that holds since the last time.
  void pass_time();

  Result<HttpResponse> answer(const HttpRequest& request);
  /// /proc/stat of a machine at this instant.
  std::string proc_stat(int machine);

 private:
  Instant true_now() const { return clock_->now() - our_clock_is_off; }
  Result<HttpResponse> answer_query(const std::string& url);
  Result<HttpResponse> answer_page(int machine);
  int load_at(int machine, Instant at) const;

  const FakeClock* clock_;
  std::map<int, std::map<Instant, int>> loads_;  // From when on which load.
  std::map<int, double> busy_;
  std::map<int, double> idle_;
  Instant counted_until_{};
  std::map<std::string, HttpResponse> frozen_;
};

}  // namespace muster::testing
