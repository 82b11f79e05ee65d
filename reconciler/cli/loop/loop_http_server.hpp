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
#include "reconciler/core/reconcile/loop_note.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster {

/// The loop's one listener:
/// - GET /: the list of these pages;
/// - GET /healthz: 200 while the loop goes round, 503 when it has not for three intervals;
/// - GET /readyz: 200 once a round has looked at the fleet, else 503 and why;
/// - GET /metrics: for Prometheus;
/// - GET /status: the loop's note as JSON;
/// - POST /wake: the next round is due at once: 202 and the number of the round that answers. With a token
///   declared, only with it ("Authorization: Bearer ..."): a webhook of a git server. Without one, only where
///   the listener is on the loopback.
/// The two probes are answered before anything else is worked on. A request for a host that is not ours is
/// refused, see refusal_of_foreign.
class LoopDoor {
 public:
  struct Terms {
    std::string listen;                ///< Address and port.
    std::optional<Secret> token{};     ///< For /wake.
    Duration interval{0};              ///< Of the rounds.
    std::vector<std::string> hosts{};  ///< Names that this listener is asked for by, besides the usual ones.
  };
  /// `metrics` is asked on threads of the listener.
  static Result<std::unique_ptr<LoopDoor>> open(Terms terms, std::function<std::string()> metrics,
                                                const Clock& clock, std::function<void()> wake);

  std::string url() const { return server_->url(); }
  /// Whether POST /wake is refused, for want of a secret.
  bool keeps_wakes_out() const { return !terms_.token && !on_loopback_; }

  /// The loop is alive. `uptime` is that of the clock.
  void beat(Duration uptime) { beat_.store(uptime.count(), std::memory_order_relaxed); }
  /// No more rounds come: the loop finishes what it began.
  void stopping() { stopping_.store(true, std::memory_order_relaxed); }
  void tell(const LoopNote& note, const std::string& json);

  /// Both answer a request as the listener does, for tests and for the listener.
  std::optional<HttpResponse> admit(const HttpRequest& head);
  HttpResponse answer(const HttpRequest& request);

 private:
  LoopDoor(Terms terms, std::function<std::string()> metrics, const Clock& clock, std::function<void()> wake);

  HttpResponse health() const;
  HttpResponse readiness();
  std::optional<HttpResponse> refusal_of_wake(const HttpRequest& head) const;
  HttpResponse wake();

  Terms terms_;
  bool on_loopback_;
  std::function<std::string()> metrics_;
  const Clock& clock_;
  std::function<void()> wake_;
  std::atomic<std::int64_t> beat_{0};
  std::atomic<std::int64_t> round_ended_{0};  ///< By uptime, as `beat_`.
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::string note_json_;
  std::string not_ready_ = "no round has ended yet";
  std::int64_t round_ = 0;
  std::unique_ptr<HttpServer> server_;  // Goes first: it calls the rest.
};

}  // namespace muster
