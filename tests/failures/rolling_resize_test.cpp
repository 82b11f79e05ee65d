#include <algorithm>
#include <map>

#include "tests/failures/bad_day.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

constexpr int speed = 100;

struct Turn {
  std::int64_t at = 0;  ///< Milliseconds on the wall.
  std::int64_t machine = 0;
  bool on = false;
};

std::vector<Turn> turns_of(const JsonDocument& record) {
  std::vector<Turn> turns;
  for (const JsonView turn : items_of(record, "turns"))
    turns.push_back(
        {*turn.field("at").integer(), *turn.field("droplet").integer(), *turn.field("to").text() == "on"});
  return turns;
}

/// The fewest machines that were on at any sample, 0.1 s of the cloud's time apart, from when two were.
std::int64_t fewest_on(const std::vector<Turn>& turns) {
  const double step = 100.0 / speed;
  std::map<std::int64_t, bool> on;
  std::int64_t fewest = 2;
  bool both = false;
  std::size_t next = 0;
  for (double at = static_cast<double>(turns.front().at); next < turns.size(); at += step) {
    for (; next < turns.size() && static_cast<double>(turns[next].at) <= at; ++next)
      on[turns[next].machine] = turns[next].on;
    const auto count = std::count_if(on.begin(), on.end(), [](const auto& one) { return one.second; });
    both = both || count == 2;
    if (both) fewest = std::min<std::int64_t>(fewest, count);
  }
  return fewest;
}

/// What was asked about one machine, in order.
std::vector<std::string> story_of(const JsonDocument& record, std::int64_t machine) {
  std::vector<std::string> story;
  const auto id = std::to_string(machine);
  for (const JsonView request : items_of(record, "requests")) {
    const auto path = *request.field("path").text();
    const auto method = *request.field("method").text();
    if (path == "/v2/droplets/" + id + "/actions") story.push_back(*request.field("what").text());
    if (path == "/sandbox/machines/" + id + "/drain") story.push_back(method == "PUT" ? "drain" : "undrain");
  }
  return story;
}

}  // namespace

TEST_CASE("a resize of two machines behind a balancer never has both off, and drains each first") {
  const BadDay day("", speed);
  day.declare(2, R"(      load_balancer:
        from_machines: 2
        forward:
          - { from: "http:80", to: "http:8080" }
)",
              "s-1vcpu-2gb, s-2vcpu-4gb");
  REQUIRE(day.apply().code == 0);
  REQUIRE(
      day.client().Put("/sandbox/load", R"({"tag":"muster-pool:bad:web","agents":10})", "application/json"));
  day.bench.write("desired-state/tiers.yaml", R"(apiVersion: muster/v1
kind: Policy
metadata: { name: tiers }
spec:
  pools: [web]
  tiers:
    - { up_to: 50, machines: 2, size: s-2vcpu-4gb }
)");
  for (int round = 0; round < 3 && !day.nothing_left(); ++round) {
    const auto apply = day.apply();
    INFO(apply.out << apply.err);
    REQUIRE(apply.code == 0);
  }
  CHECK(day.nothing_left());

  const auto record = day.page("/sandbox/record");
  const auto turns = turns_of(record);
  REQUIRE(turns.size() == 6);  // On twice at first; then each off and on.
  CHECK(fewest_on(turns) == 1);
  CHECK(day.there_are("agents_running_min") == 10);
  for (const auto machine : {turns[0].machine, turns[1].machine})
    CHECK(story_of(record, machine) ==
          std::vector<std::string>{"drain", "shutdown", "resize", "power_on", "undrain"});
  // It leaves the balancer before its agents leave it.
  std::vector<std::string> order;
  for (const JsonView request : items_of(record, "requests")) {
    const auto path = *request.field("path").text();
    if (*request.field("method").text() == "DELETE" && path.starts_with("/v2/tags/muster-lb"))
      order.push_back("leave");
    if (*request.field("method").text() == "PUT" && path.ends_with("/drain")) order.push_back("drain");
  }
  CHECK(order == std::vector<std::string>{"leave", "drain", "leave", "drain"});
}
