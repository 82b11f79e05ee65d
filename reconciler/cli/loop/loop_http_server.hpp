#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "reconciler/adapters/http/http_server.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/reconcile/loop_status.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster {

/// The loop's one listener:
/// - GET /: the list of these pages;
/// - GET /healthz: 200 while the loop runs rounds, 503 after three intervals without a round;
/// - GET /readyz: 200 after a round has observed the fleet, else 503 and the reason;
/// - GET /metrics: for Prometheus;
/// - GET /status: the status of the loop as JSON;
/// - POST /wake: starts the next round at once: 202 and the number of the round that answers. With a declared
///   token only with it ("Authorization: Bearer ..."), for a webhook of a git server. Without one, only on
///   a loopback address.
///
/// The two probes are answered before any other request. A request for a foreign host is refused, see
/// refusal_of_foreign.
class LoopHttpServer {
 public:
  struct Options {
    std::string listen;             ///< Address and port.
    std::optional<Secret> token{};  ///< For /wake.
    Duration interval{0};           ///< Interval of the rounds.
    /// Names of this listener in requests, in addition to the default ones.
    std::vector<std::string> hosts{};
  };
  /// Threads of the listener call `metrics`. Fails as HttpServer::start does.
  static Result<std::unique_ptr<LoopHttpServer>> open(Options terms, std::function<std::string()> metrics,
                                                      const Clock& clock, std::function<void()> wake);

  std::string url() const { return server_->url(); }
  /// Whether POST /wake is refused because there is no secret.
  bool keeps_wakes_out() const { return !terms_.token && !on_loopback_; }

  /// Reports that the loop is alive. `uptime` is that of the clock.
  void beat(Duration uptime) { beat_.store(uptime.count(), std::memory_order_relaxed); }
  /// Reports that no more rounds follow: the loop completes its running applies.
  void stopping() { stopping_.store(true, std::memory_order_relaxed); }
  void publish(const LoopStatus& note, const std::string& json);

  /// Both answer a request as the listener does, for tests and for the listener.
  std::optional<HttpResponse> admit(const HttpRequest& head);
  HttpResponse answer(const HttpRequest& request);

 private:
  LoopHttpServer(Options terms, std::function<std::string()> metrics, const Clock& clock,
                 std::function<void()> wake);

  HttpResponse health() const;
  HttpResponse readiness();
  std::optional<HttpResponse> refusal_of_wake(const HttpRequest& head) const;
  HttpResponse wake();

  Options terms_;
  bool on_loopback_;
  std::function<std::string()> metrics_;
  const Clock& clock_;
  std::function<void()> wake_;
  std::atomic<std::int64_t> beat_{0};
  std::atomic<std::int64_t> round_ended_{0};  ///< As uptime, like `beat_`.
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::string note_json_;
  std::string not_ready_ = "no round has ended yet";
  std::int64_t round_ = 0;
  std::unique_ptr<HttpServer> server_;  // Destroyed first, because it calls the rest.
};

}  // namespace muster
