#include "providers/digitalocean/observe/observe.hpp"
#include "tests/providers/digitalocean/empty_account.hpp"

namespace muster::digitalocean {

TEST_CASE("of several that claim one place the oldest has it, and the others are strays that are told") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    const auto made = [](const char* at) { return std::string(R"(,"created_at":")") + at + "\""; };
    const auto old = made("2026-01-01T00:00:00Z");
    const auto young = made("2026-02-01T00:00:00Z");
    const auto named = [](const char* id) { return std::string(R"({"id":")") + id + "\""; };
    if (is(target, "/v2/volumes")) {
      const auto rest =
          std::string(R"(,"name":"fpai-worker-1-data-1","size_gigabytes":50,"region":{"slug":"nyc3"},)") +
          R"("tags":["muster-fleet:fpai"])";
      const auto odd = std::string(R"(,"name":"odd","size_gigabytes":50,"tags":["muster-fleet:fpai"]})");
      return page_json(
          "volumes", named("a") + rest + young + "}," + named("b") + rest + old + "}," + named("c") + odd, 3);
    }
    if (is(target, "/v2/load_balancers")) {
      const auto rest = std::string(R"(,"name":"x","tag":"muster-lb:fpai:worker:1")");
      const auto odd = std::string(R"(,"name":"y","tag":"muster-lb:fpai:worker:first","created_at":"soon"})");
      return page_json("load_balancers",
                       named("a") + rest + young + "}," + named("b") + rest + old + "}," + named("c") + odd,
                       3);
    }
    if (is(target, "/v2/firewalls")) {
      const auto rest = std::string(R"(,"name":"fpai-worker","tags":["muster-pool:fpai:worker"])");
      return page_json("firewalls", named("a") + rest + young + "}," + named("b") + rest + old + "}", 2);
    }
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK(state->gaps.empty());
  const PoolName worker("worker");
  CHECK(state->volumes.at({Slot{worker, 1}, 1}).id == VolumeId("b"));
  REQUIRE(state->stray_volumes.size() == 2);
  CHECK(state->balancers.at({worker, 1}).id == LoadBalancerId("b"));
  REQUIRE(state->stray_balancers.size() == 2);
  CHECK(state->firewalls.at(worker).id == FirewallId("b"));
  REQUIRE(state->stray_firewalls.size() == 1);
  CHECK(state->stray_firewalls.front().id == FirewallId("a"));
}

TEST_CASE("a refusal names the right that the key lacks") {
  struct Row {
    const char* listing;
    ObjectKind kind;
    const char* right;
  };
  auto fleet = a_fleet();
  fleet.network = NetworkSpec{"fpai", Region("nyc3"), ""};
  for (const auto& row : {Row{"volumes", ObjectKind::volume, "block_storage:read"},
                          Row{"load_balancers", ObjectKind::balancer, "load_balancer:read"},
                          Row{"firewalls", ObjectKind::firewall, "firewall:read"},
                          Row{"vpcs", ObjectKind::network, "vpc:read"}}) {
    DYNAMIC_SECTION(row.listing) {
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (!is(target, std::string("/v2/") + row.listing)) return std::nullopt;
        return ok(R"({"id":"forbidden","message":"you do not have access for the attempted action"})", 403);
      }));
      const auto state = scene.provider.observe(fleet, Instant());
      REQUIRE(state.ok());
      REQUIRE(state->gaps.size() == 1);
      CHECK_THAT(state->gaps.front(), Catch::Contains(row.right));
      CHECK(state->not_allowed.at(row.kind) == state->gaps.front());
    }
  }
  Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (!is(target, "/v2/droplets?tag")) return std::nullopt;
    return ok(R"({"id":"forbidden","message":"no"})", 403);
  }));
  const auto refused = scene.provider.observe(fleet, Instant());
  REQUIRE_FALSE(refused.ok());
  CHECK_THAT(refused.error().what, Catch::Contains("droplet:read"));
}

