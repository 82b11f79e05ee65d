#include "providers/digitalocean/observe/observe.hpp"

#include "tests/providers/digitalocean/empty_account.hpp"

namespace muster::digitalocean {
TEST_CASE("a large fleet is read page by page, side by side") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    for (int page = 1; page <= 3; ++page) {
      if (target == kDroplets + std::to_string(page))
        return page_json("droplets", droplets(page * 200 - 199, std::min(page * 200, 450)), 450);
    }
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant(1h));
  REQUIRE(state.ok());
  CHECK(state->complete());
  CHECK(state->machines.size() == 450);
  CHECK(state->seen_at == Instant(1h));
  CHECK(state->machines.at(Slot{PoolName("worker"), 450}).id == MachineId("1450"));
  CHECK(state->limits.machines == 25);
  CHECK(state->limits.machines_in_use == 3);
  CHECK(state->limits.volumes == 100);
  CHECK(scene.asked().size() == 4 + 2 + 2);
}

TEST_CASE("an object that moved to the next page is taken once") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (target == kDroplets + "1") return page_json("droplets", droplets(1, 200), 201);
    if (target == kDroplets + "2") return page_json("droplets", droplets(200, 201), 201);
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK(state->complete());
  CHECK(state->machines.size() == 201);
  CHECK(state->strays.empty());
}

TEST_CASE("a listing that came out short is read again") {
  int reads = 0;
  const bool settles = GENERATE(true, false);
  Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (target == kDroplets + "1") {
      ++reads;
      return page_json("droplets", droplets(1, 200), 201);
    }
    // While the pages were read something of the first went, and what was 201st was told by neither.
    if (target == kDroplets + "2")
      return settles && reads > 1 ? page_json("droplets", droplets(201, 201), 201)
                                  : page_json("droplets", "", 200);
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK(state->complete() == settles);
  if (settles) CHECK(state->machines.size() == 201);
  if (!settles) CHECK(state->gaps.front().find("listing droplets: the cloud returned only 200 of 201") == 0);
  CHECK(reads == (settles ? 2 : 3));
}

TEST_CASE("a page that cannot be had leaves a gap that names it") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    const char* gap;
    int asked;
  };
  for (const auto& row : {
           Row{"a broken server is asked again", ok(R"({"message":"oops"})", 503), "503: oops", 4},
           Row{"a lost connection is asked again", Error{ErrorKind::timeout, "no whole answer within 30s"},
               "no whole answer", 4},
           Row{"a refusal is not", ok(R"({"message":"missing scope"})", 403), "403: missing scope", 1},
           Row{"a body that is not JSON", ok("<html>"), "", 1},
           Row{"a body without a total", ok(R"({"volumes":[]})"), "meta", 1},
           Row{"an object of ours without an id",
               ok(R"({"volumes":[{"tags":["muster-fleet:fpai"]}],"meta":{"total":1}})"), "volumes[0].id", 1},
           Row{"an object of ours that is spoilt",
               ok(R"({"volumes":[{"id":"v","tags":["MUSTER-fleet:fpai"],"name":7}],"meta":{"total":1}})"),
               "volumes[0].name", 1},
       }) {
    DYNAMIC_SECTION(row.that) {
      int asked = 0;
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (!is(target, "/v2/volumes")) return std::nullopt;
        ++asked;
        return row.answer;
      }));
      const auto state = scene.provider.observe(a_fleet(), Instant());
      REQUIRE(state.ok());
      REQUIRE(state->gaps.size() == 1);
      CHECK(state->gaps.front().find("listing volumes, page 1: ") == 0);
      CHECK(state->gaps.front().find(row.gap) != std::string::npos);
      CHECK(asked == row.asked);
    }
  }
}

TEST_CASE("a rate limit is waited out, not shown as a gap") {
  int refusals = 2;
  Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (!is(target, "/v2/firewalls") || refusals-- <= 0) return std::nullopt;
    return HttpResponse{429, {{"retry-after", "7"}}, R"({"message":"API rate limit exceeded."})"};
  }));
  const auto before = scene.clock.now();
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK(state->complete());
  CHECK(scene.clock.now() - before >= 14s);
  CHECK(scene.clock.now() - before < 20s);
}

TEST_CASE("nothing at all is an error, a refused key above all") {
  const auto status = GENERATE(401, 503);
  Scene scene([&](const HttpRequest&) { return ok(R"({"message":"no"})", status); });
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE_FALSE(state.ok());
  CHECK(state.error().kind == (status == 401 ? ErrorKind::denied : ErrorKind::io));
}

