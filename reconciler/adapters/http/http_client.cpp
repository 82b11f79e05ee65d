#include "reconciler/adapters/http/http_client.hpp"

#include <utility>

namespace muster {

std::vector<HttpCompletion> HttpClient::wait(Duration at_most) {
  if (!set_aside_.empty()) return std::exchange(set_aside_, {});
  return poll(at_most);
}

std::vector<Result<HttpResponse>> send_all(HttpClient& client, std::vector<HttpRequest> requests) {
  const Error unanswered{ErrorKind::unknown_outcome, "the client gave no answer"};
  std::vector<Result<HttpResponse>> answers(requests.size(), Result<HttpResponse>(unanswered));
  const HttpTicket first = client.next_own_;
  client.next_own_ += requests.size();
  for (std::size_t i = 0; i < requests.size(); ++i) client.start(first + i, std::move(requests[i]));

  std::size_t missing = answers.size();
  while (missing > 0) {
    // Each request has its own time limit, so this ends; the minute only bounds one turn.
    auto completed = client.poll(1min);
    if (completed.empty()) continue;
    for (auto& completion : completed) {
      if (completion.ticket < first || completion.ticket - first >= answers.size()) {
        client.set_aside_.push_back(std::move(completion));
        continue;
      }
      answers[completion.ticket - first] = std::move(completion.response);
      --missing;
    }
  }
  return answers;
}

Result<HttpResponse> send(HttpClient& client, HttpRequest request) {
  std::vector<HttpRequest> one;
  one.push_back(std::move(request));
  return std::move(send_all(client, std::move(one)).front());
}

}  // namespace muster
