#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "providers/sandbox/api/handle_request.hpp"
#include "providers/sandbox/serve/request_head.hpp"
#include "providers/sandbox/wire/json_value.hpp"

namespace muster::sandbox {

/// An answer, its body read.
struct Reply {
  int status = 0;
  JsonValue body;
  Response response;

  std::string header(const std::string& name) const {
    for (const auto& [key, value] : response.headers)
      if (key == name) return value;
    return "";
  }
  std::string message() const { return body.at("message").string; }
};

/// Somebody with a token who asks a cloud for things, with time in their own hands.
class Customer {
 public:
  Instant now{std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 20h};
  std::string token = "dop_v1_test";
  Cloud cloud;
  InjectedFault injected{};  ///< Of every request while it is set.

  explicit Customer(Rules rules = unlimited()) : cloud(new_cloud(rules, 1, now)) {}

  static Rules unlimited() {
    Rules rules;
    rules.rate_limits = false;
    return rules;
  }

  /// `target` may have a query.
  Reply ask(const std::string& method, const std::string& target, const std::string& body = "") {
    auto request = *read_head(method + " " + target +
                              " HTTP/1.1\r\nHost: cloud.test:8080\r\nAuthorization: Bearer " + token);
    request.body = body;
    Reply reply;
    reply.response = handle_request(cloud, request, now, injected);
    reply.status = reply.response.status;
    if (!reply.response.body.empty()) {
      auto read = parse_json(reply.response.body);
      REQUIRE(read.ok());
      reply.body = std::move(*read);
    }
    return reply;
  }

  void pass(Duration time) { now += time; }

  /// The id of a droplet that has booted.
  std::string droplet(const std::string& name = "web-1", const std::string& more = "",
                      const std::string& size = "s-1vcpu-1gb") {
    const auto reply = ask("POST", "/v2/droplets", order(name, more, size));
    REQUIRE(reply.status == 202);
    pass(2min);
    return std::to_string(reply.body.at("droplet").at("id").integer);
  }

  static std::string order(const std::string& name, const std::string& more = "",
                           const std::string& size = "s-1vcpu-1gb") {
    return R"({"name":")" + name + R"(","region":"nyc3","image":"debian-12-x64","size":")" + size + "\"" +
           more + "}";
  }

  /// The id of a volume.
  std::string volume(const std::string& name = "data-1", int gib = 10, const std::string& region = "nyc3") {
    const auto reply = ask("POST", "/v2/volumes",
                           R"({"name":")" + name + R"(","region":")" + region + R"(","size_gigabytes":)" +
                               std::to_string(gib) + "}");
    REQUIRE(reply.status == 201);
    return reply.body.at("volume").at("id").string;
  }

  Reply act(const std::string& droplet, const std::string& body) {
    return ask("POST", "/v2/droplets/" + droplet + "/actions", body);
  }
  Reply act_on_volume(const std::string& volume, const std::string& body) {
    return ask("POST", "/v2/volumes/" + volume + "/actions", body);
  }

  /// One member of the droplet as the API shows it.
  JsonValue shown(const std::string& droplet, const std::string& member) {
    return ask("GET", "/v2/droplets/" + droplet).body.at("droplet").at(member);
  }
  std::string status(const std::string& droplet) { return shown(droplet, "status").string; }
};

}  // namespace muster::sandbox