TEST_CASE("somebody else's objects of our names are noted with their owner, each once") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (is(target, "/v2/volumes"))
      return page_json(
          "volumes",
          R"({"id":"v1","name":"fpai-worker-1-data-1","region":{"slug":"fra1"},"tags":["a","b"]},)"
          R"({"id":"v2","name":"fpai-worker-2-data-1","tags":["muster-fleet:shop"]},)"
          R"({"id":"v3","name":"photos","tags":[]})",
          3);
    if (is(target, "/v2/firewalls"))
      return page_json("firewalls",
                       R"({"id":"f1","name":"fpai-worker","tags":null},{"id":"f2","name":"web"})", 2);
    return std::nullopt;
  }));
  auto fleet = a_fleet();
  fleet.pools.emplace_back();
  fleet.pools.back().name = PoolName("worker");
  const auto state = scene.provider.observe(fleet, Instant());
  REQUIRE(state.ok());
  const std::vector<HeldName> expected = {
      {ObjectKind::volume, "fpai-worker-1-data-1", Region("fra1"), "v1", "its tags are a, b"},
      {ObjectKind::volume, "fpai-worker-2-data-1", Region(""), "v2", "it is fleet shop's"},
      {ObjectKind::firewall, "fpai-worker", Region(""), "f1", "it has no tags"}};
  CHECK(state->held_names == expected);
}

TEST_CASE("other fleets with machines are told by the account's tags, while this one has none") {
  const auto tag = [](const char* name, int droplets) {
    return std::string(R"({"name":")") + name + R"(","resources":{"count":9,"droplets":{"count":)" +
           std::to_string(droplets) + "}}}";
  };
  const auto tags = tag("Muster-Fleet:shop", 2) + "," + tag("muster-pool:shop:worker", 2) + "," +
                    tag("muster-fleet:gone", 0) + "," + tag("muster-pool:gone:worker", 0) + "," +
                    tag("muster-fleet:web", 3) + "," + tag("muster-fleet:fpai", 1) + "," + tag("mine", 7);
  struct Row {
    const char* that;
    Result<HttpResponse> answer;
    std::size_t fleets;
    std::size_t gaps;
    std::size_t remarks;
  };
  for (const auto& row : {Row{"they can be read", page_json("tags", tags, 7), 2, 0, 0},
                          Row{"the key may not", ok(R"({"message":"no"})", 403), 0, 0, 1},
                          Row{"they cannot be had", ok("", 503), 0, 1, 0},
                          Row{"they are told short", page_json("tags", tags, 8), 0, 1, 0}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        return is(target, "/v2/tags") ? std::optional(row.answer) : std::nullopt;
      }));
      auto fleet = a_fleet();
      fleet.pools.emplace_back();
      fleet.pools.back().name = PoolName("worker");
      const auto state = scene.provider.observe(fleet, Instant());
      REQUIRE(state.ok());
      CHECK(state->gaps.size() == row.gaps);
      CHECK(state->remarks.size() == row.remarks);
      REQUIRE(state->other_fleets.size() == row.fleets);
      if (row.fleets == 0) continue;
      CHECK(state->other_fleets[0] == OtherFleet{FleetName("shop"), 2, {PoolName("worker")}});
      CHECK(state->other_fleets[1] == OtherFleet{FleetName("web"), 3, {}});
    }
  }
}

TEST_CASE("volumes and load balancers of another fleet count although its machines are gone") {
  const std::string volume =
      R"({"id":"v1","name":"old-worker-1-data-1","region":{"slug":"nyc3"},"size_gigabytes":10,)"
      R"("droplet_ids":[],"tags":["muster-fleet:Old","muster-volume:worker:1:1"]})";
  const std::string balancer = R"({"id":"b1","name":"old-web-lb-1","tag":"muster-lb:old:web:1"})";
  const std::string ours = R"({"id":"b2","name":"x","tag":"muster-lb:fpai:worker:1","status":"active",)"
                           R"("forwarding_rules":[]})";
  Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (is(target, "/v2/volumes")) return page_json("volumes", volume, 1);
    if (is(target, "/v2/load_balancers")) return page_json("load_balancers", balancer + "," + ours, 2);
    return std::nullopt;
  }));
  auto fleet = a_fleet();
  fleet.pools.emplace_back();
  fleet.pools.back().name = PoolName("worker");
  const auto state = scene.provider.observe(fleet, Instant());
  REQUIRE(state.ok());
  REQUIRE(state->other_fleets.size() == 1);
  CHECK(state->other_fleets[0] == OtherFleet{FleetName("old"), 0, {PoolName("worker")}, 1, 1});
}

