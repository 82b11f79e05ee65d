#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "reconciler/adapters/http/http_server.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/reconcile/loop_note.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster {

/// The loop's one listener:
/// - GET /healthz: 200 while the loop goes round, 503 when it has not for three intervals;
/// - GET /readyz: 200 once a round has looked at the fleet, else 503 and why;
/// - GET /metrics: for Prometheus;
/// - GET /status: the loop's note as JSON;
/// - POST /wake: the next round is due at once: 202 and the number of the round that answers. With a token
///   declared, only with it ("Authorization: Bearer ..."): a webhook of a git server.
class LoopDoor {
 public:
  struct Terms {
    std::string listen;           ///< Address and port.
    std::optional<Secret> token;  ///< For /wake.
    Duration interval{0};
  };
  /// `metrics` is asked on threads of the listener.
  static Result<std::unique_ptr<LoopDoor>> open(Terms terms, std::function<std::string()> metrics,
                                                const Clock& clock, std::function<void()> wake);

  std::string url() const { return server_->url(); }

  /// The loop is alive.
  void beat(Instant now) { beat_.store(now.time_since_epoch().count(), std::memory_order_relaxed); }
  void tell(const LoopNote& note, const std::string& json);

 private:
  LoopDoor(Terms terms, std::function<std::string()> metrics, const Clock& clock, std::function<void()> wake)
      : terms_(std::move(terms)), metrics_(std::move(metrics)), clock_(clock), wake_(std::move(wake)) {}

  HttpResponse answer(const HttpRequest& request);
  HttpResponse health() const;
  HttpResponse readiness();
  HttpResponse wake(const HttpRequest& request);

  Terms terms_;
  std::function<std::string()> metrics_;
  const Clock& clock_;
  std::function<void()> wake_;
  std::atomic<std::int64_t> beat_{0};
  std::mutex mutex_;
  std::string note_json_;
  std::string not_ready_ = "no round has ended yet";
  std::int64_t round_ = 0;
  std::unique_ptr<HttpServer> server_;  // Goes first: it calls the rest.
};

}  // namespace muster
