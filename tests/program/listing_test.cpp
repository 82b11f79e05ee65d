#include <catch2/catch.hpp>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/manual_changes.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using muster::test::compact;

namespace {

const std::string kFleet = R"(apiVersion: muster/v1
kind: Fleet
metadata:
  name: shop
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      image: ubuntu-22-04-x64
      sizes: [s-1vcpu-2gb, s-2vcpu-2gb]
      min: 1
      max: 4
)";
const std::string kBalancer = R"(      load_balancer:
        from_machines: 1
        forward:
          - { from: "http:80", to: "http:8080" }
        health: { check: "http:8080", path: /health }
)";

/// A fleet on a cloud of its own, and somebody who changes things there past muster.
struct Shop {
  CloudProcess cloud;
  Workbench bench;

  explicit Shop(const std::string& fleet, const std::vector<std::string>& words = {})
      : cloud([&] {
          std::vector<std::string> all{"--speed", "2000"};
          all.insert(all.end(), words.begin(), words.end());
          return all;
        }()) {
    bench.write("desired-state/fleet.yaml", fleet);
  }
  Ran muster(const std::vector<std::string>& words) const { return bench.muster(words, cloud.environment()); }
  void applied() const {
    const auto ran = muster({"apply", "--auto-approve"});
    INFO(ran.out << ran.err);
    REQUIRE(ran.code == 0);
  }
  JsonDocument ask(const std::string& method, const std::string& target, const std::string& body = "") const {
    CurlClient client;
    HttpRequest request{method, cloud.url() + target, {{"Authorization", "Bearer by-hand"}}, body};
    if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
    const auto response = send(client, request);
    REQUIRE(response.ok());
    INFO(method << " " << target << ": " << response->status << " " << response->body);
    REQUIRE(response->status < 300);
    auto document = JsonDocument::parse(response->body.empty() ? "{}" : response->body);
    REQUIRE(document.ok());
    return *std::move(document);
  }
  std::size_t count(const std::string& kind) const {
    const auto listed = ask("GET", "/v2/" + kind + "?per_page=200");
    return listed.root().field(kind).items()->size();
  }
};

}  // namespace

TEST_CASE("a fleet by another name over running machines needs a person before anything is made") {
  const bool with_its_store = GENERATE(true, false);
  const Shop shop(kFleet);
  shop.applied();
  shop.bench.replace("desired-state/fleet.yaml", "name: shop\n", "name: shopping\n");
  std::vector<std::string> words{"plan"};
  if (!with_its_store) words.insert(words.begin(), {"--state", "other.db"});
  const auto plan = shop.muster(words);
  CHECK_THAT(plan.out, Catch::Contains("needs approval") && Catch::Contains("fleet shop has 1 machine"));
  words.back() = "apply";
  const auto apply = shop.muster(words);
  INFO(apply.out << apply.err);
  CHECK(apply.code == 3);
  CHECK(shop.count("droplets") == 1);
}

TEST_CASE("a fleet with other pools beside this one asks nobody") {
  const Shop shop(kFleet);
  shop.applied();
  shop.bench.replace("desired-state/fleet.yaml", "name: shop\n", "name: web\n");
  shop.bench.replace("desired-state/fleet.yaml", "name: worker\n", "name: front\n");
  const auto plan = shop.muster({"plan"});
  INFO(plan.out << plan.err);
  CHECK_THAT(plan.out, Catch::Contains("allowed"));
}

TEST_CASE("a network of the name with other addresses is told, and nothing is put into it") {
  const Shop shop(kFleet + "  network:\n    ip_range: 10.130.0.0/20\n");
  shop.ask("POST", "/v2/vpcs", R"({"name":"shop","region":"nyc3","ip_range":"10.99.0.0/20"})");
  const auto apply = shop.muster({"apply", "--auto-approve"});
  INFO(apply.out << apply.err);
  CHECK(apply.code == 3);
  CHECK_THAT(apply.out, Catch::Contains("10.99.0.0/20") && Catch::Contains("10.130.0.0/20"));
  CHECK(shop.count("droplets") == 0);
}

