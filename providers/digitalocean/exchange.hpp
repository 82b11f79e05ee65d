#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "providers/digitalocean/api_request.hpp"
#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"

namespace muster::digitalocean {

/// One operation on its way: the requests that it takes one after the other, and what comes of their answers.
/// Passive: somebody else sends.
class Exchange {
 public:
  /// What follows an answer: another request, or the end.
  using Next = std::variant<ApiRequest, Result<Reply>>;

  explicit Exchange(Operation operation) : operation_(std::move(operation)) {}

  /// The first request, or the end when the operation cannot be asked for.
  Next begin();
  /// Takes the answer to the request given last.
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
  std::size_t at_ = 0;         ///< The request given last.
  std::size_t made_tags_ = 0;  ///< Requests up to there that make a missing tag.
  int page_ = 1;               ///< Of a look by name.
  bool making_tag_ = false;    ///< The request given last makes the tag that `requests_[at_]` missed.
  bool writes_now_ = false;    ///< The update of a balancer or firewall has looked and is writing.
};

}  // namespace muster::digitalocean
