#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "providers/digitalocean/requests/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// One operation in progress: its requests in sequence, and the evaluation of their answers. Passive: the
/// caller sends.
class OperationCall {
 public:
  /// The next step after an answer: another request, or the end.
  using Next = std::variant<ApiRequest, Result<Reply>>;

  explicit OperationCall(Operation operation) : operation_(std::move(operation)) {}

  /// Returns the first request, or the end if the operation is impossible.
  Next begin();
  /// Processes the answer to the last request.
  Next take(const Result<HttpResponse>& answer);

  const Operation& operation() const { return operation_; }

 private:
  Next refused(const HttpResponse& response);
  Next succeeded(const HttpResponse& response);
  Next write_update(JsonView present);
  Next search(JsonView body);
  Next proceed();
  Next end(Result<Reply> reply) const;

  Operation operation_;
  std::vector<ApiRequest> requests_;
  std::size_t at_ = 0;         ///< Index of the last request.
  std::size_t made_tags_ = 0;  ///< Number of requests before it that create a missing tag.
  int page_ = 1;               ///< Page of a search by name.
  bool making_tag_ = false;    ///< The last request creates the tag that `requests_[at_]` needed.
  bool writes_now_ = false;    ///< The update of a load balancer or firewall has read it and is writing.
};

}  // namespace muster::digitalocean
