#include <catch2/catch.hpp>
#include <set>

#include "providers/digitalocean/monitoring/monitoring.hpp"
#include "providers/digitalocean/requests/requests.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "tests/contracts/api_description.hpp"
#include "tests/support/shared_folder.hpp"

namespace muster {
namespace {

using contracts::ApiDescription;
using digitalocean::ApiRequest;
using sandbox::JsonValue;

/// The names that the description knows where a request may name something; its own checks let unknown ones
/// pass.
class DescribedNames {
 public:
  explicit DescribedNames(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    auto read = sandbox::parse_json(std::string(std::istreambuf_iterator<char>(stream), {}));
    if (read) root_ = std::move(*read);
  }

  /// Query parameters of an operation.
  std::set<std::string> query_of(const std::string& path, const std::string& method) const {
    std::set<std::string> names;
    for (const auto& listed : root_.at("paths").at(path).at(method).at("parameters").items) {
      const auto& parameter = resolved(listed);
      if (parameter.at("in").text_or("") == "query") names.insert(parameter.at("name").text_or(""));
    }
    return names;
  }

  /// Members of a body that no part of its schema knows.
  std::vector<std::string> unknown_in_body(const std::string& path, const std::string& method,
                                           const JsonValue& body) const {
    const auto& request = resolved(root_.at("paths").at(path).at(method).at("requestBody"));
    std::vector<std::string> unknown;
    look({&request.at("content").at("application/json").at("schema")}, body, "", unknown);
    return unknown;
  }

 private:
  const JsonValue& resolved(const JsonValue& schema) const {
    const auto reference = schema.at("$ref").text_or("");
    if (reference.empty()) return schema;
    const JsonValue* at = &root_;
    for (std::size_t from = 2; from < reference.size();) {
      const auto slash = std::min(reference.find('/', from), reference.size());
      at = &at->at(reference.substr(from, slash - from));
      from = slash + 1;
    }
    return resolved(*at);
  }

  /// A schema and everything it is composed of.
  void flatten(const JsonValue& schema_or_reference, std::vector<const JsonValue*>& into) const {
    const auto& schema = resolved(schema_or_reference);
    into.push_back(&schema);
    for (const char* word : {"allOf", "anyOf", "oneOf"}) {
      for (const auto& part : schema.at(word).items) flatten(part, into);
    }
  }

  void look(const std::vector<const JsonValue*>& schemas, const JsonValue& value, const std::string& where,
            std::vector<std::string>& unknown) const {
    std::vector<const JsonValue*> all;
    for (const auto* schema : schemas) flatten(*schema, all);
    for (const auto& item : value.items) {
      std::vector<const JsonValue*> next;
      for (const auto* schema : all) {
        if (schema->has("items")) next.push_back(&schema->at("items"));
      }
      look(next, item, where + "[]", unknown);
    }
    for (const auto& [name, member] : value.members) {
      std::vector<const JsonValue*> next;
      for (const auto* schema : all) {
        if (schema->at("properties").has(name)) next.push_back(&schema->at("properties").at(name));
      }
      if (next.empty())
        unknown.push_back(where + "." + name);
      else
        look(next, member, where + "." + name, unknown);
    }
  }

  JsonValue root_;
};

call::CreateMachine a_machine() {
  call::CreateMachine create;
  create.name = "fpai-worker-1";
  create.spec = {.size = SizeName("s-1vcpu-2gb"),
                 .region = Region("nyc3"),
                 .image = "ubuntu-22-04-x64",
                 .ssh_keys = {"289794", "3b:16:e4:bf:8b:00:8b:b8:59:8c:a9:d3:f0:19:fa:45"},
                 .tags = {},
                 .user_data = "#!/bin/sh\n",
                 .network = ""};
  create.network = NetworkId("760e09ef-dc84-11e8-981e-3cfdfeaae000");
  create.tags = {"muster-fleet:fpai", "muster-slot:worker:1", "muster-change:0f3a"};
  return create;
}

BalancerSpec a_balancer_spec() {
  return {
      .region = Region("nyc3"),
      .forwarding = {{"http", 80, "http", 8080}, {"https", 443, "https", 8443}, {"tcp", 9000, "tcp", 9000}},
      .health = {"http", 8080, "/healthz"},
      .network = ""};
}

/// What a balancer may look like when it is to be changed: everything that an update carries over.
const char* const kBalancer = R"({"load_balancer":{"id":"4de7ac8b-495b-4884-9a69-1050c6793cd6","name":"x",
  "size_unit":3,"project_id":"4de7ac8b-495b-4884-9a69-1050c6793cd6","redirect_http_to_https":false,
  "sticky_sessions":{"type":"cookies","cookie_name":"DO-LB","cookie_ttl_seconds":300},"type":"REGIONAL",
  "enable_proxy_protocol":true,"enable_backend_keepalive":true,"http_idle_timeout_seconds":90,
  "disable_lets_encrypt_dns_records":true,"firewall":{"deny":["cidr:1.2.0.0/16"],"allow":["ip:1.2.3.4"]},
  "network":"EXTERNAL","network_stack":"IPV4","tls_cipher_policy":"DEFAULT","vpc_uuid":
  "c33931f2-a26a-4e61-b85c-4e95a2ec431b","forwarding_rules":[{"entry_protocol":"https","entry_port":443,
  "target_protocol":"http","target_port":80,"certificate_id":"892071a0-bb95-49bc-8021-3afd67a210bf"}],
  "health_check":{"protocol":"http","port":80,"path":"/","check_interval_seconds":10,"response_timeout_seconds":5,
  "unhealthy_threshold":3,"healthy_threshold":3},"tag":"t","region":{"slug":"nyc3"}}})";