TEST_CASE("only what is the fleet's is seen, and doubles are told apart by age") {
  const std::string other = R"("muster-fleet:fpai-two","muster-slot:worker:3")";
  Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (is(target, "/v2/droplets?tag"))
      return page_json("droplets",
                       droplet_json(1002, slot_tags(1)) + "," + droplet_json(999, slot_tags(1)) + "," +
                           droplet_json(7, "\"MUSTER-FLEET:FPAI\"") + "," + droplet_json(8, other),
                       4);
    if (is(target, "/v2/volumes")) {
      const auto volume = [](const char* id, const char* name, const char* tags) {
        return std::string(R"({"id":")") + id + R"(","name":")" + name +
               R"(","size_gigabytes":50,"region":{"slug":"nyc3"},"droplet_ids":null,"tags":)" + tags + "}";
      };
      return page_json("volumes",
                       volume("v1", "fpai-worker-1-data-1", R"(["muster-fleet:fpai"])") + "," +
                           volume("v2", "x", R"(["muster-fleet:fpai","muster-volume:worker:1:2"])") + "," +
                           volume("v3", "fpai-worker-1-data-3", "[]") + "," +
                           volume("v4", "fpai-worker-1-data-4", "null") + R"(,{"id":"v5","tags":["x"]})",
                       5);
    }
    if (is(target, "/v2/load_balancers"))
      return page_json("load_balancers",
                       R"({"id":"l1","name":"fpai-worker-lb-1","tag":""},{"id":"l2"},)"
                       R"({"id":"l3","name":"y","tag":"muster-lb:fpai-two:worker:1"},)"
                       R"({"id":"l4","name":"z","tag":"muster-lb:fpai:worker:1","status":"active"})",
                       4);
    if (is(target, "/v2/firewalls"))
      return page_json(
          "firewalls",
          R"({"id":"f1","name":"fpai-worker","tags":["x"]},)"
          R"({"id":"f2","name":"more","tags":["muster-pool:fpai:worker"]},)"
          R"({"id":"f3","name":"fpai-worker","tags":["muster-pool:fpai:worker"],"inbound_rules":[)"
          R"({"protocol":"tcp","ports":"80","sources":{"load_balancer_uids":["l4"]}},)"
          R"({"protocol":"tcp","ports":"81","sources":{"load_balancer_uids":["l1"],"tags":["t"]}},)"
          R"({"protocol":"icmp","ports":"0","sources":{"addresses":["::/0","0.0.0.0/0"]}}]})",
          3);
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK(state->gaps.empty());
  const Slot slot{PoolName("worker"), 1};
  REQUIRE(state->machines.size() == 1);
  CHECK(state->machines.at(slot).id == MachineId("999"));
  REQUIRE(state->strays.size() == 2);
  CHECK(state->strays[0].id == MachineId("7"));
  CHECK(state->strays[1].id == MachineId("1002"));
  REQUIRE(state->volumes.size() == 2);
  CHECK(state->volumes.at({slot, 1}).id == VolumeId("v1"));
  CHECK(state->volumes.at({slot, 2}).id == VolumeId("v2"));
  REQUIRE(state->balancers.size() == 1);
  CHECK(state->balancers.at({PoolName("worker"), 1}).id == LoadBalancerId("l4"));
  REQUIRE(state->firewalls.size() == 1);
  const std::vector<FirewallRule> rules = {{"icmp", "all", {"0.0.0.0/0", "::/0"}},
                                           {"tcp", "80", {"balancer"}},
                                           {"tcp", "81", {"balancer:l1", "tag:t"}}};
  CHECK(state->firewalls.at(PoolName("worker")).inbound == rules);
}

TEST_CASE("what holds a volume of the fleet is asked for by its id; what is gone holds nothing") {
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    bool holds;
  };
  for (const auto& row : {Row{"somebody's droplet", ok("{\"droplet\":" + droplet_json(77) + "}"), true},
                          Row{"a droplet that is gone", ok(R"({"id":"not_found"})", 404), false},
                          Row{"one that may not be looked at", ok(R"({"id":"forbidden"})", 403), true},
                          Row{"one that cannot be looked at", ok("{}", 500), true}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (is(target, "/v2/volumes"))
          return page_json("volumes",
                           R"({"id":"v1","name":"fpai-worker-1-data-1","size_gigabytes":50,)"
                           R"("region":{"slug":"nyc3"},"droplet_ids":[77],)"
                           R"("tags":["muster-fleet:fpai","muster-volume:worker:1:1"]})",
                           1);
        if (is(target, "/v2/droplets/77")) return row.answer;
        return std::nullopt;
      }));
      const auto state = scene.provider.observe(a_fleet(), Instant(1h));
      REQUIRE(state.ok());
      REQUIRE(state->volumes.size() == 1);
      CHECK(state->volumes.begin()->second.attached_to.has_value() == row.holds);
    }
  }
}

}  // namespace muster::digitalocean
