#include "providers/sandbox/api/handle_request.hpp"

#include <algorithm>
#include <array>

#include "providers/sandbox/api/limits.hpp"
#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/route.hpp"
#include "providers/sandbox/simulation/advance_to.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/simulation/lifecycle.hpp"

namespace muster::sandbox {

namespace {

bool is_control(const Request& request) {
  return request.path.starts_with("/sandbox");
}

/// The bearer token, or "" where there is none.
std::string token_of(const Request& request) {
  const auto header = request.header("authorization");
  constexpr std::string_view scheme = "Bearer ";
  return header.starts_with(scheme) ? std::string(header.substr(scheme.size())) : std::string();
}

/// In the order of the search: a route with a fixed word is before one with "*" in its place.
std::array<Routes, 16> all_routes() {
  return {droplet_routes(),       action_routes(),    monitoring_routes(),
          volume_action_routes(), volume_routes(),    droplet_action_routes(),
          load_balancer_routes(), firewall_routes(),  tag_routes(),
          vpc_routes(),           catalogue_routes(), account_routes(),
          snapshot_routes(),      control_routes(),   machine_routes(),
          record_routes()};
}

Response dispatch(Cloud& cloud, const Request& request, Instant now) {
  Call call{.cloud = cloud, .request = request, .now = now, .parts = {}, .body = {}};
  bool other_method = false;
  for (const auto& routes : all_routes()) {
    for (const auto& route : routes) {
      if (!fits(route.pattern, request.path, call.parts)) continue;
      if (request.method != route.method) {
        other_method = true;
        continue;
      }
      // The body of a GET, which some clients send, is ignored.
      if (request.method != "GET" && !request.body.empty()) {
        auto body = parse_json(request.body);
        if (!body) return refuse(400, "error parsing request body");
        call.body = std::move(*body);
      }
      return route.handler(call);
    }
  }
  return other_method ? refuse(405, "This method is not supported for the resource.") : not_found();
}

Response answer_in_trouble(Cloud& cloud, const Request& request, Instant now) {
  const auto& injected = cloud.injected;
  if (injected.kind != InjectedFault::Kind::refused) return dispatch(cloud, request, now);
  auto refusal = refuse(injected.status, injected.message);
  if (injected.status == 429) {
    const auto wait = std::chrono::ceil<std::chrono::seconds>(on_the_wall(cloud, injected.lasts)).count();
    refusal.headers.emplace_back("retry-after", std::to_string(std::max<std::int64_t>(1, wait)));
  }
  return refusal;
}

/// Returns the type of action that the body requests.
std::string action_asked(const Request& request) {
  if (request.path.find("/actions") == std::string::npos) return "";
  const auto body = parse_json(request.body);
  return body ? body->at("type").text_or("") : "";
}

/// Whether it is recorded: requests with an effect, except those of the test itself.
bool is_recorded(const Request& request) {
  return request.method != "GET" && (!is_control(request) || request.path.starts_with("/sandbox/machines"));
}

Response answer_v2(Cloud& cloud, const Request& request, Instant now) {
  const auto token = token_of(request);
  if (token.empty()) {
    auto refusal = refuse(401, "Unable to authenticate you.");
    add_limit_headers(cloud, token, now, refusal);
    return refusal;
  }
  const auto refusal = count_request(cloud, request, token, now);
  auto response = refusal ? *refusal : answer_in_trouble(cloud, request, now);
  add_limit_headers(cloud, token, now, response);
  return response;
}

}  // namespace

Response handle_request(Cloud& cloud, const Request& request, Instant now, const InjectedFault& injected) {
  advance_to(cloud, now);
  cloud.injected = injected;
  auto response =
      is_control(request) ? answer_in_trouble(cloud, request, now) : answer_v2(cloud, request, now);
  cloud.injected = {};
  if (is_recorded(request))
    record_request(cloud.record, {now, request.method, request.path, action_asked(request), response.status});
  // Not from the cloud's random numbers: a read must not change the next ones.
  Random naming{cloud.random.seed + 7919, 2 * cloud.requests++};
  const auto id = naming.uuid();
  response.headers.emplace_back("x-request-id", id);
  if (response.status >= 400 && response.body.ends_with("}")) {
    response.body.pop_back();
    response.body += ",\"request_id\":\"" + id + "\"}";
  }
  return response;
}

bool may_have_changed(const Request& request, const Response& response) {
  return request.method != "GET" && response.status < 400;
}

}  // namespace muster::sandbox
