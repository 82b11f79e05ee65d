#include "providers/sandbox/api/route.hpp"
#include "tests/contracts/api_description.hpp"
#include "tests/support/sandbox_customer.hpp"
#include "tests/support/shared_folder.hpp"

namespace muster::contracts {

namespace {

using sandbox::Customer;
using sandbox::Reply;

std::optional<ApiDescription> official() {
  const auto folder = testing::shared_folder("the official description of the API");
  if (!folder) return std::nullopt;
  ApiDescription description(*folder + "/research/do-openapi.json");
  if (!description.is_read()) return std::nullopt;
  return description;
}

/// A customer every answer to whom is held against the description.
class Checked {
 public:
  explicit Checked(const ApiDescription& description) : description_(description) {}

  Reply ask(const std::string& method, const std::string& target, const std::string& body = "") {
    const auto reply = customer.ask(method, target, body);
    const auto path = target.substr(0, target.find('?'));
    INFO(method << " " << target << " " << body << " -> " << reply.status << " " << reply.response.body);
    REQUIRE(description_.path_of(method, path) != "");
    CHECK(description_.response_faults(method, path, reply.status, reply.body) == std::vector<std::string>{});
    asked.insert(method + " " + description_.path_of(method, path));
    return reply;
  }

  Customer customer;
  std::set<std::string> asked;

