// One odd entry of a list that the cloud gives is dealt with alone: others' are nobody's business, the
// fleet's own keep their slots, and what new machines are made from is looked up.
#include "reconciler/core/fleet/state/unreadable.hpp"
#include "tests/providers/digitalocean/empty_account.hpp"

namespace muster::digitalocean {
namespace {

using Answer = std::optional<Result<HttpResponse>>;

ScriptedHttpClient::Handler only(const std::string& listing, const std::string& objects, int count) {
  return empty_but([=](const std::string& target) -> Answer {
    if (!is(target, "/v2/" + listing) || target == "/v2/droplets?per_page=1&page=1") return std::nullopt;
    return page_json(listing, objects, count);
  });
}

Fleet a_fleet_with_worker() {
  Fleet fleet;
  fleet.name = FleetName("fpai");
  Pool pool;
  pool.name = PoolName("worker");
  fleet.pools = {pool};
  return fleet;
}

const std::string kOurs = R"("muster-fleet:fpai","muster-pool:fpai:worker","muster-slot:worker:1")";

std::string with(std::string json, const std::string& from, const std::string& to) {
  const auto at = json.find(from);
  REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

std::string a_size(const std::string& slug, const std::string& monthly = "6.0",
                   const std::string& hourly = "0.00893") {
  return R"({"slug":)" + slug + R"(,"memory":1024,"vcpus":1,"disk":25,"price_monthly":)" + monthly +
         R"(,"price_hourly":)" + hourly + R"(,"regions":["nyc3"],"available":true})";
}

const Slot kFirst{PoolName("worker"), 1};

}  // namespace

TEST_CASE("an entry of the price list that cannot be read, or not be believed, is left out alone") {
  struct Row {
    const char* that;
    std::string entry;
    const char* name;
    const char* why;
  };
  const auto good = a_size(R"("s-good")");
  for (const auto& row : {
           Row{"no price", a_size(R"("zz")", "null"), "zz", "price_monthly"},
           Row{"a price of nothing", a_size(R"("zz")", "0"), "zz", "above $0"},
           Row{"a price below nothing", a_size(R"("zz")", "-5"), "zz", "above $0"},
           Row{"an hour below nothing", a_size(R"("zz")", "6.0", "-0.01"), "zz", "price_hourly"},
           Row{"a price that no sum could hold", a_size(R"("zz")", "9e12"), "zz", "price_monthly"},
           Row{"a price that is a word", a_size(R"("zz")", R"("cheap")"), "zz", "price_monthly"},
           Row{"no name", a_size("null"), "", "slug"},
           Row{"an empty name", a_size(R"("")"), "", "no name"},
           Row{"no vCPU", with(a_size(R"("zz")"), R"("vcpus":1)", R"("vcpus":0)"), "zz", "vcpus"},
           Row{"memory beyond belief", with(a_size(R"("zz")"), R"("memory":1024)", R"("memory":4294968320)"),
               "zz", "memory"},
           Row{"a disk below nothing", with(a_size(R"("zz")"), R"("disk":25)", R"("disk":-25)"), "zz",
               "disk"},
           Row{"regions that are a number", with(a_size(R"("zz")"), R"(["nyc3"])", "7"), "zz", "regions"},
           Row{"no object", "null", "", "slug"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(only("sizes", row.entry + "," + good, 2));
      const auto prices = scene.provider.prices();
      REQUIRE(prices.ok());
      REQUIRE(prices->sizes.size() == 1);
      CHECK(prices->sizes.front().name == SizeName("s-good"));
      REQUIRE(prices->left_out.size() == 1);
      CHECK(prices->left_out.front().name == SizeName(row.name));
      CHECK_THAT(prices->left_out.front().why, Catch::Contains(row.why));
    }
  }
}

TEST_CASE("a price list without any size is not believed") {
  Scene scene(only("sizes", "", 0));
  const auto prices = scene.provider.prices();
  REQUIRE_FALSE(prices.ok());
  CHECK_THAT(prices.error().what, Catch::Contains("listing sizes: no size can be read"));
}

TEST_CASE("an odd object that is not the fleet's is nobody's business") {
  struct Row {
    const char* that;
    const char* listing;
    std::string object;
  };
  for (const auto& row : {
           Row{"a volume without an id", "volumes", "{}"},
           Row{"a volume whose id is a list", "volumes", R"({"id":[1],"tags":["other"]})"},
           Row{"a volume that is no object", "volumes", "null"},
           Row{"a balancer without an id", "load_balancers", R"({"name":"x","tag":"web"})"},
           Row{"a firewall whose tags are a number", "firewalls", R"({"id":null,"tags":7})"},
           Row{"a droplet without an id", "droplets", R"({"name":"x","tags":["other"]})"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(only(row.listing, row.object, 1));
      const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->complete());
    }
  }
}

TEST_CASE("a droplet of the fleet that cannot be read holds its slot and is no capacity") {
  const auto good = droplet_json(1001, kOurs);
  struct Row {
    const char* that;
    std::string droplet;
    const char* told;
  };
  for (const auto& row : {
           Row{"archived", with(good, R"("active")", R"("archive")"), "archive"},
           Row{"in a state that is new to us", with(good, R"("active")", R"("hibernating")"), "hibernating"},
           Row{"with an empty status", with(good, R"("active")", R"("")"), "without a status"},
           Row{"without a status", with(good, R"("active")", "null"), "status"},
           Row{"with a status that is a number", with(good, R"("active")", "7"), "status"},
           Row{"without a size", with(good, R"("s-1vcpu-2gb")", "null"), "size_slug"},
           Row{"with a disk beyond belief", with(good, R"("disk":50)", R"("disk":99999999999)"), "disk"},
           Row{"with a disk below nothing", with(good, R"("disk":50)", R"("disk":-50)"), "disk"},
           Row{"made at no time", with(good, "2026-11-23T20:00:00Z", "lately"), "created_at"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(only("droplets", row.droplet, 1));
      const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->complete());
      REQUIRE(state->machines.contains(kFirst));
      const auto& machine = state->machines.at(kFirst);
      CHECK(machine.id == MachineId("1001"));
      CHECK(machine.status == MachineStatus::unknown);
      CHECK_THAT(machine.status_reported, Catch::Contains(row.told));
    }
  }
}

TEST_CASE("a droplet of the fleet that does not tell its id leaves a gap") {
  const auto droplet = with(with(droplet_json(1001, kOurs), "1001", "null"), R"("active")", "null");
  Scene scene(only("droplets", droplet, 1));
  const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
  REQUIRE(state.ok());
  CHECK_FALSE(state->complete());
}

TEST_CASE("a droplet of the fleet that cannot be read and has no slot is a stray, and blinds nothing") {
  const auto droplet =
      with(with(droplet_json(1001, kOurs), R"(,"muster-slot:worker:1")", ""), R"("s-1vcpu-2gb")", "null");
  Scene scene(only("droplets", droplet, 1));
  const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
  REQUIRE(state.ok());
  CHECK(state->complete());
  REQUIRE(state->strays.size() == 1);
  CHECK(state->strays.front().id == MachineId("1001"));
}

TEST_CASE("an object of the fleet that cannot be read is left out alone, and told") {
  struct Row {
    const char* that;
    const char* listing;
    std::string object;
    ObjectKind kind;
    const char* name;
  };
  for (
      const auto& row : {
          Row{"a volume without a size", "volumes",
              R"({"id":"v","name":"fpai-worker-1-data-1","size_gigabytes":null,"tags":["muster-fleet:fpai"]})",
              ObjectKind::volume, "fpai-worker-1-data-1"},
          Row{"a volume that goes by its tag", "volumes",
              R"({"id":"v","name":"old","tags":["muster-fleet:fpai","muster-volume:worker:2:1"]})",
              ObjectKind::volume, "fpai-worker-2-data-1"},
          Row{"a balancer with a port that is a word", "load_balancers",
              R"({"id":"b","name":"fpai-worker-lb-1","tag":"muster-lb:fpai:worker:1","forwarding_rules":"x"})",
              ObjectKind::balancer, "fpai-worker-lb-1"},
          Row{"a firewall with a rule without a protocol", "firewalls",
              R"({"id":"f","name":"fpai-worker","tags":["muster-pool:fpai:worker"],)"
              R"("inbound_rules":[{"protocol":null}]})",
              ObjectKind::firewall, "fpai-worker"},
      }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(only(row.listing, row.object, 1));
      const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->complete());
      CHECK(is_unreadable_name(*state, row.kind, row.name));
      REQUIRE(state->remarks.size() == 1);
      CHECK_THAT(state->remarks.front(), Catch::Contains("cannot be read"));
    }
  }
}

TEST_CASE("a firewall of somebody else that opens our machines to the internet is told") {
  struct Row {
    const char* that;
    const char* name;
    const char* from;
    bool told;
  };
  for (const auto& row : {
           Row{"somebody else's, for everybody", "copy", "0.0.0.0/0", true},
           Row{"somebody else's, for one network", "copy", "203.0.113.0/24", false},
           Row{"muster's own", "fpai-worker", "0.0.0.0/0", false},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(only("firewalls",
                       R"({"id":"f-1","name":")" + std::string(row.name) +
                           R"(","tags":["muster-pool:fpai:worker"],"inbound_rules":[{"protocol":"tcp",)" +
                           R"("ports":"22","sources":{"addresses":[")" + row.from + R"("]}}]})",
                       1));
      const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->remarks.size() == (row.told ? 1 : 0));
      if (row.told) CHECK_THAT(state->remarks.front(), Catch::Contains("firewall copy (id f-1)"));
      if (row.told) CHECK_THAT(state->remarks.front(), Catch::Contains("tcp 22 from 0.0.0.0/0"));
    }
  }
}

