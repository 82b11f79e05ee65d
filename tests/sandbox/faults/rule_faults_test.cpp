#include "providers/sandbox/faults/rule_faults.hpp"

#include <catch2/catch.hpp>

#include "providers/sandbox/faults/read_faults.hpp"

namespace muster::sandbox {

namespace {

const Instant now{20h};

RuleFaults faults_of(const std::string& rules, std::uint64_t seed = 1, double speed = 1) {
  auto read = read_faults("apiVersion: muster/v1\nkind: Faults\nfaults:\n" + rules, "f");
  INFO(describe(read.problems));
  REQUIRE(read.problems.empty());
  read.faults.seed = seed;
  return {std::move(read.faults), speed};
}

Request request(const std::string& method, const std::string& path, const std::string& body = "") {
  Request made;
  made.method = method;
  made.path = path;
  made.body = body;
  return made;
}

/// Which of the next calls are struck: "..x.x".
std::string struck(RuleFaults& faults, int calls, const Request& asked = request("POST", "/v2/droplets")) {
  std::string marks;
  for (int i = 0; i < calls; ++i) marks += faults.fault_of(asked, now).name.empty() ? '.' : 'x';
  return marks;
}

}  // namespace

TEST_CASE("a fault strikes the calls whose turn it is") {
  for (const auto& [nth, marks] : {std::pair("2", ".x......"), std::pair("1-3", "xxx....."),
                                   std::pair("6-", ".....xxx"), std::pair("every 3", "..x..x..")}) {
    DYNAMIC_SECTION(nth) {
      auto faults = faults_of("- {calls: POST /v2/droplets, fault: quota, nth: " + std::string(nth) + "}\n");
      CHECK(struck(faults, 8) == marks);
    }
  }
}

TEST_CASE("calls are told apart by method, path and what the body names") {
  struct Row {
    const char* calls;
    const char* method;
    const char* path;
    bool fits;
  };
  for (const auto& row : {
           Row{"GET /v2/droplets", "GET", "/v2/droplets", true},
           Row{"GET /v2/droplets", "GET", "/v2/droplets/", true},
           Row{"GET /v2/droplets", "POST", "/v2/droplets", false},
           Row{"GET /v2/droplets", "GET", "/v2/droplets/7", false},
           Row{"* /v2/droplets/*", "DELETE", "/v2/droplets/7", true},
           Row{"* /v2/droplets/*", "DELETE", "/v2/droplets/7/actions", false},
           Row{"POST /v2/droplets/*/actions", "POST", "/v2/droplets/7/actions", true},
           Row{"GET /v2/**", "GET", "/v2/volumes/a/actions/3", true},
           Row{"* /**", "PUT", "/sandbox/load", false},
           Row{"* /sandbox/machines/*/drain", "PUT", "/sandbox/machines/7/drain", true},
       }) {
    DYNAMIC_SECTION(row.calls << " | " << row.method << " " << row.path) {
      const auto pattern = parse_call_pattern(row.calls);
      REQUIRE(pattern.ok());
      CHECK(pattern->fits(row.method, row.path) == row.fits);
    }
  }
  auto faults = faults_of("- {calls: POST /v2/droplets, size: s-1vcpu-1gb, fault: sold_out}\n");
  CHECK(struck(faults, 1, request("POST", "/v2/droplets", R"({"size":"s-1vcpu-1gb"})")) == "x");
  CHECK(struck(faults, 1, request("POST", "/v2/droplets", R"({"size":"s-2vcpu-2gb"})")) == ".");
  CHECK(struck(faults, 1, request("POST", "/v2/droplets", "no json")) == ".");
}

TEST_CASE("chance is the seed's: the same again, and about as often as it says") {
  const std::string rule = "- {calls: POST /v2/droplets, chance: 20%, fault: quota}\n";
  auto faults = faults_of(rule, 7);
  auto again = faults_of(rule, 7);
  auto other = faults_of(rule, 8);
  const auto marks = struck(faults, 2000);
  CHECK(struck(again, 2000) == marks);
  CHECK(struck(other, 2000) != marks);
  const auto hits = std::count(marks.begin(), marks.end(), 'x');
  CHECK(hits > 340);
  CHECK(hits < 460);
}

TEST_CASE("one rule's calls do not move another's chance") {
  auto alone = faults_of("- {calls: POST /v2/droplets, chance: 20%, fault: quota}\n");
  auto beside = faults_of(
      "- {calls: POST /v2/droplets, chance: 20%, fault: quota}\n- {calls: GET /v2/volumes, chance: 50%, "
      "fault: quota}\n");
  std::string marks;
  for (int i = 0; i < 100; ++i) {
    static_cast<void>(beside.fault_of(request("GET", "/v2/volumes"), now));
    marks += struck(beside, 1);
  }
  CHECK(marks == struck(alone, 100));
}

TEST_CASE("the first fault that strikes is it; latency and skew come on top") {
  auto faults = faults_of(R"(
- {calls: POST /v2/droplets, fault: latency, for: 2s}
- {calls: POST /v2/droplets, fault: reset_after_effect, nth: 1}
- {calls: POST /v2/droplets, fault: error_after_effect, status: 502}
- {calls: "* /v2/**", fault: clock_skew, by: 90s}
)",
                          1, 10);
  const auto first = faults.fault_of(request("POST", "/v2/droplets"), now);
  CHECK(first.name == "reset_after_effect");
  CHECK(first.delay == 200ms);
  CHECK(first.reset_after);
  CHECK(first.error_after == 0);
  CHECK(first.date_skew == 90s);
  const auto second = faults.fault_of(request("POST", "/v2/droplets"), now);
  CHECK(second.error_after == 502);
  CHECK(faults.fault_of(request("GET", "/v2/volumes"), now).name == "clock_skew");
}