 private:
  const ApiDescription& description_;
};

void walk_catalogue(Checked& cloud) {
  for (const auto* path : {"/v2/account", "/v2/sizes?per_page=200", "/v2/regions?per_page=200", "/v2/images",
                           "/v2/images/debian-12-x64", "/v2/customers/my/balance", "/v2/account/keys"})
    CHECK(cloud.ask("GET", path).status == 200);
  const auto key =
      cloud.ask("POST", "/v2/account/keys", R"({"name":"a","public_key":"ssh-ed25519 AAAA me"})");
  const auto id = "/v2/account/keys/" + std::to_string(key.body.at("ssh_key").at("id").integer);
  CHECK(cloud.ask("GET", id).status == 200);
  CHECK(cloud.ask("PUT", id, R"({"name":"b"})").status == 200);
  CHECK(cloud.ask("GET", "/v2/account/keys").status == 200);
  CHECK(cloud.ask("DELETE", id).status == 204);
  CHECK(cloud.ask("GET", id).status == 404);
}

std::string make_droplets(Checked& cloud) {
  const auto made = cloud.ask("POST", "/v2/droplets",
                              Customer::order("a", R"(,"tags":["web"],"monitoring":true,"ipv6":true)"));
  CHECK(made.status == 202);
  CHECK(
      cloud
          .ask(
              "POST", "/v2/droplets",
              R"({"names":["b","c","d"],"region":"atl1","image":"debian-12-x64","size":"s-1vcpu-1gb","tags":["web"]})")
          .status == 202);
  cloud.ask("GET", "/v2/droplets");
  cloud.customer.pass(2min);
  CHECK(cloud.ask("GET", "/v2/droplets?per_page=2&page=2&tag_name=web").status == 200);
  return std::to_string(made.body.at("droplet").at("id").integer);
}

void walk_droplets(Checked& cloud, const std::string& id) {
  const auto path = "/v2/droplets/" + id;
  const auto actions = path + "/actions";
  CHECK(cloud.ask("POST", actions, R"({"type":"resize","size":"s-2vcpu-4gb"})").status == 422);
  for (const auto* body : {R"({"type":"power_off"})", R"({"type":"resize","size":"s-2vcpu-4gb","disk":true})",
                           R"({"type":"power_on"})", R"({"type":"snapshot","name":"s"})"}) {
    const auto begun = cloud.ask("POST", actions, body);
    CHECK(begun.status == 201);
    const auto action = std::to_string(begun.body.at("action").at("id").integer);
    CHECK(cloud.ask("GET", "/v2/actions/" + action).status == 200);
    cloud.customer.pass(5min);
    CHECK(cloud.ask("GET", actions + "/" + action).body.at("action").at("status").string == "completed");
  }
  CHECK(cloud.ask("POST", "/v2/droplets/actions?tag_name=web", R"({"type":"reboot"})").status == 201);
  cloud.customer.pass(1min);
  for (const auto& under : {"", "/actions", "/snapshots", "/backups", "/kernels", "/neighbors", "/firewalls"})
    CHECK(cloud.ask("GET", path + under).status == 200);
  for (const auto* list : {"/v2/actions", "/v2/snapshots", "/v2/images"})
    CHECK(cloud.ask("GET", list).status == 200);
  const auto snapshot = cloud.ask("GET", "/v2/snapshots").body.at("snapshots").items.at(0).at("id").string;
  CHECK(cloud.ask("GET", "/v2/snapshots/" + snapshot).status == 200);
  CHECK(cloud.ask("DELETE", "/v2/snapshots/" + snapshot).status == 204);
  CHECK(cloud.ask("DELETE", "/v2/images/" + snapshot).status == 404);
  const auto now = std::chrono::floor<std::chrono::seconds>(cloud.customer.now).time_since_epoch().count();
  for (const auto* metric : {"cpu", "filesystem_free", "filesystem_size", "load_1", "load_5", "load_15",
                             "memory_available", "memory_cached", "memory_free", "memory_total"})
    CHECK(cloud
              .ask("GET", "/v2/monitoring/metrics/droplet/" + std::string(metric) + "?host_id=" + id +
                              "&start=" + std::to_string(now - 600) + "&end=" + std::to_string(now))
              .status == 200);
}

void walk_volumes(Checked& cloud, const std::string& droplet) {
  const auto body =
      R"({"name":"data","region":"nyc3","size_gigabytes":10,"filesystem_type":"ext4","tags":["web"]})";
  const auto made = cloud.ask("POST", "/v2/volumes", body);
  CHECK(made.status == 201);
  CHECK(cloud.ask("POST", "/v2/volumes", body).status == 409);
  const auto path = "/v2/volumes/" + made.body.at("volume").at("id").string;
  const auto attach =
      cloud.ask("POST", path + "/actions", R"({"type":"attach","droplet_id":)" + droplet + "}");
  CHECK(attach.status == 202);
  const auto action = std::to_string(attach.body.at("action").at("id").integer);
  CHECK(cloud.ask("GET", path + "/actions/" + action).status == 200);
  cloud.customer.pass(1min);
  for (const auto& under : {"", "/actions", "/snapshots"})
    CHECK(cloud.ask("GET", path + under).status == 200);
  CHECK(cloud.ask("GET", "/v2/volumes?name=data&region=nyc3").status == 200);
  const auto taken = cloud.ask("POST", path + "/snapshots", R"({"name":"before","tags":["kept"]})");
  REQUIRE(taken.status == 201);
  const auto snapshot = "/v2/volumes/snapshots/" + taken.body.at("snapshot").at("id").string;
  CHECK(cloud.ask("GET", path + "/snapshots").status == 200);
  CHECK(cloud.ask("GET", "/v2/snapshots?resource_type=volume").status == 200);
  CHECK(cloud.ask("GET", snapshot).status == 200);
  CHECK(cloud.ask("DELETE", snapshot).status == 204);
  CHECK(cloud.ask("DELETE", snapshot).status == 404);
  CHECK(cloud.ask("DELETE", path).status == 409);
  CHECK(cloud
            .ask("POST", "/v2/volumes/actions",
                 R"({"type":"detach","volume_name":"data","region":"nyc3","droplet_id":)" + droplet + "}")
            .status == 202);
  cloud.customer.pass(1min);
  CHECK(cloud.ask("DELETE", path).status == 204);
  CHECK(cloud.ask("DELETE", "/v2/volumes?name=data&region=nyc3").status == 404);
}

void walk_load_balancers(Checked& cloud, const std::string& droplet) {
  const std::string rule =
      R"("forwarding_rules":[{"entry_protocol":"http","entry_port":80,"target_protocol":"http","target_port":80}])";
  const auto order = R"({"name":"lb","region":"nyc3","droplet_ids":[)" + droplet + "]," + rule + "}";
  const auto made = cloud.ask("POST", "/v2/load_balancers", order);
  CHECK(made.status == 202);
  const auto path = "/v2/load_balancers/" + made.body.at("load_balancer").at("id").string;
  CHECK(cloud.ask("PUT", path, order).status == 403);
  cloud.customer.pass(5min);
  CHECK(cloud.ask("GET", path).status == 200);
  CHECK(cloud.ask("GET", "/v2/load_balancers").status == 200);
  const auto droplets = R"({"droplet_ids":[)" + droplet + "]}";
  const auto rules = "{" + rule + "}";
  struct Step {
    const char* method;
    std::string path, body;
    int status;
  };
  for (const auto& step :
       {Step{"PUT", path, order, 200}, Step{"DELETE", path + "/droplets", droplets, 204},
        Step{"POST", path + "/droplets", droplets, 204}, Step{"POST", path + "/forwarding_rules", rules, 204},
        Step{"DELETE", path + "/forwarding_rules", rules, 422}, Step{"DELETE", path, "", 204}}) {
    CHECK(cloud.ask(step.method, step.path, step.body).status == step.status);
    cloud.customer.pass(1min);
  }
}

void walk_network(Checked& cloud, const std::string& droplet) {
  const std::string rules =
      R"("inbound_rules":[{"protocol":"tcp","ports":"22","sources":{"addresses":["::/0"]}}],
      "outbound_rules":[{"protocol":"icmp","destinations":{"tags":["web"]}}])";
  const auto order = R"({"name":"wall","tags":["web"],)" + rules + R"(,"droplet_ids":[)" + droplet + "]}";
  const auto made = cloud.ask("POST", "/v2/firewalls", order);
  CHECK(made.status == 202);
  const auto path = "/v2/firewalls/" + made.body.at("firewall").at("id").string;
  CHECK(cloud.ask("GET", path).status == 200);
  CHECK(cloud.ask("GET", "/v2/firewalls").status == 200);
  CHECK(cloud.ask("PUT", path, order).status == 200);
  for (const auto* method : {"DELETE", "POST"}) {
    CHECK(cloud.ask(method, path + "/droplets", R"({"droplet_ids":[)" + droplet + "]}").status == 204);
    CHECK(cloud.ask(method, path + "/tags", R"({"tags":["web"]})").status == 204);
  }
  CHECK(cloud.ask("POST", path + "/rules", "{" + rules + "}").status == 204);
  CHECK(cloud.ask("DELETE", path + "/rules", "{" + rules + "}").status == 422);
  CHECK(cloud.ask("DELETE", path).status == 204);

