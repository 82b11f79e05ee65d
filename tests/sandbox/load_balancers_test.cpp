#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

constexpr const char* rule =
    R"("forwarding_rules":[{"entry_protocol":"http","entry_port":80,"target_protocol":"http","target_port":8080}])";

std::string order(const std::string& members, const std::string& more = "") {
  return R"({"name":"front","region":"nyc3",)" + std::string(rule) + "," + members + more + "}";
}

std::string made(Customer& customer, const std::string& members, const std::string& more = "") {
  const auto reply = customer.ask("POST", "/v2/load_balancers", order(members, more));
  REQUIRE(reply.status == 202);
  return reply.body.at("load_balancer").at("id").string;
}

JsonValue shown(Customer& customer, const std::string& id, const char* member) {
  return customer.ask("GET", "/v2/load_balancers/" + id).body.at("load_balancer").at(member);
}

}  // namespace

TEST_CASE("a load balancer is provisioned and works on one change at a time") {
  Customer customer;
  const auto one = customer.droplet("a");
  const auto two = customer.droplet("b");
  const auto id = made(customer, R"("droplet_ids":[)" + one + "]");
  const auto add = [&] {
    return customer.ask("POST", "/v2/load_balancers/" + id + "/droplets", R"({"droplet_ids":[)" + two + "]}");
  };
  CHECK(shown(customer, id, "status").string == "new");
  CHECK(shown(customer, id, "ip").string.empty());
  const auto busy = add();
  CHECK(busy.status == 403);
  CHECK(busy.message() == "Load Balancer can't be updated while it processes previous actions");
  customer.pass(3min);
  CHECK(shown(customer, id, "status").string == "active");
  CHECK_FALSE(shown(customer, id, "ip").string.empty());
  CHECK(add().status == 204);
  CHECK(shown(customer, id, "droplet_ids").items.size() == 2);
  CHECK(add().status == 403);
  customer.pass(1min);
  CHECK(add().status == 204);
  CHECK(shown(customer, id, "droplet_ids").items.size() == 2);
  CHECK(customer.ask("DELETE", "/v2/droplets/" + one).status == 204);
  CHECK(shown(customer, id, "droplet_ids").ids() == std::vector<std::int64_t>{std::stoll(two)});
  CHECK(customer.ask("DELETE", "/v2/load_balancers/" + id).status == 204);
  CHECK(customer.ask("GET", "/v2/load_balancers/" + id).status == 404);
}

TEST_CASE("a tag chooses the droplets of its region") {
  Customer customer;
  const auto id = made(customer, R"("tag":"web")");
  CHECK(shown(customer, id, "droplet_ids").items.empty());
  const auto near = customer.droplet("near", R"(,"tags":["web"])");
  customer.ask(
      "POST", "/v2/droplets",
      R"({"name":"far","region":"ams3","image":"debian-12-x64","size":"s-1vcpu-1gb","tags":["web"]})");
  CHECK(shown(customer, id, "droplet_ids").ids() == std::vector<std::int64_t>{std::stoll(near)});
  const auto by_id = customer.ask("POST", "/v2/load_balancers/" + id + "/droplets", R"({"droplet_ids":[1]})");
  CHECK(by_id.status == 422);
}

TEST_CASE("replacing a load balancer resets what is left out") {
  Customer customer;
  const auto id = made(customer, R"("droplet_ids":[])", R"(,"algorithm":"least_connections","size_unit":3,
      "redirect_http_to_https":true,"health_check":{"protocol":"tcp","port":22})");
  customer.pass(3min);
  CHECK(shown(customer, id, "size_unit").integer == 3);
  CHECK(shown(customer, id, "size").string == "lb-medium");
  CHECK(shown(customer, id, "health_check").at("protocol").string == "tcp");
  REQUIRE(customer.ask("PUT", "/v2/load_balancers/" + id, order(R"("droplet_ids":[])")).status == 200);
  CHECK(shown(customer, id, "size_unit").integer == 1);
  CHECK(shown(customer, id, "algorithm").string == "round_robin");
  CHECK_FALSE(shown(customer, id, "redirect_http_to_https").flag);
  CHECK(shown(customer, id, "health_check").at("protocol").string == "http");
  CHECK(shown(customer, id, "health_check").at("unhealthy_threshold").integer == 5);
}

TEST_CASE("what a load balancer is refused for") {
  struct Row {
    const char* that;
    std::string body;
    const char* message;
  };
  const auto rows = {
      Row{"neither tag nor droplets", R"({"name":"a","region":"nyc3",)" + std::string(rule) + "}",
          "need to provide either a tag or a list of droplets"},
      Row{"tag and droplets", order(R"("tag":"web","droplet_ids":[1])"), "cannot be combined"},
      Row{"no rules", R"({"name":"a","region":"nyc3","tag":"web","forwarding_rules":[]})", "forwarding rule"},
      Row{"an unknown protocol",
          R"({"name":"a","region":"nyc3","tag":"w","forwarding_rules":[{"entry_protocol":"gopher","entry_port":70,"target_protocol":"http","target_port":80}]})",
          "protocol"},
      Row{"udp to tcp",
          R"({"name":"a","region":"nyc3","tag":"w","forwarding_rules":[{"entry_protocol":"udp","entry_port":53,"target_protocol":"tcp","target_port":53}]})",
          "udp"},
      Row{"no name", R"({"region":"nyc3","tag":"web",)" + std::string(rule) + "}", "name"},
      Row{"no region", R"({"name":"a","tag":"web",)" + std::string(rule) + "}", "region"},
      Row{"a droplet that does not exist", order(R"("droplet_ids":[5])"), "does not exist"},
      Row{"eleven droplets by id", order(R"("droplet_ids":[1,2,3,4,5,6,7,8,9,10,11])"), "no more than 10"},
      Row{"201 nodes", order(R"("tag":"web")", R"(,"size_unit":201)"), "size_unit"},
      Row{"both sizes", order(R"("tag":"web")", R"(,"size_unit":1,"size":"lb-small")"), "cannot be combined"},
      Row{"a short idle time", order(R"("tag":"web")", R"(,"http_idle_timeout_seconds":29)"), "30 and 600"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      const auto reply = customer.ask("POST", "/v2/load_balancers", row.body);
      CHECK(reply.status == 422);
      CHECK_THAT(reply.message(), Catch::Contains(row.message));
    }
  }
}

TEST_CASE("forwarding rules are added and taken away, never all of them") {
  Customer customer;
  const auto id = made(customer, R"("tag":"web")");
  customer.pass(3min);
  const std::string path = "/v2/load_balancers/" + id + "/forwarding_rules";
  const auto other =
      R"({"forwarding_rules":[{"entry_protocol":"tcp","entry_port":22,"target_protocol":"tcp","target_port":22}]})";
  CHECK(customer.ask("POST", path, other).status == 204);
  customer.pass(1min);
  CHECK(shown(customer, id, "forwarding_rules").items.size() == 2);
  CHECK(customer.ask("DELETE", path, other).status == 204);
  customer.pass(1min);
  CHECK(customer.ask("DELETE", path, "{" + std::string(rule) + "}").status == 422);
}

}  // namespace muster::sandbox
