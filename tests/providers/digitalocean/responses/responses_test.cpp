#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/responses/network_responses.hpp"
#include "reconciler/adapters/json/json_document.hpp"

#include <catch2/catch.hpp>

namespace muster::digitalocean {
namespace {

JsonDocument parsed(const std::string& text) {
  auto document = JsonDocument::parse(text);
  INFO((document ? "" : document.error().what));
  REQUIRE(document.ok());
  return *std::move(document);
}

/// As the API tells a droplet that is up, shortened where nothing is read.
const char* const kDroplet = R"({"id":3164444,"name":"fpai-worker-3","memory":2048,"vcpus":1,"disk":50,
  "locked":true,"status":"active","kernel":null,"created_at":"2026-11-23T20:00:00Z","features":["monitoring"],
  "backup_ids":[],"next_backup_window":null,"snapshot_ids":[],"image":{"id":6918990,"slug":"ubuntu-22-04-x64"},
  "volume_ids":["v-2","v-1"],"size":{"slug":"s-1vcpu-2gb"},"size_slug":"s-1vcpu-2gb",
  "networks":{"v4":[{"ip_address":"10.0.0.2","type":"private","gateway":"nil"},
                    {"ip_address":"203.0.113.7","type":"public"}],"v6":[]},
  "region":{"name":"New York 3","slug":"nyc3"},"vpc_uuid":"net-1","something_new":{"a":[1]},
  "tags":["muster-slot:worker:3","Muster-Fleet:fpai","muster-change:0f3a","blue"]})";

}  // namespace

TEST_CASE("a droplet becomes a machine") {
  const auto document = parsed(kDroplet);
  const auto machine = machine_in(document.root());
  REQUIRE(machine.ok());
  CHECK(machine->id == MachineId("3164444"));
  CHECK(machine->name == "fpai-worker-3");
  CHECK(machine->slot == Slot{PoolName("worker"), 3});
  CHECK(machine->made_by == ChangeId("0f3a"));
  CHECK(machine->size == SizeName("s-1vcpu-2gb"));
  CHECK(machine->disk_gib == 50);
  CHECK(machine->region == Region("nyc3"));
  CHECK(machine->image == "ubuntu-22-04-x64");
  CHECK(machine->status == MachineStatus::running);
  CHECK(machine->busy);
  CHECK(format_instant(machine->created_at) == "2026-11-23T20:00:00Z");
  CHECK(machine->public_address == "203.0.113.7");
  CHECK(machine->private_address == "10.0.0.2");
  CHECK(machine->network == "net-1");
  CHECK(machine->volumes == std::vector{VolumeId("v-1"), VolumeId("v-2")});
  CHECK(machine->tags ==
        std::vector<std::string>{"Muster-Fleet:fpai", "blue", "muster-change:0f3a", "muster-slot:worker:3"});
}

TEST_CASE("a droplet that was just ordered has little to tell") {
  const auto document = parsed(R"({"id":1,"name":"d","disk":25,"locked":false,"status":"new","size_slug":"s",
    "region":null,"image":{"id":6918990,"slug":null},"networks":{"v4":[],"v6":[]},"volume_ids":[],"tags":null})");
  const auto machine = machine_in(document.root());
  REQUIRE(machine.ok());
  CHECK(machine->status == MachineStatus::starting);
  CHECK(machine->image == "6918990");
  CHECK(machine->slot.number == 0);
  CHECK(machine->public_address.empty());
}

TEST_CASE("what the meaning hangs on must be there, and the error says where") {
  struct Row {
    const char* that;
    const char* droplet;
    const char* path;
  };
  for (
      const auto& row : {
          Row{"no id", R"({"name":"d","disk":25,"status":"new","size_slug":"s"})", "id"},
          Row{"an id in words", R"({"id":"one","name":"d","disk":25,"status":"new","size_slug":"s"})", "id"},
          Row{"no status", R"({"id":1,"name":"d","disk":25,"size_slug":"s"})", "status"},
          Row{"a tag that is no text",
              R"({"id":1,"name":"d","disk":25,"status":"new","size_slug":"s","tags":[1]})", "tags[0]"},
          Row{"a time that is none",
              R"({"id":1,"name":"d","disk":25,"status":"new","size_slug":"s","created_at":"soon"})",
              "created_at"},
          Row{"an address that is no text",
              R"({"id":1,"name":"d","disk":25,"status":"new","size_slug":"s","networks":{"v4":[{"ip_address":7}]}})",
              "networks.v4[0].ip_address"},
          Row{"not an object", "[]", ""},
      }) {
    DYNAMIC_SECTION(row.that) {
      const auto document = parsed(row.droplet);
      const auto machine = machine_in(document.root());
      REQUIRE_FALSE(machine.ok());
      CHECK(machine.error().kind == ErrorKind::invalid);
      CHECK(machine.error().what.find(row.path) != std::string::npos);
    }
  }
}