TEST_CASE("a firewall of the name is told with its owner before anything is made") {
  const Shop shop(kFleet);
  shop.ask("POST", "/v2/firewalls",
           R"({"name":"shop-worker","outbound_rules":[],"inbound_rules":[{"protocol":"tcp","ports":"443",)"
           R"("sources":{"addresses":["0.0.0.0/0"]}}]})");
  shop.bench.replace(
      "desired-state/fleet.yaml", "      max: 4\n",
      "      max: 4\n      firewall:\n        - { protocol: tcp, ports: 22, from: [10.0.0.0/8] }\n");
  const auto apply = shop.muster({"apply", "--auto-approve"});
  INFO(apply.out << apply.err);
  CHECK(apply.code == 3);
  CHECK_THAT(apply.out, Catch::Contains("has that name and does not belong to this fleet"));
  CHECK(shop.count("droplets") == 0);
}

TEST_CASE(
    "of several balancers with the tag the one that muster made counts, and the others are on the bill") {
  const Shop shop(kFleet + kBalancer);
  shop.applied();
  const auto listed = shop.ask("GET", "/v2/load_balancers");
  const auto first = *(*listed.root().field("load_balancers").items()).begin();
  const auto id = *first.field("id").text();
  for (const std::string number : {"1", "2", "3"})
    shop.ask("POST", "/v2/load_balancers",
             R"({"name":"copy-)" + number + R"(","region":"nyc3","size_unit":1,"tag":)" +
                 compact(first.field("tag")) + R"(,"forwarding_rules":)" +
                 compact(first.field("forwarding_rules")) + "}");
  const auto plan = shop.muster({"plan"});
  INFO(plan.out << plan.err);
  CHECK_THAT(plan.out, Catch::Contains("stray load balancer copy-1") && Catch::Contains("$60.00") &&
                           Catch::Contains("is id " + id) && Catch::Contains("No changes."));
  const auto cost = shop.muster({"cost"});
  CHECK_THAT(cost.out, Catch::Contains("$60.00"));
  CHECK_THAT(shop.muster({"status"}).out, Catch::Contains("copy-3"));
}

TEST_CASE("a balancer that was told its droplets gets its tag back, and no second one is made") {
  const Shop shop(kFleet + kBalancer);
  shop.applied();
  const auto listed = shop.ask("GET", "/v2/load_balancers");
  const auto first = *(*listed.root().field("load_balancers").items()).begin();
  const auto droplets = shop.ask("GET", "/v2/droplets");
  const auto droplet = *(*droplets.root().field("droplets").items()).begin();
  shop.ask("PUT", "/v2/load_balancers/" + *first.field("id").text(),
           R"({"name":"shop-worker-lb-1","region":"nyc3","forwarding_rules":)" +
               compact(first.field("forwarding_rules")) + R"(,"health_check":)" +
               compact(first.field("health_check")) + R"(,"droplet_ids":[)" + compact(droplet.field("id")) +
               "]}");
  CHECK_THAT(shop.muster({"plan"}).out, Catch::Contains("no longer has its tag"));
  shop.applied();
  CHECK(shop.count("load_balancers") == 1);
  CHECK_THAT(shop.muster({"plan"}).out, Catch::Contains("No changes. The fleet matches its policies."));
}

TEST_CASE("machines whose fleet tag was deleted get it back, and no second ones are made") {
  const Shop shop(kFleet);
  shop.applied();
  shop.ask("DELETE", "/v2/tags/muster-fleet:shop");
  CHECK_THAT(shop.muster({"plan"}).out, Catch::Contains("restored"));
  shop.applied();
  CHECK(shop.count("droplets") == 1);
  CHECK_THAT(shop.muster({"plan"}).out, Catch::Contains("No changes. The fleet matches its policies."));
}
