#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "providers/digitalocean/digitalocean_provider.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scripted_http_client.hpp"

namespace muster::digitalocean {

inline constexpr const char* kUrl = "http://127.0.0.1:1";

/// A provider whose other side is a script.
struct Scene {
  explicit Scene(ScriptedHttpClient::Handler handler = {})
      : http(std::move(handler)),
        session(http, clock, Secret(std::string("dop_v1_very-secret")), SessionOptions{.url = kUrl}),
        provider(session) {}

  testing::FakeClock clock;
  ScriptedHttpClient http;
  Session session;
  DigitalOceanProvider provider;

  /// What was asked, in order: "GET /v2/droplets/1".
  std::vector<std::string> asked() const {
    std::vector<std::string> lines;
    for (const auto& request : http.requests())
      lines.push_back(request.method + " " + request.url.substr(std::string(kUrl).size()));
    return lines;
  }

  /// Waits until so many answers are in.
  std::vector<Completion> answers(std::size_t count) {
    std::vector<Completion> all;
    for (int turn = 0; turn < 1000 && all.size() < count; ++turn) {
      for (auto& completion : provider.wait(1s)) all.push_back(std::move(completion));
    }
    REQUIRE(all.size() == count);
    return all;
  }

  Result<Reply> call(const Operation& operation) {
    provider.start(1, operation);
    return answers(1).front().reply;
  }
};

/// The path and query of a request.
inline std::string target_of(const HttpRequest& request) {
  return request.url.substr(std::string(kUrl).size());
}

inline HttpResponse ok(std::string body, int status = 200) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

inline std::string droplet_json(int id, const std::string& tags = "") {
  return R"({"id":)" + std::to_string(id) + R"(,"name":"d)" + std::to_string(id) +
         R"(","memory":2048,"vcpus":1,"disk":50,"locked":false,"status":"active","created_at":"2026-11-23T20:00:00Z",)" +
         R"("size_slug":"s-1vcpu-2gb","region":{"slug":"nyc3"},"image":{"id":1,"slug":"ubuntu-22-04-x64"},)" +
         R"("networks":{"v4":[{"ip_address":"10.0.0.2","type":"private"},{"ip_address":"203.0.113.7","type":"public"}]},)" +
         R"("volume_ids":[],"tags":[)" + tags + "]}";
}

/// A page of a listing: its objects joined by commas.
inline HttpResponse page_json(const std::string& field, const std::string& objects, std::int64_t total) {
  return ok("{\"" + field + "\":[" + objects + R"(],"links":{},"meta":{"total":)" + std::to_string(total) +
            "}}");
}

}  // namespace muster::digitalocean