/// The same of a firewall.
const char* const kFirewall = R"({"firewall":{"id":"bb4b2611-3d72-467b-8602-280330ecd65c","name":"x",
  "droplet_ids":[3164444],"tags":["theirs"],"outbound_rules":[{"protocol":"tcp","ports":"443",
  "destinations":{"addresses":["0.0.0.0/0"]}}]}})";

/// One of every operation that there is.
std::vector<Operation> every_operation() {
  const Region nyc("nyc3");
  const MachineId machine("3164444");
  const VolumeId volume("506f78a4-e098-11e5-ad9f-000f53306ae1");
  const LoadBalancerId balancer("4de7ac8b-495b-4884-9a69-1050c6793cd6");
  const FirewallId firewall("bb4b2611-3d72-467b-8602-280330ecd65c");
  const std::string tag = "muster-lb:fpai:worker:1";
  const std::vector<FirewallRule> rules = {{"icmp", "all", {"0.0.0.0/0"}},
                                           {"tcp", "22", {"10.0.0.0/8", "::/0"}},
                                           {"tcp", "8000-9000", {"balancer"}},
                                           {"udp", "all", {"10.0.0.0/8"}}};
  return {
      call::EnsureTag{tag},
      call::CreateNetwork{{"fpai-net", nyc, "10.10.0.0/20"}},
      call::CreateFirewall{"fpai-worker", "muster-pool:fpai:worker", rules, {balancer}},
      call::UpdateFirewall{firewall, "fpai-worker", "muster-pool:fpai:worker", rules, {balancer}},
      call::DestroyFirewall{firewall},
      a_machine(),
      call::DestroyMachine{machine},
      call::ShutDown{machine},
      call::PowerOff{machine},
      call::PowerOn{machine},
      call::ChangeSize{machine, SizeName("s-2vcpu-4gb")},
      call::TagMachine{machine, {"a", "b"}},
      call::UntagMachine{machine, {"a"}},
      call::TagVolume{volume, {"a", "b"}},
      call::UntagVolume{volume, {"a"}},
      call::CreateVolume{"fpai-worker-1-data-1", {50, nyc, "ext4"}, {"muster-fleet:fpai"}},
      call::AttachVolume{volume, machine, nyc},
      call::DetachVolume{volume, machine, nyc},
      call::GrowVolume{volume, 100, nyc},
      call::DestroyVolume{volume},
      call::SnapshotVolume{volume, "fpai-worker-1-data-1-0f3a", {"muster-fleet:fpai"}},
      call::CreateBalancer{"fpai-worker-lb-1", a_balancer_spec(),
                           NetworkId("c33931f2-a26a-4e61-b85c-4e95a2ec431b"), tag},
      call::UpdateBalancer{balancer, "fpai-worker-lb-1", a_balancer_spec(), NetworkId(), tag},
      call::DestroyBalancer{balancer},
      call::JoinBalancer{balancer, tag, machine},
      call::LeaveBalancer{balancer, tag, machine},
      call::GetMachine{machine},
      call::GetVolume{volume},
      call::GetBalancer{balancer},
      call::GetFirewall{FirewallId("bb4b2611-3d72-467b-8602-280330ecd65c")},
      call::GetNetwork{NetworkId("c33931f2-a26a-4e61-b85c-4e95a2ec431b")},
      call::GetOperation{OperationId("36804636")},
      call::FindMachine{ChangeId("0f3a")},
      call::FindVolume{"fpai-worker-1-data-1", nyc},
      call::FindSnapshot{volume, "fpai-worker-1-data-1-0f3a"},
      call::FindBalancer{"fpai-worker-lb-1"},
      call::FindFirewall{"fpai-worker"},
      call::FindNetwork{"fpai-net"},
      call::FindHolder{FleetName("fpai"), "muster-slot:worker:1"},
  };
}

