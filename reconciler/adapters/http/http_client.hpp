#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The caller's own number for a request under way; below 2^63, and free again once it has completed.
using HttpTicket = std::uint64_t;

/// A request that came to its end.
struct HttpCompletion {
  HttpTicket ticket = 0;
  Result<HttpResponse> response;
};

/// Sends requests side by side from one thread. Nothing is retried and no redirect is followed here.
///
/// What an Error means to the caller:
/// - `invalid`: the request cannot be sent as it is (URL, control characters);
/// - `io`: nothing was sent (no such host, refused, TLS), or reading a GET's answer failed: safe to repeat;
/// - `timeout`: a GET or HEAD got no whole answer in time: safe to repeat;
/// - `unknown_outcome`: another method failed after it may have been sent: look before repeating.
class HttpClient {
 public:
  HttpClient() = default;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  virtual ~HttpClient() = default;

  /// Puts a request under way; it proceeds inside `wait`.
  virtual void start(HttpTicket ticket, HttpRequest request) = 0;

  /// What has completed: returns as soon as there is something, when `at_most` is over, or at once when
  /// nothing is under way.
  std::vector<HttpCompletion> wait(Duration at_most);

 protected:
  virtual std::vector<HttpCompletion> poll(Duration at_most) = 0;

 private:
  friend std::vector<Result<HttpResponse>> send_all(HttpClient& client, std::vector<HttpRequest> requests);

  std::vector<HttpCompletion> set_aside_;  // Completed for `start`ers while `send_all` waited for its own.
  HttpTicket next_own_ = HttpTicket{1} << 63;
};

/// Sends all side by side and returns when the last has its answer; answers in the order of the requests.
/// Requests that others started go on meanwhile; their completions come out of the next `wait`.
std::vector<Result<HttpResponse>> send_all(HttpClient& client, std::vector<HttpRequest> requests);

/// Sends one and waits for it.
Result<HttpResponse> send(HttpClient& client, HttpRequest request);

}  // namespace muster