  const auto vpc =
      cloud.ask("POST", "/v2/vpcs", R"({"name":"net","region":"nyc3","ip_range":"10.9.0.0/24"})");
  CHECK(vpc.status == 201);
  const auto net = "/v2/vpcs/" + vpc.body.at("vpc").at("id").string;
  CHECK(cloud.ask("GET", "/v2/vpcs").status == 200);
  CHECK(cloud.ask("GET", net).status == 200);
  CHECK(cloud.ask("GET", net + "/members").status == 200);
  CHECK(cloud.ask("PUT", net, R"({"name":"net-2"})").status == 200);
  CHECK(cloud.ask("PATCH", net, R"({"description":"x"})").status == 200);
  CHECK(cloud.ask("DELETE", net).status == 204);
}

void walk_tags(Checked& cloud, const std::string& droplet) {
  const auto resources = R"({"resources":[{"resource_id":")" + droplet + R"(","resource_type":"droplet"}]})";
  CHECK(cloud.ask("POST", "/v2/tags", R"({"name":"blue:1"})").status == 201);
  CHECK(cloud.ask("POST", "/v2/tags/blue:1/resources", resources).status == 204);
  CHECK(cloud.ask("GET", "/v2/tags/blue:1").status == 200);
  CHECK(cloud.ask("GET", "/v2/tags").status == 200);
  CHECK(cloud.ask("DELETE", "/v2/tags/blue:1/resources", resources).status == 204);
  CHECK(cloud.ask("DELETE", "/v2/tags/blue:1").status == 204);
  CHECK(cloud.ask("POST", "/v2/tags", R"({"name":"not good"})").status == 422);
}

std::vector<sandbox::Route> described_routes() {
  std::vector<sandbox::Route> all;
  for (const auto& routes :
       {sandbox::account_routes(), sandbox::catalogue_routes(), sandbox::droplet_routes(),
        sandbox::droplet_action_routes(), sandbox::action_routes(), sandbox::volume_routes(),
        sandbox::volume_action_routes(), sandbox::load_balancer_routes(), sandbox::firewall_routes(),
        sandbox::vpc_routes(), sandbox::tag_routes(), sandbox::snapshot_routes(),
        sandbox::monitoring_routes()})
    all.insert(all.end(), routes.begin(), routes.end());
  return all;
}

}  // namespace

