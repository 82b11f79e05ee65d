#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

TEST_CASE("a droplet boots") {
  Customer customer;
  const auto made = customer.ask("POST", "/v2/droplets", Customer::order("web-1", R"(,"tags":["web"])"));
  REQUIRE(made.status == 202);
  const auto& droplet = made.body.at("droplet");
  const auto id = std::to_string(droplet.at("id").integer);

  SECTION("it is accepted new, unlocked and without addresses") {
    CHECK(droplet.at("status").string == "new");
    CHECK_FALSE(droplet.at("locked").flag);
    CHECK(droplet.at("networks").at("v4").items.empty());
    CHECK(droplet.at("size_slug").string == "s-1vcpu-1gb");
    CHECK(droplet.at("size").at("price_monthly").real == 6);
    CHECK(droplet.at("tags").texts() == std::vector<std::string>{"web"});
  }
  SECTION("the answer links the action to wait for") {
    const auto& link = made.body.at("links").at("actions").items.at(0);
    CHECK(link.at("rel").string == "create");
    const auto action = "/v2/actions/" + std::to_string(link.at("id").integer);
    CHECK(link.at("href").string == "http://cloud.test:8080" + action);
    CHECK(customer.ask("GET", action).body.at("action").at("status").string == "in-progress");
    customer.pass(2min);
    CHECK(customer.ask("GET", action).body.at("action").at("status").string == "completed");
  }
  SECTION("it takes a while and is then active with two addresses") {
    customer.pass(20s);
    CHECK(customer.status(id) == "new");
    customer.pass(40s);
    CHECK(customer.status(id) == "active");
    CHECK(customer.shown(id, "networks").at("v4").items.size() == 2);
  }
  SECTION("deleted, it is gone and its tag stays") {
    CHECK(customer.ask("DELETE", "/v2/droplets/" + id).status == 204);
    CHECK(customer.ask("GET", "/v2/droplets/" + id).status == 404);
    CHECK(customer.ask("DELETE", "/v2/droplets/" + id).status == 404);
    CHECK(customer.ask("GET", "/v2/tags/web").body.at("tag").at("resources").at("count").integer == 0);
  }
}

TEST_CASE("what may be ordered as a droplet") {
  struct Row {
    const char* that;
    std::string body;
    int status;
    const char* message;
  };
  const auto with = [](const char* more) { return Customer::order("web-1", more); };
  const auto rows = {
      Row{"nulls in place of what is optional",
          with(R"(,"ssh_keys":null,"volumes":null,"tags":null,"user_data":null)"), 202, ""},
      Row{"false in place of what is optional", with(R"(,"backups":false,"private_networking":false)"), 202,
          ""},
      Row{"the image as a number", R"({"name":"a","region":"nyc3","size":"s-1vcpu-1gb","image":194532115})",
          202, ""},
      Row{"the image as a number in a text",
          R"({"name":"a","region":"nyc3","size":"s-1vcpu-1gb","image":"194532115"})", 202, ""},
      Row{"the size in capitals", Customer::order("a", "", "S-1VCPU-1GB"), 202, ""},
      Row{"no region", R"({"name":"a","size":"s-1vcpu-1gb","image":"debian-12-x64"})", 202, ""},
      Row{"part of a region", R"({"name":"a","region":"sfo","size":"s-1vcpu-1gb","image":"debian-12-x64"})",
          202, ""},
      Row{"user data of 64 KiB", with((",\"user_data\":\"" + std::string(65536, 'x') + "\"").c_str()), 202,
          ""},
      Row{"user data of one byte more", with((",\"user_data\":\"" + std::string(65537, 'x') + "\"").c_str()),
          422, "User data"},
      Row{"no name", R"({"region":"nyc3","size":"s-1vcpu-1gb","image":"debian-12-x64"})", 422, "blank"},
      Row{"an underscore in the name", Customer::order("web_1"), 422, "hostname"},
      Row{"a name that ends in a dash", Customer::order("web-"), 422, "hostname"},
      Row{"a size that is not sold", Customer::order("a", "", "s-3vcpu-1gb"), 422, "invalid size"},
      Row{"a size that is not sold there", Customer::order("a", "", "s-1vcpu-512mb-10gb"), 422,
          "not available in this region"},
      Row{"a region that is closed",
          R"({"name":"a","region":"ams2","size":"s-1vcpu-1gb","image":"debian-12-x64"})", 422,
          "not available in this region"},
      Row{"an unknown image", R"({"name":"a","region":"nyc3","size":"s-1vcpu-1gb","image":"plan9"})", 422,
          "image"},
      Row{"an unknown key", with(R"(,"ssh_keys":[12])"), 422, "key"},
      Row{"a tag with a blank", with(R"(,"tags":["a b"])"), 422, "Tag"},
      Row{"an unknown network", with(R"(,"vpc_uuid":"nowhere")"), 422, "vpc_uuid"},
      Row{"an unknown volume", with(R"(,"volumes":["v"])"), 422, "Volume"},
      Row{"broken JSON", "{", 400, "parsing"},
      Row{"a list", "[]", 400, "parsing"},
      Row{"nothing", "", 400, "parsing"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Customer customer;
      const auto reply = customer.ask("POST", "/v2/droplets", row.body);
      CHECK(reply.status == row.status);
      CHECK_THAT(reply.message(), Catch::Contains(row.message));
      CHECK(customer.cloud.droplets.size() == (row.status == 202 ? 1U : 0U));
    }
  }
}