/// Every request that the provider can make.
std::vector<ApiRequest> every_request() {
  using namespace digitalocean;
  std::vector<ApiRequest> all;
  for (const auto& operation : every_operation()) {
    const auto requests = requests_of(operation);
    REQUIRE(requests.ok());
    all.insert(all.end(), requests->begin(), requests->end());
    if (const auto* update = std::get_if<call::UpdateBalancer>(&operation)) {
      const auto present = JsonDocument::parse(kBalancer);
      REQUIRE(present.ok());
      const auto write = update_balancer(*update, present->root());
      REQUIRE(write.ok());
      all.push_back(*write);
    }
    if (const auto* update = std::get_if<call::UpdateFirewall>(&operation)) {
      const auto present = JsonDocument::parse(kFirewall);
      REQUIRE(present.ok());
      const auto write = update_firewall(*update, present->root());
      REQUIRE(write.ok());
      all.push_back(*write);
    }
  }
  for (const auto& target :
       {droplets_of_fleet(FleetName("fpai")), std::string("/v2/volumes"), std::string("/v2/load_balancers"),
        std::string("/v2/firewalls"), std::string("/v2/vpcs"), std::string("/v2/tags"),
        std::string("/v2/sizes"), std::string("/v2/actions")})
    all.push_back(page_of(target, 2));
  all.push_back(look_at_account());
  all.push_back(count_droplets());
  for (const char* metric : kDropletMetrics)
    all.push_back(look_at_metric(MachineId("3164444"), metric, Instant(1h), Instant(2h)));
  return all;
}

std::vector<std::string> query_names(const std::string& target) {
  std::vector<std::string> names;
  for (auto from = target.find('?'); from != std::string::npos; from = target.find('&', from + 1))
    names.push_back(target.substr(from + 1, target.find('=', from) - from - 1));
  return names;
}

/// "%3A" and its like stand for characters of one segment of a path.
std::string described_path(const ApiDescription& description, const ApiRequest& request) {
  return description.path_of(request.method, request.target.substr(0, request.target.find('?')));
}

std::string lower(std::string method) {
  for (auto& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return method;
}

}  // namespace

TEST_CASE("there is an example of every operation") {
  std::set<std::size_t> kinds;
  for (const auto& operation : every_operation()) kinds.insert(operation.index());
  constexpr std::size_t kAboutAgents = 3;  // What runs the agents is asked beside the API.
  CHECK(kinds.size() == std::variant_size_v<Operation> - kAboutAgents);
}

TEST_CASE("every request keeps to the official description of the API") {
  const auto folder = testing::shared_folder("the official description of the API");
  if (!folder) return;
  const auto file = *folder + "/research/do-openapi.json";
  const ApiDescription description(file);
  const DescribedNames names(file);
  REQUIRE(description.is_read());

  for (const auto& request : every_request()) {
    INFO(request.method << " " << request.target << " " << request.body);
    const auto path = described_path(description, request);
    CHECK_FALSE(path.empty());
    const auto queries = names.query_of(path, lower(request.method));
    for (const auto& name : query_names(request.target)) {
      INFO("query parameter " << name);
      CHECK(queries.count(name) == 1);
    }
    const auto body = sandbox::parse_json(request.body.empty() ? "null" : request.body);
    REQUIRE(body);
    if (request.body.empty()) continue;
    CHECK(description.request_faults(request.method, request.target.substr(0, request.target.find('?')),
                                     *body) == std::vector<std::string>{});
    CHECK(names.unknown_in_body(path, lower(request.method), *body) == std::vector<std::string>{});
  }
}

TEST_CASE("the description would tell a wrong request") {
  const auto folder = testing::shared_folder("the official description of the API");
  if (!folder) return;
  const auto file = *folder + "/research/do-openapi.json";
  const ApiDescription description(file);
  const DescribedNames names(file);
  const auto wrong = sandbox::parse_json(R"({"name":"web_1!","size":"s","image":"i","vcp_uuid":"x"})");
  REQUIRE(wrong);
  CHECK_FALSE(description.request_faults("POST", "/v2/droplets", *wrong).empty());
  CHECK(names.unknown_in_body("/v2/droplets", "post", *wrong) == std::vector<std::string>{".vcp_uuid"});
  CHECK(names.query_of("/v2/droplets", "get").count("tag") == 0);
  CHECK(description.path_of("POST", "/v2/droplet").empty());
}

}  // namespace muster