TEST_CASE("a droplet tells what its size is and costs, as far as it does") {
  const std::string size =
      R"("size":{"slug":"s-1vcpu-2gb","memory":2048,"vcpus":1,"disk":50,"price_monthly":12.0,"price_hourly":0.01786},)";
  const auto plain = droplet_json(1001, kOurs);
  const auto told = with(plain, R"("size_slug")", size + R"("size_slug")");
  SECTION("all of it") {
    Scene scene(only("droplets", told, 1));
    const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
    REQUIRE(state.ok());
    REQUIRE(state->sizes_of_machines.size() == 1);
    const auto& own = state->sizes_of_machines.front();
    CHECK(own.name == SizeName("s-1vcpu-2gb"));
    CHECK(own.price == Price{Money::micros(17'860), Money::dollars(12)});
    CHECK(own.vcpus == 1);
    CHECK(own.memory_mib == 2048);
    CHECK_FALSE(own.listed);
  }
  SECTION("no object, no price, or one that is not plausible: nothing") {
    const auto odd = GENERATE_REF(as<std::string>{}, plain, with(told, R"("price_monthly":12.0)", R"("a":1)"),
                                  with(told, R"("price_monthly":12.0)", R"("price_monthly":0)"),
                                  with(told, R"("price_monthly":12.0)", R"("price_monthly":-12)"));
    Scene scene(only("droplets", odd, 1));
    const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
    REQUIRE(state.ok());
    CHECK(state->sizes_of_machines.empty());
    CHECK(state->machines.at(kFirst).status == MachineStatus::running);
  }
}

TEST_CASE("a load balancer that is neither coming up nor at work is told of") {
  struct Row {
    const char* status;
    bool told;
  };
  for (const auto& row :
       {Row{"errored", true}, Row{"suspended", true}, Row{"new", false}, Row{"active", false}}) {
    DYNAMIC_SECTION(row.status) {
      Scene scene(
          only("load_balancers",
               R"({"id":"lb-1","name":"fpai-worker-lb-1","tag":"muster-lb:fpai:worker:1","status":")" +
                   std::string(row.status) + R"("})",
               1));
      const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->balancers.size() == 1);
      CHECK(state->remarks.size() == (row.told ? 1 : 0));
      if (row.told) CHECK_THAT(state->remarks.front(), Catch::Contains(row.status));
    }
  }
}