TEST_CASE("several droplets in one request") {
  Customer customer;
  const auto names = [](int count) {
    std::string list;
    for (int i = 1; i <= count; ++i) list += (i > 1 ? ",\"n" : "\"n") + std::to_string(i) + "\"";
    return R"({"region":"nyc3","image":"debian-12-x64","size":"s-1vcpu-1gb","names":[)" + list + "]}";
  };
  SECTION("ten are made, with a link each") {
    const auto reply = customer.ask("POST", "/v2/droplets", names(10));
    CHECK(reply.status == 202);
    CHECK(reply.body.at("droplets").items.size() == 10);
    CHECK(reply.body.at("links").at("actions").items.size() == 10);
  }
  SECTION("eleven are refused") {
    CHECK(customer.ask("POST", "/v2/droplets", names(11)).status == 422);
  }
  SECTION("the account's limit refuses all of them") {
    customer.cloud.rules.droplet_limit = 4;
    const auto reply = customer.ask("POST", "/v2/droplets", names(5));
    CHECK(reply.status == 422);
    CHECK_THAT(reply.message(), Catch::Contains("exceed your droplet limit"));
    CHECK(customer.cloud.droplets.size() == 0);
    CHECK(customer.ask("POST", "/v2/droplets", names(4)).status == 202);
  }
}

TEST_CASE("droplets are found by tag and by name") {
  Customer customer;
  customer.droplet("web-1", R"(,"tags":["Muster:F"])");
  customer.droplet("web-2", R"(,"tags":["muster:f","other"])");
  customer.droplet("WEB-1");
  struct Row {
    const char* that;
    const char* query;
    int status;
    int total;
  };
  for (const auto& row : {
           Row{"all without a filter", "", 200, 3},
           Row{"a tag in any case", "?tag_name=MUSTER:f", 200, 2},
           Row{"a tag percent-encoded", "?tag_name=muster%3Af", 200, 2},
           Row{"a tag nothing has", "?tag_name=none", 200, 0},
           Row{"a name in any case", "?name=web-1", 200, 2},
           Row{"unknown keys are ignored", "?colour=red", 200, 3},
           Row{"no machine has a graphics card", "?type=gpus", 200, 0},
           Row{"both filters are refused", "?tag_name=other&name=web-1", 422, 0},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto reply = customer.ask("GET", std::string("/v2/droplets") + row.query);
      CHECK(reply.status == row.status);
      CHECK(reply.body.at("meta").at("total").integer == row.total);
    }
  }
  SECTION("deleting by tag takes those alone") {
    CHECK(customer.ask("DELETE", "/v2/droplets?tag_name=muster:f").status == 204);
    CHECK(customer.cloud.droplets.size() == 1);
  }
  SECTION("deleting by no tag takes none") {
    CHECK(customer.ask("DELETE", "/v2/droplets").status == 422);
    CHECK(customer.ask("DELETE", "/v2/droplets?tag_name=").status == 422);
    CHECK(customer.cloud.droplets.size() == 3);
  }
}

}  // namespace muster::sandbox
