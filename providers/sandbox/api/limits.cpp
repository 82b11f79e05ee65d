#include "providers/sandbox/api/limits.hpp"

#include <algorithm>
#include <cmath>

#include "providers/sandbox/api/reply.hpp"

namespace muster::sandbox {

namespace {

constexpr std::int64_t key_listings_a_minute = 10;

void forget_before(std::deque<Instant>& times, Instant oldest) {
  while (!times.empty() && times.front() <= oldest) times.pop_front();
}

std::int64_t in_seconds(Duration length) {
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(length.count()) / 1000.0));
}

/// Returns the time until the `limit`-th latest request leaves the window; nullopt while there is room.
std::optional<Duration> wait_for_room(const std::deque<Instant>& times, std::int64_t limit, Duration window,
                                      Instant now) {
  const auto count = static_cast<std::int64_t>(times.size());
  if (count < limit) return std::nullopt;
  const auto blocking = times[static_cast<std::size_t>(count - limit)] + window;
  if (blocking <= now) return std::nullopt;
  return blocking - now;
}

Response too_many(Cloud& cloud, Duration wait, bool burst) {
  ++cloud.record.over_limit;
  auto response = refuse(429, "API rate limit exceeded.");
  if (burst)
    response.headers.emplace_back("retry-after", std::to_string(std::max<std::int64_t>(1, in_seconds(wait))));
  return response;
}

}  // namespace

std::optional<Response> count_request(Cloud& cloud, const Request& request, const std::string& token,
                                      Instant now) {
  auto& seen = cloud.seen[token];
  const auto minute = on_the_wall(cloud, 60s);
  const auto hour = on_the_wall(cloud, 1h);
  forget_before(seen.requests, now - hour);
  forget_before(seen.key_listings, now - minute);
  if (!cloud.rules.rate_limits) return std::nullopt;
  if (wait_for_room(seen.requests, cloud.rules.requests_per_hour, hour, now))
    return too_many(cloud, {}, false);
  if (const auto wait = wait_for_room(seen.requests, cloud.rules.requests_per_minute, minute, now))
    return too_many(cloud, *wait, true);
  if (request.method == "GET" && request.path.starts_with("/v2/account/keys")) {
    if (const auto wait = wait_for_room(seen.key_listings, key_listings_a_minute, minute, now))
      return too_many(cloud, *wait, true);
    seen.key_listings.push_back(now);
  }
  seen.requests.push_back(now);
  return std::nullopt;
}

void add_limit_headers(const Cloud& cloud, const std::string& token, Instant now, Response& response) {
  const auto found = cloud.seen.find(token);
  const auto hour = on_the_wall(cloud, 1h);
  const auto used = found == cloud.seen.end() ? 0 : static_cast<std::int64_t>(found->second.requests.size());
  const auto oldest = used == 0 ? now : found->second.requests.front();
  const auto reset = std::chrono::ceil<std::chrono::seconds>(oldest + hour).time_since_epoch().count();
  const bool refused = response.status == 429;
  const auto remaining = refused ? 0 : std::max<std::int64_t>(0, cloud.rules.requests_per_hour - used);
  response.headers.emplace_back("ratelimit-limit", std::to_string(cloud.rules.requests_per_hour));
  response.headers.emplace_back("ratelimit-remaining", std::to_string(remaining));
  response.headers.emplace_back("ratelimit-reset", std::to_string(reset));
}

}  // namespace muster::sandbox
