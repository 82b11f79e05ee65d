#include "reconciler/cli/loop/loop_http_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "reconciler/adapters/http/foreign_request.hpp"
#include "reconciler/adapters/secrets/same_secret.hpp"

namespace muster {
namespace {

constexpr std::string_view kIndex =
    "muster reconcile\n"
    "\n"
    "GET  /healthz  200 while the loop runs\n"
    "GET  /readyz   200 once a round has observed the fleet\n"
    "GET  /metrics  for Prometheus\n"
    "GET  /status   the newest round, as JSON\n"
    "POST /wake     starts the next round now\n";

HttpResponse plain(int status, const std::string& text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text + "\n"};
}

HttpResponse wrong_method(const char* allowed, const std::string& text) {
  return {405, {{"Allow", allowed}}, text + "\n"};
}

std::string path_of(const HttpRequest& request) {
  return request.url.substr(0, request.url.find('?'));
}

}  // namespace

LoopHttpServer::LoopHttpServer(Options terms, std::function<std::string()> metrics, const Clock& clock,
                               std::function<void()> wake)
    : terms_(std::move(terms)),
      on_loopback_(is_loopback(terms_.listen)),
      metrics_(std::move(metrics)),
      clock_(clock),
      wake_(std::move(wake)),
      beat_(clock.uptime().count()),
      round_ended_(beat_.load()) {
  if (auto own = machine_host_name(); !own.empty()) terms_.hosts.push_back(std::move(own));
}

Result<std::unique_ptr<LoopHttpServer>> LoopHttpServer::open(Options terms,
                                                             std::function<std::string()> metrics,
                                                             const Clock& clock, std::function<void()> wake) {
  HttpServerOptions options;
  options.listen = terms.listen;
  std::unique_ptr<LoopHttpServer> http_server(
      new LoopHttpServer(std::move(terms), std::move(metrics), clock, std::move(wake)));
  auto server = HttpServer::start(
      options,
      [http_server = http_server.get()](const HttpRequest& request) { return http_server->answer(request); },
      [http_server = http_server.get()](const HttpRequest& head) { return http_server->admit(head); });
  if (!server) return server.error();
  http_server->server_ = *std::move(server);
  return http_server;
}

void LoopHttpServer::publish(const LoopStatus& note, const std::string& json) {
  round_ended_.store(clock_.uptime().count(), std::memory_order_relaxed);
  const std::lock_guard lock(mutex_);
  note_json_ = json;
  round_ = note.round;
  not_ready_.clear();
  for (const auto& condition : note.conditions) {
    if (condition.type == "ReadingsReady" && condition.reason == "NotLooked") not_ready_ = condition.message;
  }
}

std::optional<HttpResponse> LoopHttpServer::admit(const HttpRequest& head) {
  if (auto refusal = refusal_of_foreign(head, terms_.hosts)) return refusal;
  const auto path = path_of(head);
  if (path == "/wake") return refusal_of_wake(head);
  if (!only_reads(head)) return wrong_method("GET, HEAD", "only /wake accepts a method other than GET");
  if (path == "/healthz") return health();
  if (path == "/readyz") return readiness();
  return std::nullopt;
}

HttpResponse LoopHttpServer::answer(const HttpRequest& request) {
  if (auto early = admit(request)) return *std::move(early);
  const auto path = path_of(request);
  if (path == "/wake") return wake();
  if (path == "/metrics")
    return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, metrics_()};
  if (path == "/status") {
    const std::lock_guard lock(mutex_);
    if (note_json_.empty()) return plain(503, not_ready_);
    return {200, {{"Content-Type", "application/json"}}, note_json_};
  }
  if (path == "/") return {200, {}, std::string(kIndex)};
  return plain(404, "there are /healthz, /readyz, /metrics, /status and POST /wake");
}

HttpResponse LoopHttpServer::health() const {
  const auto now = clock_.uptime();
  const auto most = std::max<Duration>(terms_.interval * 3, std::chrono::minutes(2));
  const auto silent = now - Duration(beat_.load(std::memory_order_relaxed));
  if (silent > most) return plain(503, fmt::format("the loop has not moved for {}", format_duration(silent)));
  const auto idle = now - Duration(round_ended_.load(std::memory_order_relaxed));
  if (idle > most && !stopping_.load(std::memory_order_relaxed))
    return plain(503, fmt::format("no round has ended for {}", format_duration(idle)));
  return plain(200, "ok");
}

HttpResponse LoopHttpServer::readiness() {
  const std::lock_guard lock(mutex_);
  return not_ready_.empty() ? plain(200, "ok") : plain(503, not_ready_);
}

std::optional<HttpResponse> LoopHttpServer::refusal_of_wake(const HttpRequest& head) const {
  if (head.method != "POST") return wrong_method("POST", "POST wakes the loop");
  if (keeps_wakes_out())
    return plain(403, "outside a loopback address /wake requires a secret: start muster with --wake-secret");
  if (!terms_.token) return std::nullopt;
  constexpr std::string_view kBearer = "Bearer ";
  const auto said = header_of(head.headers, "authorization").value_or("");
  if (!said.starts_with(kBearer) || !is_same(*terms_.token, std::string_view(said).substr(kBearer.size())))
    return plain(401, "the token is wrong");
  return std::nullopt;
}

HttpResponse LoopHttpServer::wake() {
  std::int64_t round = 0;
  {
    const std::lock_guard lock(mutex_);
    round = round_;
  }
  wake_();
  return {202, {{"Content-Type", "application/json"}}, fmt::format("{{\"round\": {}}}\n", round + 1)};
}

}  // namespace muster