TEST_CASE("a refusal lasts for the resource it struck, in the cloud's time") {
  auto faults =
      faults_of("- {calls: \"* /v2/load_balancers/**\", nth: 1, fault: balancer_busy, for: 60s}\n", 1, 10);
  const auto busy = [&](const char* path, Instant at) {
    return faults.fault_of(request("PUT", path), at).injected.status == 403;
  };
  CHECK(busy("/v2/load_balancers/a", now));
  CHECK(busy("/v2/load_balancers/a/droplets", now + 5s));
  CHECK_FALSE(busy("/v2/load_balancers/b", now + 5s));
  CHECK(busy("/v2/load_balancers/a", now + 5999ms));
  CHECK_FALSE(busy("/v2/load_balancers/a", now + 6s));
}

TEST_CASE("refusals speak in DigitalOcean's words") {
  for (const auto& [fault, path, status, message] : {
           std::tuple("sold_out", "/v2/droplets", 422, "not available in this region"),
           std::tuple("quota", "/v2/droplets", 422, "exceed your droplet limit"),
           std::tuple("quota", "/v2/volumes", 403, "volume limit"),
           std::tuple("quota", "/v2/load_balancers", 403, "load balancer limit"),
           std::tuple("pending_event", "/v2/droplets/7/actions", 422, "pending event"),
           std::tuple("balancer_busy", "/v2/load_balancers/a", 403, "processes previous actions"),
           std::tuple("rate_limited", "/v2/droplets", 429, "rate limit exceeded"),
           std::tuple("server_error", "/v2/droplets", 500, "server-side error"),
       }) {
    DYNAMIC_SECTION(fault << " " << path) {
      auto faults = faults_of("- {calls: \"* /v2/**\", fault: " + std::string(fault) + "}\n");
      const auto injected = faults.fault_of(request("POST", path), now).injected;
      CHECK(injected.kind == InjectedFault::Kind::refused);
      CHECK(injected.status == status);
      CHECK_THAT(injected.message, Catch::Contains(message));
    }
  }
}

}  // namespace muster::sandbox
