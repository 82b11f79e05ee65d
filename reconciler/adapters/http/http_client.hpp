#pragma once

#include <cstdint>
#include <vector>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

/// The caller's own number for a request in flight; below 2^63, and free again after it has completed.
using HttpTicket = std::uint64_t;

/// A request that has ended.
struct HttpCompletion {
  HttpTicket ticket = 0;
  Result<HttpResponse> response;
};

/// Sends requests in parallel from one thread. It does not retry and does not follow redirects.
///
/// The meaning of an Error for the caller:
/// - `invalid`: the request cannot be sent (URL, control characters);
/// - `io`: nothing was sent (no such host, refused, TLS), or reading the answer of a GET failed: safe to
///   repeat;
/// - `timeout`: a GET or HEAD got no complete answer in time: safe to repeat;
/// - `unknown_outcome`: another method failed after it may have been sent: check before you repeat it.
class HttpClient {
 public:
  HttpClient() = default;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  virtual ~HttpClient() = default;

  /// Starts a request; it proceeds inside `wait`.
  virtual void start(HttpTicket ticket, HttpRequest request) = 0;

  /// Returns the completed requests: as soon as there is one, after `at_most`, or at once if none is in
  /// flight.
  std::vector<HttpCompletion> wait(Duration at_most);

 protected:
  virtual std::vector<HttpCompletion> poll(Duration at_most) = 0;

 private:
  friend std::vector<Result<HttpResponse>> send_all(HttpClient& client, std::vector<HttpRequest> requests);

  std::vector<HttpCompletion>
      set_aside_;  // Completed for callers of `start` while `send_all` waited for its own.
  HttpTicket next_own_ = HttpTicket{1} << 63;
};

/// Sends all requests in parallel and returns after the last answer; answers are in the order of the
/// requests. Requests that others started continue meanwhile; the next `wait` returns their completions.
std::vector<Result<HttpResponse>> send_all(HttpClient& client, std::vector<HttpRequest> requests);

/// Sends one request and waits for its answer. Fails as described for HttpClient.
Result<HttpResponse> send(HttpClient& client, HttpRequest request);

}  // namespace muster
