#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

constexpr const char* power_off = R"({"type":"power_off"})";
constexpr const char* power_on = R"({"type":"power_on"})";

std::string resize_to(const std::string& size, bool disk = false) {
  return R"({"type":"resize","size":")" + size + R"(","disk":)" + (disk ? "true}" : "false}");
}

}  // namespace

TEST_CASE("a droplet is switched off, resized and switched on") {
  Customer customer;
  const auto id = customer.droplet();

  const auto off = customer.act(id, R"({"type":"shutdown"})");
  REQUIRE(off.status == 201);
  CHECK(off.body.at("action").at("status").string == "in-progress");
  CHECK(off.body.at("action").at("completed_at").is_null());
  CHECK(off.body.at("action").at("resource_type").string == "droplet");
  CHECK(customer.status(id) == "active");
  CHECK(customer.shown(id, "locked").flag);
  customer.pass(30s);
  CHECK(customer.status(id) == "off");
  CHECK_FALSE(customer.shown(id, "locked").flag);

  REQUIRE(customer.act(id, resize_to("s-2vcpu-4gb")).status == 201);
  customer.pass(30s);
  CHECK(customer.shown(id, "size_slug").string == "s-1vcpu-1gb");
  customer.pass(90s);
  CHECK(customer.shown(id, "size_slug").string == "s-2vcpu-4gb");
  CHECK(customer.shown(id, "memory").integer == 4096);
  CHECK(customer.shown(id, "disk").integer == 25);
  CHECK(customer.status(id) == "off");

  REQUIRE(customer.act(id, power_on).status == 201);
  customer.pass(30s);
  CHECK(customer.status(id) == "active");
}

TEST_CASE("what an action is refused for") {
  struct Row {
    const char* that;
    bool off;
    std::string body;
    int status;
    const char* message;
  };
  const auto rows = {
      Row{"resize while on", false, resize_to("s-2vcpu-4gb"), 422,
          "Droplet is currently on. Please power it off to run this event."},
      Row{"resize to the same size", true, resize_to("s-1vcpu-2gb"), 422, "already set to this size"},
      Row{"resize to a smaller disk", true, resize_to("s-1vcpu-1gb"), 422, "smaller disk"},
      Row{"resize to a size nobody sells", true, resize_to("s-9vcpu-1gb"), 422, "invalid size"},
      Row{"resize without a size", true, R"({"type":"resize"})", 422, "invalid size"},
      Row{"power off what is off", true, power_off, 422, "already powered off"},
      Row{"power on what is on", false, power_on, 422, "already powered on"},
      Row{"shutting down what is off does no harm", true, R"({"type":"shutdown"})", 201, ""},
      Row{"reboot what is off", true, R"({"type":"reboot"})", 422, "currently off"},
      Row{"an action that does not exist", false, R"({"type":"explode"})", 422, "unknown"},
      Row{"no type", false, "{}", 422, "unknown"},
      Row{"a bad new name", false, R"({"type":"rename","name":"a_b"})", 422, "hostname"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      const auto id = customer.droplet("web-1", "", "s-1vcpu-2gb");
      if (row.off) {
        REQUIRE(customer.act(id, power_off).status == 201);
        customer.pass(1min);
      }
      const auto reply = customer.act(id, row.body);
      CHECK(reply.status == row.status);
      CHECK_THAT(reply.message(), Catch::Contains(row.message));
    }
  }
  SECTION("a droplet that does not exist") {
    Customer customer;
    CHECK(customer.act("1", power_off).status == 404);
    CHECK(customer.act("soup", power_off).status == 404);
  }
}

TEST_CASE("one action at a time") {
  Customer customer;
  const auto id = customer.droplet();
  REQUIRE(customer.act(id, power_off).status == 201);
  const auto second = customer.act(id, power_off);
  CHECK(second.status == 422);
  CHECK(second.message() == "Droplet already has a pending event.");
  const auto volume = customer.volume();
  CHECK(customer.act_on_volume(volume, R"({"type":"attach","droplet_id":)" + id + "}").message() ==
        "Droplet already has a pending event.");
  customer.pass(1min);
  CHECK(customer.act(id, power_on).status == 201);
}

