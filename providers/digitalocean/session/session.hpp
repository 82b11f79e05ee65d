#pragma once

#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/apply/rate_budget.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster::digitalocean {

struct SessionOptions {
  std::string url = "https://api.digitalocean.com";  ///< Without "/v2" and without a slash at the end.
  int burst = 240;                                   ///< Requests in any minute; the API takes 250.
  Duration burst_window = 1min;
  Duration look_timeout = 30s;
  Duration effect_timeout = 60s;
  int look_attempts = 4;         ///< Attempts of one read in total, after failures that may pass.
  Duration look_patience = 90s;  ///< Longest total wait between the attempts of one batch of reads.
};

/// The connection to one account: it adds address and token to requests, and reads the rate limit from
/// answers. All users of that account share it, so that they share its budget.
class Session {
 public:
  Session(HttpClient& client, Clock& clock, Secret token, SessionOptions options);

  /// Sends at once, independent of the budget; `wait` returns the answer.
  void start(HttpTicket ticket, const ApiRequest& request);
  std::vector<HttpCompletion> wait(Duration at_most);

  /// Sends reads in parallel, within the budget, and repeats those whose failure may pass (rate limit,
  /// network, an error of the API) a limited number of times. Answers are in the order of the requests; an
  /// answer outside of the 200s is its Error.
  std::vector<Result<HttpResponse>> look(const std::vector<ApiRequest>& requests);

  /// Uses steady_now of the clock.
  RateBudget& budget() { return budget_; }
  Clock& clock() { return *clock_; }
  /// By how much the clock of this machine is ahead of the cloud's, as the newest answer shows it; negative:
  /// it is behind. Up to a few seconds of it are the way of the answer. nullopt: no answer had a date.
  std::optional<Duration> clock_offset() const { return clock_offset_; }

 private:
  HttpRequest complete(const ApiRequest& request) const;
  void note_headers(const Result<HttpResponse>& response);
  std::vector<Result<HttpResponse>> send_within_budget(std::vector<HttpRequest> requests);

  HttpClient* client_;
  Clock* clock_;
  Secret token_;
  SessionOptions options_;
  RateBudget budget_;
  std::optional<Duration> clock_offset_;
};

}  // namespace muster::digitalocean
