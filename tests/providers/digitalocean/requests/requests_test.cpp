#include "providers/digitalocean/requests/requests.hpp"
#include "reconciler/adapters/json/json_document.hpp"

#include <catch2/catch.hpp>

namespace muster::digitalocean {
namespace {

std::vector<ApiRequest> asked(const Operation& operation) {
  auto requests = requests_of(operation);
  INFO((requests ? "" : requests.error().what));
  REQUIRE(requests.ok());
  return *std::move(requests);
}

call::CreateMachine a_worker() {
  call::CreateMachine create;
  create.name = "fpai-worker-1";
  create.spec = {.size = SizeName("s-1vcpu-2gb"),
                 .region = Region("nyc3"),
                 .image = "ubuntu-22-04-x64",
                 .ssh_keys = {"289794", "3b:16:e4"},
                 .tags = {},
                 .user_data = "",
                 .network = ""};
  create.tags = {"muster-fleet:fpai", "muster-slot:worker:1"};
  return create;
}

BalancerSpec a_balancer() {
  return {.region = Region("nyc3"),
          .forwarding = {{"http", 80, "http", 8080}},
          .health = {"http", 8080, "/healthz"},
          .network = ""};
}

}  // namespace

TEST_CASE("each operation asks what the API expects") {
  const Region nyc("nyc3");
  struct Row {
    const char* that;
    Operation operation;
    std::vector<ApiRequest> expected;
  };
  const std::string droplet_123 = R"({"resources":[{"resource_id":"123","resource_type":"droplet"}]})";
  const std::vector<Row> rows = {
      {"a tag", call::EnsureTag{"a:b"}, {{"POST", "/v2/tags", R"({"name":"a:b"})"}}},
      {"a network",
       call::CreateNetwork{{"fpai-net", nyc, "10.1.0.0/16"}},
       {{"POST", "/v2/vpcs", R"({"name":"fpai-net","region":"nyc3","ip_range":"10.1.0.0/16"})"}}},
      {"a network whose range the cloud chooses",
       call::CreateNetwork{{"fpai-net", nyc, ""}},
       {{"POST", "/v2/vpcs", R"({"name":"fpai-net","region":"nyc3"})"}}},
      {"a machine is destroyed", call::DestroyMachine{MachineId("123")}, {{"DELETE", "/v2/droplets/123"}}},
      {"a machine is asked to stop",
       call::ShutDown{MachineId("123")},
       {{"POST", "/v2/droplets/123/actions", R"({"type":"shutdown"})"}}},
      {"a machine is switched off",
       call::PowerOff{MachineId("123")},
       {{"POST", "/v2/droplets/123/actions", R"({"type":"power_off"})"}}},
      {"a machine is switched on",
       call::PowerOn{MachineId("123")},
       {{"POST", "/v2/droplets/123/actions", R"({"type":"power_on"})"}}},
      {"a resize leaves the disk alone",
       call::ChangeSize{MachineId("123"), SizeName("s-2vcpu-2gb")},
       {{"POST", "/v2/droplets/123/actions", R"({"type":"resize","size":"s-2vcpu-2gb","disk":false})"}}},
      {"a tag is put on, one request each",
       call::TagMachine{MachineId("123"), {"a:b", "c"}},
       {{"POST", "/v2/tags/a%3Ab/resources", droplet_123}, {"POST", "/v2/tags/c/resources", droplet_123}}},
      {"a tag is taken off",
       call::UntagMachine{MachineId("123"), {"a:b"}},
       {{"DELETE", "/v2/tags/a%3Ab/resources", droplet_123}}},
      {"joining a balancer is a tag",
       call::JoinBalancer{LoadBalancerId("lb"), "m:1", MachineId("123")},
       {{"POST", "/v2/tags/m%3A1/resources", droplet_123}}},
      {"leaving a balancer takes it off",
       call::LeaveBalancer{LoadBalancerId("lb"), "m:1", MachineId("123")},
       {{"DELETE", "/v2/tags/m%3A1/resources", droplet_123}}},
      {"a volume",
       call::CreateVolume{"fpai-worker-1-data-1", {50, nyc, "ext4"}, {"muster-fleet:fpai"}},
       {{"POST", "/v2/volumes",
         R"({"name":"fpai-worker-1-data-1","size_gigabytes":50,"region":"nyc3","filesystem_type":"ext4","tags":["muster-fleet:fpai"]})"}}},
      {"a volume is attached",
       call::AttachVolume{VolumeId("v-1"), MachineId("123"), nyc},
       {{"POST", "/v2/volumes/v-1/actions", R"({"type":"attach","droplet_id":123,"region":"nyc3"})"}}},
      {"a volume is detached",
       call::DetachVolume{VolumeId("v-1"), MachineId("123"), nyc},
       {{"POST", "/v2/volumes/v-1/actions", R"({"type":"detach","droplet_id":123,"region":"nyc3"})"}}},
      {"a volume grows",
       call::GrowVolume{VolumeId("v-1"), 100, nyc},
       {{"POST", "/v2/volumes/v-1/actions", R"({"type":"resize","size_gigabytes":100,"region":"nyc3"})"}}},
      {"a volume is destroyed", call::DestroyVolume{VolumeId("v-1")}, {{"DELETE", "/v2/volumes/v-1"}}},
      {"a snapshot of a volume is taken",
       call::SnapshotVolume{VolumeId("v-1"), "before", {"muster-fleet:fpai"}},
       {{"POST", "/v2/volumes/v-1/snapshots", R"({"name":"before","tags":["muster-fleet:fpai"]})"}}},
      {"an update of a balancer looks first",
       call::UpdateBalancer{LoadBalancerId("lb-1"), "n", a_balancer(), NetworkId(), "t"},
       {{"GET", "/v2/load_balancers/lb-1"}}},
      {"a balancer is destroyed",
       call::DestroyBalancer{LoadBalancerId("lb-1")},
       {{"DELETE", "/v2/load_balancers/lb-1"}}},
      {"a firewall is destroyed", call::DestroyFirewall{FirewallId("f")}, {{"DELETE", "/v2/firewalls/f"}}},
      {"a machine is looked at", call::GetMachine{MachineId("123")}, {{"GET", "/v2/droplets/123"}}},
      {"a volume is looked at", call::GetVolume{VolumeId("v-1")}, {{"GET", "/v2/volumes/v-1"}}},
      {"a balancer is looked at",
       call::GetBalancer{LoadBalancerId("lb-1")},
       {{"GET", "/v2/load_balancers/lb-1"}}},
      {"a firewall is looked at", call::GetFirewall{FirewallId("f")}, {{"GET", "/v2/firewalls/f"}}},
      {"a network is looked at", call::GetNetwork{NetworkId("n")}, {{"GET", "/v2/vpcs/n"}}},
      {"an action is looked at", call::GetOperation{OperationId("9")}, {{"GET", "/v2/actions/9"}}},
      {"a machine is found by its change",
       call::FindMachine{ChangeId("c7")},
       {{"GET", "/v2/droplets?tag_name=muster-change%3Ac7&per_page=200&page=1"}}},
      {"a volume is found by name and region",
       call::FindVolume{"data", nyc},
       {{"GET", "/v2/volumes?name=data&region=nyc3&per_page=200&page=1"}}},
      {"a snapshot is found though its volume be gone",
       call::FindSnapshot{VolumeId("v-1"), "before"},
       {{"GET", "/v2/snapshots?resource_type=volume&per_page=200&page=1"}}},
      {"a balancer is found in the list",
       call::FindBalancer{"x"},
       {{"GET", "/v2/load_balancers?per_page=200&page=1"}}},
      {"a firewall is found in the list",
       call::FindFirewall{"x"},
       {{"GET", "/v2/firewalls?per_page=200&page=1"}}},
      {"a network is found in the list", call::FindNetwork{"x"}, {{"GET", "/v2/vpcs?per_page=200&page=1"}}},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const auto requests = asked(row.operation);
      REQUIRE(requests.size() == row.expected.size());
      for (std::size_t i = 0; i < requests.size(); ++i) {
        CHECK(requests[i].method == row.expected[i].method);
        CHECK(requests[i].target == row.expected[i].target);
        CHECK(requests[i].body == row.expected[i].body);
      }
    }
  }
}

