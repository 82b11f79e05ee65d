#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

constexpr const char* ssh =
    R"("inbound_rules":[{"protocol":"tcp","ports":"22","sources":{"addresses":["0.0.0.0/0"]}}])";

std::string wall(const std::string& more, const std::string& name = "wall") {
  return R"({"name":")" + name + "\"," + std::string(ssh) + more + "}";
}

}  // namespace

TEST_CASE("a firewall is made, applied, changed in part, replaced and deleted") {
  Customer customer;
  const auto droplet = customer.droplet("web-1", R"(,"tags":["web"])");
  const auto made = customer.ask("POST", "/v2/firewalls", wall(R"(,"droplet_ids":[)" + droplet + "]"));
  REQUIRE(made.status == 202);
  const auto path = "/v2/firewalls/" + made.body.at("firewall").at("id").string;
  const auto shown = [&](const char* member) {
    return customer.ask("GET", path).body.at("firewall").at(member);
  };
  CHECK(made.body.at("firewall").at("status").string == "waiting");
  CHECK(made.body.at("firewall").at("pending_changes").items.size() == 1);
  customer.pass(10s);
  CHECK(shown("status").string == "succeeded");
  CHECK(shown("pending_changes").items.empty());
  CHECK(customer.ask("GET", "/v2/droplets/" + droplet + "/firewalls").body.at("meta").at("total").integer ==
        1);

  CHECK(customer.ask("POST", path + "/tags", R"({"tags":["web"]})").status == 204);
  CHECK(shown("tags").texts() == std::vector<std::string>{"web"});
  CHECK(customer.ask("DELETE", path + "/tags", R"({"tags":["web"]})").status == 204);
  CHECK(customer.ask("DELETE", path + "/droplets", R"({"droplet_ids":[)" + droplet + "]}").status == 204);
  CHECK(customer
            .ask("POST", path + "/rules",
                 R"({"outbound_rules":[{"protocol":"icmp","destinations":{"addresses":["::/0"]}}]})")
            .status == 204);
  CHECK(shown("outbound_rules").items.at(0).at("ports").string == "0");
  CHECK(customer.ask("DELETE", path + "/rules", "{" + std::string(ssh) + "}").status == 204);
  CHECK(shown("inbound_rules").items.empty());

  CHECK(customer.ask("PUT", path, wall("")).status == 200);
  CHECK(shown("outbound_rules").items.empty());
  CHECK(shown("inbound_rules").items.size() == 1);
  CHECK(customer.ask("DELETE", path).status == 204);
  CHECK(customer.ask("GET", path).status == 404);
}

TEST_CASE("what a firewall is refused for") {
  struct Row {
    const char* that;
    std::string body;
    int status;
    const char* message;
  };
  const auto rows = {
      Row{"a tag that does not exist", wall(R"(,"tags":["nowhere"])"), 422, "tag nowhere does not exist"},
      Row{"a droplet that does not exist", wall(R"(,"droplet_ids":[1])"), 422, "does not exist"},
      Row{"eleven droplets", wall(R"(,"droplet_ids":[1,2,3,4,5,6,7,8,9,10,11])"), 422,
          "no more than 10 droplets"},
      Row{"no rules", R"({"name":"wall"})", 422, "at least one rule"},
      Row{"a bad name", wall("", "-wall"), 422, "name"},
      Row{"a taken name", wall("", "taken"), 409, "duplicate name"},
      Row{"ports beyond the last",
          R"({"name":"w-1","inbound_rules":[{"protocol":"tcp","ports":"70000","sources":{}}]})", 422,
          "ports"},
      Row{"ports backwards",
          R"({"name":"w-1","inbound_rules":[{"protocol":"tcp","ports":"9-8","sources":{}}]})", 422, "ports"},
      Row{"no sources", R"({"name":"w-1","inbound_rules":[{"protocol":"tcp","ports":"22"}]})", 422,
          "sources"},
      Row{"an unknown protocol",
          R"({"name":"w-1","inbound_rules":[{"protocol":"ipx","ports":"1","sources":{}}]})", 422, "protocol"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      REQUIRE(customer.ask("POST", "/v2/firewalls", wall("", "taken")).status == 202);
      const auto reply = customer.ask("POST", "/v2/firewalls", row.body);
      CHECK(reply.status == row.status);
      CHECK_THAT(reply.message(), Catch::Contains(row.message));
    }
  }
}