TEST_CASE("prices are exact, however they are written") {
  const auto document = parsed(R"({"slug":"s-1vcpu-1gb","memory":1024,"vcpus":1,"disk":25,"price_monthly":6.0,
    "price_hourly":0.00892999984115362,"regions":["nyc3","ams3"],"available":false})");
  const auto size = size_in(document.root());
  REQUIRE(size.ok());
  CHECK(size->price == Price{Money::micros(8930), Money::dollars(6)});
  CHECK(size->regions == std::vector{Region("ams3"), Region("nyc3")});
  CHECK_FALSE(size->available);
  CHECK_FALSE(size_in(parsed(R"({"slug":"s","memory":1,"vcpus":1,"disk":1,"price_monthly":6})").root()).ok());
}

TEST_CASE("a volume and a network are read") {
  const auto volume = volume_in(parsed(R"({"id":"v-1","name":"n","size_gigabytes":50,"region":{"slug":"nyc3"},
    "droplet_ids":[42],"created_at":"2026-11-23T20:00:00Z","tags":["muster-volume:worker:1:2"]})")
                                    .root());
  REQUIRE(volume.ok());
  CHECK(volume->attached_to == MachineId("42"));
  CHECK(volume->slot == VolumeSlot{{PoolName("worker"), 1}, 2});
  CHECK(volume->size_gib == 50);
  const auto network =
      network_in(parsed(R"({"id":"n-1","name":"n","region":"nyc3","ip_range":"10.0.0.0/20"})").root());
  REQUIRE(network.ok());
  CHECK(*network == Network{NetworkId("n-1"), "n", Region("nyc3"), "10.0.0.0/20"});
}

TEST_CASE("a load balancer is read, and its slot from its tag") {
  const auto balancer = balancer_in(parsed(R"({"id":"l-1","name":"anything","ip":null,"status":"new",
    "tag":"Muster-LB:fpai:worker:2","region":{"slug":"nyc3"},"droplet_ids":[20,3],
    "forwarding_rules":[{"entry_protocol":"http","entry_port":80,"target_protocol":"http","target_port":8080,
    "certificate_id":"","tls_passthrough":false}],"health_check":{"protocol":"tcp","port":8080,"path":""}})")
                                        .root());
  REQUIRE(balancer.ok());
  CHECK(balancer->slot == BalancerSlot{PoolName("worker"), 2});
  CHECK_FALSE(balancer->active);
  CHECK(balancer->address.empty());
  CHECK(balancer->members == std::vector{MachineId("20"), MachineId("3")});
  CHECK(balancer->forwarding == std::vector{Forwarding{"http", 80, "http", 8080}});
  CHECK(balancer->health == HealthCheck{"tcp", 8080, "/"});
  for (const char* tag : {"", "muster-lb", "muster-lb:", "muster-lb:fpai", "muster-lb:fpai:worker",
                          "muster-lb:fpai:worker:0", "muster-lb:fpai:worker:x", "muster-lb::1"}) {
    const auto other =
        balancer_in(parsed(R"({"id":"l","name":"n","tag":")" + std::string(tag) + "\"}").root());
    REQUIRE(other.ok());
    CHECK(other->slot.number == 0);
  }
}

TEST_CASE("the word for balancers stands for exactly the pool's") {
  const auto firewall = [](const std::string& uids) {
    const auto seen =
        firewall_in(parsed(R"({"id":"f","name":"n","tags":["muster-pool:fpai:worker"],"inbound_rules":[
      {"protocol":"tcp","ports":"80","sources":{"load_balancer_uids":[)" +
                           uids + R"(]}}]})")
                        .root());
    REQUIRE(seen.ok());
    const std::set<LoadBalancerId> existing = {LoadBalancerId("l-1"), LoadBalancerId("l-2"),
                                               LoadBalancerId("l-3")};
    return resolve(*seen, PoolName("worker"), {LoadBalancerId("l-2"), LoadBalancerId("l-1")}, existing);
  };
  CHECK(firewall(R"("l-1","l-2")").inbound.front().sources == std::vector<std::string>{"balancer"});
  CHECK(firewall(R"("l-1")").inbound.front().sources == std::vector<std::string>{"balancer:l-1"});
  CHECK(firewall(R"("l-2","l-1","l-3")").inbound.front().sources.size() == 3);
  CHECK(firewall(R"("l-1","gone","l-2")").inbound.front().sources == std::vector<std::string>{"balancer"});
  CHECK(firewall(R"("gone")").inbound.empty());
  CHECK(firewall("").inbound.empty());
}

}  // namespace muster::digitalocean
