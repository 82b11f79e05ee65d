#pragma once

#include <deque>
#include <functional>
#include <utility>
#include <vector>

#include "reconciler/adapters/http/http_client.hpp"

namespace muster {

/// HttpClient without a network: remembers what it was asked and answers from a script or a function.
/// Answers come out one a `wait`, first asked first, unless `answers_at_once` is larger.
class ScriptedHttpClient final : public HttpClient {
 public:
  using Handler = std::function<Result<HttpResponse>(const HttpRequest&)>;

  ScriptedHttpClient() = default;
  explicit ScriptedHttpClient(Handler handler) : handler_(std::move(handler)) {}

  /// The next answer, for whatever is asked; used up before the handler is.
  ScriptedHttpClient& answer(Result<HttpResponse> response) {
    script_.push_back(std::move(response));
    return *this;
  }
  ScriptedHttpClient& answer(int status, std::string body) {
    return answer(HttpResponse{status, {{"Content-Type", "application/json"}}, std::move(body)});
  }

  const std::vector<HttpRequest>& requests() const { return requests_; }
  std::size_t answers_left() const { return script_.size(); }
  std::size_t answers_at_once = 1;

  void start(HttpTicket ticket, HttpRequest request) override {
    requests_.push_back(request);
    under_way_.push_back({ticket, answer_to(request)});
  }

 protected:
  std::vector<HttpCompletion> poll(Duration) override {
    std::vector<HttpCompletion> done;
    while (!under_way_.empty() && done.size() < answers_at_once) {
      done.push_back(std::move(under_way_.front()));
      under_way_.pop_front();
    }
    return done;
  }

 private:
  Result<HttpResponse> answer_to(const HttpRequest& request) {
    if (!script_.empty()) {
      auto next = std::move(script_.front());
      script_.pop_front();
      return next;
    }
    if (handler_) return handler_(request);
    return Error{ErrorKind::io, "the script has no answer to " + request.method + " " + request.url};
  }

  Handler handler_;
  std::deque<Result<HttpResponse>> script_;
  std::deque<HttpCompletion> under_way_;
  std::vector<HttpRequest> requests_;
};

}  // namespace muster
