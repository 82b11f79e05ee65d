#pragma once

#include <vector>

#include "providers/digitalocean/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/fleet/actual_state.hpp"
#include "reconciler/core/fleet/fleet.hpp"

namespace muster::digitalocean {

/// What has to be asked about the images and keys that a fleet's new machines are made from: each once.
class PrerequisiteLooks {
 public:
  explicit PrerequisiteLooks(const Fleet& fleet);

  const std::vector<ApiRequest>& requests() const { return requests_; }

  /// Takes the answers in the order of the requests. Only a 404 says that something is not there; what could
  /// not be asked, or not be read, is not known, and nothing is claimed of it.
  std::map<PoolName, Prerequisites> take(const std::vector<Result<HttpResponse>>& answers) const;

 private:
  void ask(std::string target);
  const Result<HttpResponse>* answer_to(const std::string& target,
                                        const std::vector<Result<HttpResponse>>& answers) const;

  const Fleet& fleet_;
  std::vector<ApiRequest> requests_;
};

}  // namespace muster::digitalocean