TEST_CASE("a limit says nothing while nobody tells how much of it is used") {
  const auto count = GENERATE(as<std::string>{}, R"({"droplets":[]})", R"({"meta":{"total":-3}})", "<html>",
                              R"({"meta":{"total":99999999999}})");
  Scene scene(empty_but([&](const std::string& target) -> Answer {
    if (target == "/v2/droplets?per_page=1&page=1") return ok(count);
    return std::nullopt;
  }));
  const auto state = scene.provider.observe(a_fleet_with_worker(), Instant(1h));
  REQUIRE(state.ok());
  CHECK_FALSE(state->limits.machines);
}

TEST_CASE("what new machines are made from is looked up, and only a 404 says that it does not exist") {
  auto fleet = a_fleet_with_worker();
  fleet.pools.front().image = "golden-17";
  fleet.pools.front().ssh_keys = {"3b:16:bf"};
  struct Row {
    const char* that;
    HttpResponse image;
    HttpResponse key;
    Prerequisites then;
  };
  const auto image = [](const std::string& fields) { return ok(R"({"image":{"id":17)" + fields + "}}"); };
  const auto key = ok(R"({"ssh_key":{"id":1}})");
  const std::vector<Region> both = {Region("fra1"), Region("nyc3")};
  for (const auto& row : {
           Row{"a least disk and regions",
               image(R"(,"min_disk_size":80,"regions":["nyc3","fra1"])"),
               key,
               {.image_min_disk_gib = 80, .image_regions = both, .problems = {}}},
           Row{"neither", image(""), key, {}},
           Row{"a least disk that is no number", image(R"(,"min_disk_size":"big")"), key, {}},
           Row{"a least disk below nothing", image(R"(,"min_disk_size":-1)"), key, {}},
           Row{"a least disk beyond belief", image(R"(,"min_disk_size":99999999999)"), key, {}},
           Row{"regions of which one is no name", image(R"(,"regions":["nyc3",7])"), key, {}},
           Row{"no image",
               ok(R"({"message":"not found"})", 404),
               key,
               {.image_regions = std::nullopt, .problems = {"image golden-17 does not exist"}}},
           Row{"no key",
               image(""),
               ok(R"({"message":"not found"})", 404),
               {.image_regions = std::nullopt, .problems = {"ssh key 3b:16:bf is not in the account"}}},
           Row{"an image that is deleted",
               image(R"(,"status":"deleted")"),
               key,
               {.image_regions = std::nullopt, .problems = {"image golden-17 is deleted at the cloud"}}},
           Row{"an image that is being made",
               image(R"(,"status":"pending")"),
               key,
               {.image_regions = std::nullopt, .problems = {"image golden-17 is not ready yet"}}},
           Row{"a key without the right to look",
               ok(R"({"message":"missing scope"})", 403),
               ok(R"({"message":"missing scope"})", 403),
               {}},
           Row{"an answer that is no JSON", ok("<html>"), ok("<html>"), {}},
       }) {
    DYNAMIC_SECTION(row.that) {
      Scene scene(empty_but([&](const std::string& target) -> Answer {
        if (target == "/v2/images/golden-17") return row.image;
        if (target == "/v2/account/keys/3b:16:bf") return row.key;
        return std::nullopt;
      }));
      const auto state = scene.provider.observe(fleet, Instant(1h));
      REQUIRE(state.ok());
      CHECK(state->complete());
      const auto found = state->prerequisites.find(PoolName("worker"));
      CHECK((found == state->prerequisites.end() ? Prerequisites{} : found->second) == row.then);
    }
  }
}

}  // namespace muster::digitalocean