TEST_CASE("every open region has a default network, and there may be more") {
  Customer customer;
  const auto all = customer.ask("GET", "/v2/vpcs?per_page=200").body.at("vpcs");
  CHECK(all.items.size() == 13);
  CHECK(customer.ask("DELETE", "/v2/vpcs/" + all.items[0].at("id").string).status == 403);
  const auto made =
      customer.ask("POST", "/v2/vpcs", R"({"name":"fleet.net","region":"nyc3","ip_range":"10.9.0.0/24"})");
  REQUIRE(made.status == 201);
  const auto id = made.body.at("vpc").at("id").string;
  CHECK(made.body.at("vpc").at("urn").string == "do:vpc:" + id);
  const auto droplet = customer.droplet("web-1", R"(,"vpc_uuid":")" + id + "\"");
  CHECK(customer.shown(droplet, "vpc_uuid").string == id);
  CHECK(customer.ask("GET", "/v2/vpcs/" + id + "/members").body.at("members").items.at(0).at("urn").string ==
        "do:droplet:" + droplet);
  CHECK(customer.ask("GET", "/v2/vpcs/" + id + "/members?resource_type=database")
            .body.at("meta")
            .at("total")
            .integer == 0);
  CHECK(customer.ask("DELETE", "/v2/vpcs/" + id).status == 403);
  CHECK(customer.ask("DELETE", "/v2/droplets/" + droplet).status == 204);
  CHECK(customer.ask("PATCH", "/v2/vpcs/" + id, R"({"name":"renamed"})").body.at("vpc").at("name").string ==
        "renamed");
  CHECK(customer.ask("DELETE", "/v2/vpcs/" + id).status == 204);
}

TEST_CASE("what a network is refused for") {
  struct Row {
    const char* that;
    const char* range;
  };
  for (const auto& row : {
           Row{"public addresses", "8.8.0.0/20"},
           Row{"too large", "10.0.0.0/15"},
           Row{"too small", "10.0.0.0/29"},
           Row{"overlapping", "10.100.0.0/24"},
           Row{"not a network", "10.0.0.0"},
           Row{"not four numbers", "10.0.0/20"},
           Row{"numbers too large", "10.0.0.256/20"},
       }) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      const auto body = R"({"name":"n","region":"nyc3","ip_range":")" + std::string(row.range) + "\"}";
      CHECK(customer.ask("POST", "/v2/vpcs", body).status == 422);
    }
  }
  SECTION("a range is found when none is asked for") {
    Customer customer;
    CHECK(customer.ask("POST", "/v2/vpcs", R"({"name":"n","region":"nyc3"})").status == 201);
    CHECK(customer.ask("POST", "/v2/vpcs", R"({"name":"m","region":"nyc3"})").status == 201);
    CHECK(customer.ask("POST", "/v2/vpcs", R"({"name":"m","region":"nyc3"})").status == 422);
  }
}

TEST_CASE("tags keep the spelling of their first day") {
  Customer customer;
  CHECK(customer.ask("POST", "/v2/tags", R"({"name":"MY-TAG"})").status == 201);
  CHECK(customer.ask("POST", "/v2/tags", R"({"name":"my-tag"})").body.at("tag").at("name").string ==
        "MY-TAG");
  CHECK(customer.ask("DELETE", "/v2/tags/My-Tag").status == 204);
  CHECK(customer.ask("GET", "/v2/tags/MY-TAG").status == 404);
  CHECK(customer.ask("POST", "/v2/tags", R"({"name":"my-tag"})").body.at("tag").at("name").string ==
        "MY-TAG");
  CHECK(customer.ask("POST", "/v2/tags", R"({"name":"a b"})").status == 422);
}

TEST_CASE("tags are put on resources and taken off") {
  Customer customer;
  const auto droplet = customer.droplet();
  const auto volume = customer.volume();
  customer.ask("POST", "/v2/tags", R"({"name":"t"})");
  const auto both = R"({"resources":[{"resource_id":")" + droplet +
                    R"(","resource_type":"droplet"},{"resource_id":")" + volume +
                    R"(","resource_type":"volume"}]})";
  CHECK(customer.ask("POST", "/v2/tags/t/resources", both).status == 204);
  CHECK(customer.ask("POST", "/v2/tags/T/resources", both).status == 204);
  const auto resources = customer.ask("GET", "/v2/tags/t").body.at("tag").at("resources");
  CHECK(resources.at("count").integer == 2);
  CHECK(resources.at("droplets").at("count").integer == 1);
  CHECK(customer.shown(droplet, "tags").texts() == std::vector<std::string>{"t"});
  CHECK(customer.ask("GET", "/v2/volumes/" + volume).body.at("volume").at("tags").texts() ==
        std::vector<std::string>{"t"});
  CHECK(customer.ask("DELETE", "/v2/tags/t/resources", both).status == 204);
  CHECK(customer.shown(droplet, "tags").texts().empty());
  CHECK(customer.ask("POST", "/v2/tags/none/resources", both).status == 404);
  CHECK(customer.ask("POST", "/v2/tags/t/resources", R"({"resources":[]})").status == 422);
  customer.ask("POST", "/v2/tags/t/resources", both);
  CHECK(customer.ask("DELETE", "/v2/tags/t").status == 204);
  CHECK(customer.shown(droplet, "tags").texts().empty());
}

}  // namespace muster::sandbox
