#pragma once

#include <string>
#include <vector>

#include "providers/digitalocean/api_request.hpp"
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
  int look_attempts = 4;         ///< Of one look in all, when its failure may pass.
  Duration look_patience = 90s;  ///< Longest wait in all between the attempts of one batch of looks.
};

/// The conversation with one account: puts address and token on requests, and listens to what the answers
/// tell about the rate limit. Shared by all who talk to that account, so that they share its budget.
class Session {
 public:
  Session(HttpClient& client, Clock& clock, Secret token, SessionOptions options);

  /// Sends at once, whatever the budget says; the answer comes out of `wait`.
  void start(HttpTicket ticket, const ApiRequest& request);
  std::vector<HttpCompletion> wait(Duration at_most);

  /// Sends looks side by side, no faster than the budget allows, and those whose failure may pass (rate
  /// limit, network, the API's own failure) a bounded number of times again. Answers in the order of the
  /// requests; one that is not of the 200s comes as its Error.
  std::vector<Result<HttpResponse>> look(const std::vector<ApiRequest>& requests);

  /// Goes by steady_now of the clock.
  RateBudget& budget() { return budget_; }
  Clock& clock() { return *clock_; }

 private:
  HttpRequest complete(const ApiRequest& request) const;
  void hear(const Result<HttpResponse>& response);
  std::vector<Result<HttpResponse>> send_within_budget(std::vector<HttpRequest> requests);

  HttpClient* client_;
  Clock* clock_;
  Secret token_;
  SessionOptions options_;
  RateBudget budget_;
};

}  // namespace muster::digitalocean