TEST_CASE("where this machine's clock is ahead of the cloud's, new machines are not taken for old ones") {
  struct Row {
    const char* that;
    const char* date;
    const char* made_at;
    const char* expected;
    bool remark;
  };
  const auto now = *parse_instant("2026-11-23T20:00:00Z");
  for (const auto& row :
       {Row{"the clocks agree", "Mon, 23 Nov 2026 19:59:58 GMT", "2026-11-23T19:59:00Z",
            "2026-11-23T19:59:00Z", false},
        Row{"three hours ahead", "Mon, 23 Nov 2026 17:00:00 GMT", "2026-11-23T16:59:00Z",
            "2026-11-23T19:59:00Z", true},
        Row{"ahead, and the time of the object is right all the same", "Mon, 23 Nov 2026 17:00:00 GMT",
            "2026-11-23T19:00:00Z", "2026-11-23T20:00:00Z", true},
        Row{"behind: an object is never made older", "Mon, 23 Nov 2026 23:00:00 GMT", "2026-11-23T19:59:00Z",
            "2026-11-23T19:59:00Z", true},
        Row{"no date", "", "2026-11-23T19:59:00Z", "2026-11-23T19:59:00Z", false}}) {
    DYNAMIC_SECTION(row.that) {
      auto droplet = droplet_json(7, slot_tags(1));
      const std::string made = "2026-11-23T20:00:00Z";
      droplet.replace(droplet.find(made), made.size(), row.made_at);
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (!is(target, kDroplets)) return std::nullopt;
        auto page = page_json("droplets", droplet, 1);
        if (*row.date != 0) page.headers.push_back({"Date", row.date});
        return page;
      }));
      scene.clock.set_wall(now);
      const auto state = scene.provider.observe(a_fleet(), now);
      REQUIRE(state.ok());
      REQUIRE(state->machines.size() == 1);
      CHECK(format_instant(state->machines.begin()->second.created_at) == row.expected);
      CHECK(state->remarks.empty() != row.remark);
    }
  }
}

TEST_CASE("the account of the key is its team's, else its user's") {
  struct Row {
    const char* that;
    const char* account;
    const char* expected;
  };
  for (const auto& row :
       {Row{"both", R"({"uuid":"u","team":{"uuid":"t"}})", "t"}, Row{"no team", R"({"uuid":"u"})", "u"},
        Row{"neither", R"({"droplet_limit":3})", ""},
        Row{"another kind of value", R"({"uuid":7,"team":{"uuid":[]}})", ""}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (!is(target, "/v2/account")) return std::nullopt;
        return ok(std::string(R"({"account":)") + row.account + "}");
      }));
      const auto state = scene.provider.observe(a_fleet(), Instant());
      REQUIRE(state.ok());
      CHECK(state->account == row.expected);
    }
  }
}

TEST_CASE("a total that cannot be costs a bounded number of requests and is a gap") {
  struct Row {
    const char* that;
    std::int64_t total;
    int objects;
  };
  for (const auto& row :
       {Row{"nearly a million and nothing there", 900'000, 0}, Row{"a full page of many", 90'000, 200},
        Row{"more than any account has", 9'000'000'000, 200}, Row{"less than it shows", 1, 3},
        Row{"none, and it shows some", 0, 3}, Row{"less than none", -5, 3}}) {
    DYNAMIC_SECTION(row.that) {
      int asked = 0;
      Scene scene(empty_but([&](const std::string& target) -> std::optional<Result<HttpResponse>> {
        if (!is(target, "/v2/droplets?tag")) return std::nullopt;
        ++asked;
        const bool first = target == kDroplets + "1";
        return page_json("droplets", first && row.objects > 0 ? droplets(1, row.objects) : "", row.total);
      }));
      const auto state = scene.provider.observe(a_fleet(), Instant());
      REQUIRE(state.ok());
      CHECK_FALSE(state->complete());
      CHECK(asked <= 3 * 17);
    }
  }
}

TEST_CASE("a last page that names a next one is no end") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (!is(target, "/v2/droplets?tag")) return std::nullopt;
    return ok(
        "{\"droplets\":[" + droplets(1, 3) +
        R"(],"links":{"pages":{"next":"https://api.digitalocean.com/v2/droplets?page=2"}},"meta":{"total":3}})");
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  REQUIRE(state->gaps.size() == 1);
  CHECK_THAT(state->gaps.front(), Catch::Contains("there is a next page"));
}

TEST_CASE("how much of the account is left is not told where it is not known how much is used") {
  Scene scene(empty_but([](const std::string& target) -> std::optional<Result<HttpResponse>> {
    if (target == "/v2/account") return ok(R"({"account":{"droplet_limit":-1,"volume_limit":100}})");
    if (is(target, "/v2/volumes")) return ok("", 503);
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet(), Instant());
  REQUIRE(state.ok());
  CHECK_FALSE(state->limits.machines);
  CHECK_FALSE(state->limits.volumes);
}

}  // namespace muster::digitalocean