TEST_CASE("a disk grows only with the switch and never shrinks") {
  Customer customer;
  const auto id = customer.droplet();
  REQUIRE(customer.act(id, power_off).status == 201);
  customer.pass(1min);
  REQUIRE(customer.act(id, resize_to("s-1vcpu-2gb")).status == 201);
  customer.pass(2min);
  CHECK(customer.shown(id, "disk").integer == 25);
  // The same size again is a real change: the disk follows.
  REQUIRE(customer.act(id, resize_to("s-1vcpu-2gb", true)).status == 201);
  customer.pass(2min);
  CHECK(customer.shown(id, "disk").integer == 50);
  CHECK(customer.act(id, resize_to("s-1vcpu-1gb")).status == 422);
}

TEST_CASE("a cloud that powers droplets off by itself to resize them") {
  Customer customer;
  customer.cloud.rules.resize_powers_off = true;
  const auto id = customer.droplet();
  REQUIRE(customer.act(id, resize_to("s-2vcpu-4gb")).status == 201);
  CHECK(customer.status(id) == "off");
  customer.pass(2min);
  CHECK(customer.status(id) == "active");
  CHECK(customer.shown(id, "size_slug").string == "s-2vcpu-4gb");
}

TEST_CASE("actions are kept and listed newest first") {
  Customer customer;
  const auto id = customer.droplet();
  customer.act(id, R"({"type":"rename","name":"web-2"})");
  customer.pass(1min);
  CHECK(customer.shown(id, "name").string == "web-2");
  customer.act(id, R"({"type":"snapshot","name":"before"})");
  for (const auto& path : {std::string("/v2/actions"), "/v2/droplets/" + id + "/actions"}) {
    const auto actions = customer.ask("GET", path).body.at("actions").items;
    REQUIRE(actions.size() == 3);
    CHECK(actions[0].at("type").string == "snapshot");
    CHECK(actions[1].at("type").string == "rename");
    CHECK(actions[2].at("type").string == "create");
  }
  customer.pass(5min);
  CHECK(customer.shown(id, "snapshot_ids").items.size() == 1);
  const auto snapshots = customer.ask("GET", "/v2/snapshots?resource_type=droplet").body.at("snapshots");
  REQUIRE(snapshots.items.size() == 1);
  CHECK(snapshots.items[0].at("name").string == "before");
  CHECK(customer.ask("DELETE", "/v2/snapshots/" + snapshots.items[0].at("id").string).status == 204);
  CHECK(customer.shown(id, "snapshot_ids").items.empty());
}

TEST_CASE("an action on all droplets of a tag") {
  Customer customer;
  const auto one = customer.droplet("a", R"(,"tags":["t"])");
  const auto two = customer.droplet("b", R"(,"tags":["t"])");
  const auto reply = customer.ask("POST", "/v2/droplets/actions?tag_name=t", power_off);
  CHECK(reply.status == 201);
  CHECK(reply.body.at("actions").items.size() == 2);
  customer.pass(1min);
  CHECK(customer.status(one) == "off");
  CHECK(customer.status(two) == "off");
}

TEST_CASE("delays differ, are those of the seed, and pass faster with speed") {
  const auto boot_times = [](std::uint64_t seed, double speed) {
    Rules rules = Customer::unlimited();
    rules.speed = speed;
    Customer customer(rules);
    customer.cloud.random.seed = seed;
    std::vector<std::int64_t> times;
    for (int i = 0; i < 5; ++i) {
      customer.ask("POST", "/v2/droplets", Customer::order("m"));
      times.push_back((customer.cloud.due.rbegin()->first - customer.now).count());
    }
    return times;
  };
  CHECK(boot_times(1, 1) == boot_times(1, 1));
  CHECK(boot_times(1, 1) != boot_times(2, 1));
  for (const auto time : boot_times(3, 1)) CHECK((time >= 25'000 && time <= 55'000));
  for (const auto time : boot_times(3, 50)) CHECK((time >= 500 && time <= 1'100));
}

}  // namespace muster::sandbox