TEST_CASE("a machine is made with its tags, keys and monitoring") {
  auto create = a_worker();
  CHECK(
      asked(create).front().body ==
      R"({"name":"fpai-worker-1","region":"nyc3","size":"s-1vcpu-2gb","image":"ubuntu-22-04-x64",)"
      R"("ssh_keys":[289794,"3b:16:e4"],"monitoring":true,"tags":["muster-fleet:fpai","muster-slot:worker:1"]})");

  SECTION("an image by its number, a network and user data") {
    create.spec.image = "7555620";
    create.network = NetworkId("760e09ef-dc84-11e8-981e-3cfdfeaae000");
    create.spec.user_data = "#!/bin/sh\necho \"hi\"\n";
    const auto body = asked(create).front().body;
    CHECK(body.find(R"("image":7555620,)") != std::string::npos);
    CHECK(body.find(R"("vpc_uuid":"760e09ef-dc84-11e8-981e-3cfdfeaae000")") != std::string::npos);
    CHECK(body.find(R"("user_data":"#!/bin/sh\necho \"hi\"\n")") != std::string::npos);
  }
}

TEST_CASE("a balancer chooses its members by a tag that exists") {
  const auto requests = asked(call::CreateBalancer{"fpai-worker-lb-1", a_balancer(), NetworkId(), "m:1"});
  REQUIRE(requests.size() == 2);
  CHECK(requests[0] == create_tag("m:1"));
  CHECK(requests[1].target == "/v2/load_balancers");
  CHECK(
      requests[1].body ==
      R"({"name":"fpai-worker-lb-1","region":"nyc3","size_unit":1,"forwarding_rules":[{"entry_protocol":"http",)"
      R"("entry_port":80,"target_protocol":"http","target_port":8080}],"health_check":{"protocol":"http",)"
      R"("port":8080,"path":"/healthz"},"tag":"m:1"})");
}

TEST_CASE("an encrypted entry without a certificate is passed through, a tcp check has no path") {
  auto spec = a_balancer();
  spec.forwarding = {{"https", 443, "https", 8443}};
  spec.health = {"tcp", 8443, "/"};
  const auto body = asked(call::CreateBalancer{"lb", spec, NetworkId("net"), "m"}).back().body;
  CHECK(body.find(R"("target_port":8443,"tls_passthrough":true})") != std::string::npos);
  CHECK(body.find(R"("health_check":{"protocol":"tcp","port":8443})") != std::string::npos);
  CHECK(body.find(R"("vpc_uuid":"net")") != std::string::npos);
}

TEST_CASE("a firewall opens what its rules say, and everything outbound") {
  const std::vector<FirewallRule> rules = {{"icmp", "all", {"0.0.0.0/0"}},
                                           {"tcp", "22", {"10.0.0.0/8", "::/0"}},
                                           {"tcp", "80", {"balancer"}},
                                           {"udp", "all", {"10.0.0.0/8"}}};
  const auto requests = asked(call::CreateFirewall{"fpai-worker", "p:w", rules, {LoadBalancerId("lb-1")}});
  REQUIRE(requests.size() == 2);
  CHECK(requests[0] == create_tag("p:w"));
  CHECK(
      requests[1].body ==
      R"({"name":"fpai-worker","inbound_rules":[)"
      R"({"protocol":"icmp","ports":"0","sources":{"addresses":["0.0.0.0/0"]}},)"
      R"({"protocol":"tcp","ports":"22","sources":{"addresses":["10.0.0.0/8","::/0"]}},)"
      R"({"protocol":"tcp","ports":"80","sources":{"load_balancer_uids":["lb-1"]}},)"
      R"({"protocol":"udp","ports":"0","sources":{"addresses":["10.0.0.0/8"]}}],"outbound_rules":[)"
      R"({"protocol":"tcp","ports":"0","destinations":{"addresses":["0.0.0.0/0","::/0"]}},)"
      R"({"protocol":"udp","ports":"0","destinations":{"addresses":["0.0.0.0/0","::/0"]}},)"
      R"({"protocol":"icmp","ports":"0","destinations":{"addresses":["0.0.0.0/0","::/0"]}}],"tags":["p:w"]})");

  SECTION("a rule for balancers only is left out while there is none") {
    const call::UpdateFirewall update{FirewallId("f"), "fpai-worker", "p:w", {rules[2]}, {}};
    const auto look = asked(update);
    CHECK(look.back() == ApiRequest{"GET", "/v2/firewalls/f"});
    const auto present = JsonDocument::parse(R"({"firewall":{"id":"f"}})");
    REQUIRE(present.ok());
    const auto none = update_firewall(update, present->root());
    REQUIRE(none.ok());
    CHECK(none->method == "PUT");
    CHECK(none->target == "/v2/firewalls/f");
    CHECK(none->body.find(R"("inbound_rules":[])") != std::string::npos);
  }
  SECTION("machines, tags and ways out that people added stay") {
    const auto present = JsonDocument::parse(
        R"({"firewall":{"id":"f","droplet_ids":[17],"tags":["P:W","theirs"],"outbound_rules":)"
        R"([{"protocol":"tcp","ports":"443","destinations":{"addresses":["0.0.0.0/0"]}}]}})");
    REQUIRE(present.ok());
    const auto put = update_firewall({FirewallId("f"), "fpai-worker", "p:w", {}, {}}, present->root());
    REQUIRE(put.ok());
    CHECK(put->body == R"({"name":"fpai-worker","inbound_rules":[],"outbound_rules":)"
                       R"([{"protocol":"tcp","ports":"443","destinations":{"addresses":["0.0.0.0/0"]}}],)"
                       R"("droplet_ids":[17],"tags":["p:w","theirs"]})");
  }
}

TEST_CASE("an id that is not DigitalOcean's never reaches the wire") {
  for (const auto* id : {"", "0", "0123", "-1", "12a", "1/actions", "99999999999999999999"}) {
    DYNAMIC_SECTION("\"" << id << "\"") {
      for (const Operation& operation :
           {Operation(call::DestroyMachine{MachineId(id)}), Operation(call::GetMachine{MachineId(id)}),
            Operation(call::PowerOff{MachineId(id)}), Operation(call::TagMachine{MachineId(id), {"a"}}),
            Operation(call::AttachVolume{VolumeId("v"), MachineId(id), Region("nyc3")})}) {
        const auto requests = requests_of(operation);
        REQUIRE_FALSE(requests.ok());
        CHECK(requests.error().kind == ErrorKind::invalid);
      }
    }
  }
  CHECK_FALSE(requests_of(call::DestroyVolume{VolumeId("")}).ok());
  CHECK_FALSE(requests_of(call::DestroyBalancer{LoadBalancerId("")}).ok());
  CHECK(asked(call::DestroyVolume{VolumeId("../droplets")}).front().target == "/v2/volumes/..%2Fdroplets");
}

TEST_CASE("an update of a balancer keeps what it does not mean to change") {
  const auto present = JsonDocument::parse(R"({"load_balancer":{
    "id":"lb-1","name":"old","ip":"1.2.3.4","size_unit":3,"size":"lb-small","algorithm":"round_robin","status":"active",
    "created_at":"2026-01-01T00:00:00Z","region":{"slug":"nyc3"},"tag":"old","droplet_ids":[1,2],
    "forwarding_rules":[{"entry_protocol":"https","entry_port":443,"target_protocol":"http","target_port":80,
                         "certificate_id":"cert-9","tls_passthrough":false}],
    "health_check":{"protocol":"http","port":80,"path":"/","check_interval_seconds":7,"response_timeout_seconds":5,
                    "unhealthy_threshold":4,"healthy_threshold":2},
    "sticky_sessions":{"type":"cookies","cookie_name":"x","cookie_ttl_seconds":300},"redirect_http_to_https":true,
    "vpc_uuid":"net-1","http_idle_timeout_seconds":90,"project_id":"p-1","enable_proxy_protocol":false,
    "firewall":{"deny":["ip:1.2.3.4"],"allow":[]},"something_new":1}})");
  REQUIRE(present.ok());
  auto spec = a_balancer();
  spec.forwarding = {{"https", 443, "http", 8080}, {"http", 80, "http", 8080}};
  const auto request = update_balancer(
      {LoadBalancerId("lb-1"), "fpai-worker-lb-1", spec, NetworkId("net-2"), "m:1"}, present->root());
  REQUIRE(request.ok());
  CHECK(request->method == "PUT");
  CHECK(request->target == "/v2/load_balancers/lb-1");
  CHECK(
      request->body ==
      R"({"name":"fpai-worker-lb-1","region":"nyc3","size_unit":3,"project_id":"p-1",)"
      R"("sticky_sessions":{"type":"cookies","cookie_name":"x","cookie_ttl_seconds":300},)"
      R"("redirect_http_to_https":true,"enable_proxy_protocol":false,"http_idle_timeout_seconds":90,)"
      R"("firewall":{"deny":["ip:1.2.3.4"],"allow":[]},"forwarding_rules":[)"
      R"({"entry_protocol":"https","entry_port":443,"target_protocol":"http","target_port":8080,)"
      R"("certificate_id":"cert-9"},{"entry_protocol":"http","entry_port":80,"target_protocol":"http",)"
      R"("target_port":8080}],"health_check":{"protocol":"http","port":8080,"path":"/healthz",)"
      R"("check_interval_seconds":7,"response_timeout_seconds":5,"unhealthy_threshold":4,"healthy_threshold":2},)"
      R"("vpc_uuid":"net-1","tag":"m:1"})");
}

}  // namespace muster::digitalocean