TEST_CASE("every answer of the sandbox is one the official description allows") {
  const auto description = official();
  if (!description) return;
  Checked cloud(*description);
  walk_catalogue(cloud);
  const auto droplet = make_droplets(cloud);
  walk_droplets(cloud, droplet);
  walk_volumes(cloud, droplet);
  walk_load_balancers(cloud, droplet);
  walk_network(cloud, droplet);
  walk_tags(cloud, droplet);
  CHECK(cloud.ask("DELETE", "/v2/droplets/" + droplet).status == 204);
  CHECK(cloud.ask("DELETE", "/v2/droplets?tag_name=web").status == 204);
  cloud.customer.cloud.rules.rate_limits = true;
  cloud.customer.cloud.rules.requests_per_minute = 1;
  CHECK(cloud.ask("GET", "/v2/account").status == 200);
  CHECK(cloud.ask("GET", "/v2/account").status == 429);

  // Nothing the sandbox answers may have been left out of the walk.
  for (const auto& route : described_routes()) {
    INFO(route.method << " " << route.pattern);
    std::string path = route.pattern;
    if (path == "/v2/monitoring/metrics/droplet/*") path = "/v2/monitoring/metrics/droplet/cpu";
    for (auto star = path.find('*'); star != std::string::npos; star = path.find('*'))
      path.replace(star, 1, "1");
    CHECK(cloud.asked.count(route.method + (" " + description->path_of(route.method, path))) == 1);
  }
}

TEST_CASE("the check against the description finds what is wrong") {
  const auto description = official();
  if (!description) return;
  const auto faults = [&](const std::string& body) {
    return description->response_faults("GET", "/v2/actions/1", 200, *sandbox::parse_json(body));
  };
  CHECK(faults(R"({"action":{"id":1,"status":"completed","completed_at":null}})").empty());
  CHECK(faults(R"({"action":{"id":"1"}})") == std::vector<std::string>{"action.id: is not of type integer"});
  CHECK(faults(R"({"action":{"status":"done"}})").size() == 1);
  CHECK(faults(R"({"action":{"started_at":null}})").size() == 1);
  CHECK(faults(R"({"action":{"region":{"slug":"nyc3"}}})").size() == 4);
  CHECK(description->response_faults("GET", "/v2/actions/1", 201, {}).size() == 1);
  CHECK(description->response_faults("GET", "/v2/actions/1", 422, *sandbox::parse_json("{}")).size() == 2);
  CHECK_FALSE(
      description->request_faults("POST", "/v2/droplets", *sandbox::parse_json(R"({"name":"a_b"})")).empty());
  CHECK(description->request_faults("POST", "/v2/droplets", *sandbox::parse_json(Customer::order("a")))
            .empty());
}

}  // namespace muster::contracts
