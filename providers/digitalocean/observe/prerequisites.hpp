#pragma once

#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/fleet/declared/fleet.hpp"
#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster::digitalocean {

/// The requests about the images and keys of a fleet's new machines: each once.
class PrerequisiteLooks {
 public:
  explicit PrerequisiteLooks(const Fleet& fleet);

  const std::vector<ApiRequest>& requests() const { return requests_; }

  /// Processes the answers in the order of the requests. Only a 404 means that something does not exist;
  /// without a readable answer it is unknown, and no problem is reported.
  std::map<PoolName, Prerequisites> take(const std::vector<Result<HttpResponse>>& answers) const;

 private:
  void ask(std::string target);
  const Result<HttpResponse>* answer_to(const std::string& target,
                                        const std::vector<Result<HttpResponse>>& answers) const;

  const Fleet& fleet_;
  std::vector<ApiRequest> requests_;
};

}  // namespace muster::digitalocean
