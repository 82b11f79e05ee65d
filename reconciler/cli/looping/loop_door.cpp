#include "reconciler/cli/looping/loop_door.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "reconciler/adapters/secrets/same_secret.hpp"

namespace muster {
namespace {

HttpResponse plain(int status, const std::string& text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text + "\n"};
}

}  // namespace

Result<std::unique_ptr<LoopDoor>> LoopDoor::open(Terms terms, std::function<std::string()> metrics,
                                                 const Clock& clock, std::function<void()> wake) {
  HttpServerOptions options;
  options.listen = terms.listen;
  std::unique_ptr<LoopDoor> door(new LoopDoor(std::move(terms), std::move(metrics), clock, std::move(wake)));
  door->beat(clock.now());
  auto server = HttpServer::start(
      options, [door = door.get()](const HttpRequest& request) { return door->answer(request); });
  if (!server) return server.error();
  door->server_ = *std::move(server);
  return door;
}

void LoopDoor::tell(const LoopNote& note, const std::string& json) {
  const std::lock_guard lock(mutex_);
  note_json_ = json;
  round_ = note.round;
  not_ready_.clear();
  for (const auto& condition : note.conditions) {
    if (condition.type == "ReadingsReady" && condition.reason == "NotLooked") not_ready_ = condition.says;
  }
}

HttpResponse LoopDoor::answer(const HttpRequest& request) {
  const auto path = request.url.substr(0, request.url.find('?'));
  if (path == "/wake") return wake(request);
  if (!only_reads(request)) return plain(405, "only /wake takes anything but GET");
  if (path == "/healthz") return health();
  if (path == "/readyz") return readiness();
  if (path == "/metrics")
    return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, metrics_()};
  if (path == "/status") {
    const std::lock_guard lock(mutex_);
    if (note_json_.empty()) return plain(503, not_ready_);
    return {200, {{"Content-Type", "application/json"}}, note_json_};
  }
  return plain(404, "there are /healthz, /readyz, /metrics, /status and POST /wake");
}

HttpResponse LoopDoor::health() const {
  const Instant beat(Duration(beat_.load(std::memory_order_relaxed)));
  const auto silent = clock_.now() - beat;
  const auto most = std::max<Duration>(terms_.interval * 3, std::chrono::minutes(2));
  if (silent > most) return plain(503, fmt::format("the loop has not moved for {}", format_duration(silent)));
  return plain(200, "ok");
}

HttpResponse LoopDoor::readiness() {
  const std::lock_guard lock(mutex_);
  return not_ready_.empty() ? plain(200, "ok") : plain(503, not_ready_);
}

HttpResponse LoopDoor::wake(const HttpRequest& request) {
  if (request.method != "POST") return plain(405, "POST wakes the loop");
  if (terms_.token) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto said = header_of(request.headers, "authorization").value_or("");
    if (!said.starts_with(kBearer) || !is_same(*terms_.token, std::string_view(said).substr(kBearer.size())))
      return plain(401, "the token is not right");
  }
  std::int64_t round = 0;
  {
    const std::lock_guard lock(mutex_);
    round = round_;
  }
  wake_();
  return {202, {{"Content-Type", "application/json"}}, fmt::format("{{\"round\": {}}}\n", round + 1)};
}

}  // namespace muster
