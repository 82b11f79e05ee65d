#include "providers/sandbox/state/state_text.hpp"
#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

/// A cloud in which everything there can be is there, some of it still on its way.
void furnish(Customer& customer) {
  const auto droplet = customer.droplet("web-1", R"(,"tags":["web","Blue"],"monitoring":true)");
  const auto volume = customer.volume();
  customer.act_on_volume(volume, R"({"type":"attach","droplet_id":)" + droplet + "}");
  customer.pass(15s);
  customer.ask("POST", "/v2/volumes/" + volume + "/snapshots", R"({"name":"v","tags":["web"]})");
  customer.act(droplet, R"({"type":"snapshot","name":"s"})");
  customer.pass(5min);
  customer.ask("POST", "/v2/tags", R"({"name":"GONE"})");
  customer.ask("DELETE", "/v2/tags/gone");
  customer.ask("POST", "/v2/account/keys", R"({"name":"a","public_key":"ssh-ed25519 AAAA me"})");
  customer.ask("POST", "/v2/vpcs", R"({"name":"net","region":"nyc3","ip_range":"10.9.0.0/24"})");
  customer.ask(
      "POST", "/v2/firewalls",
      R"({"name":"wall","tags":["web"],"inbound_rules":[{"protocol":"tcp","ports":"22","sources":{"tags":["web"]}}]})");
  customer.ask("POST", "/v2/load_balancers",
               R"({"name":"front","region":"nyc3","tag":"web","forwarding_rules":[{"entry_protocol":"http",
                   "entry_port":80,"target_protocol":"http","target_port":80}]})");
  customer.ask("PUT", "/sandbox/load", R"({"tag":"web","agents":3,"cpu_per_agent":0.3})");
  customer.ask("POST", "/v2/droplets", Customer::order("web-2"));
  customer.act(droplet, R"({"type":"shutdown"})");
}

}  // namespace

TEST_CASE("a cloud that was written and read is the same cloud") {
  Customer customer;
  furnish(customer);
  const auto text = write_state(customer.cloud);
  Customer other;
  REQUIRE(read_state(text, other.cloud).ok());
  CHECK((write_state(other.cloud) == text));

  SECTION("it shows the same") {
    other.now = customer.now;
    for (const auto* path :
         {"/v2/droplets", "/v2/actions", "/v2/volumes", "/v2/load_balancers", "/v2/firewalls", "/v2/vpcs",
          "/v2/tags", "/v2/account/keys", "/v2/snapshots", "/v2/images", "/sandbox/state"}) {
      INFO(path);
      auto mine = customer.ask("GET", path).response.body;
      auto theirs = other.ask("GET", path).response.body;
      if (path == std::string("/sandbox/state"))
        mine.erase(mine.find("\"requests\"")), theirs.erase(theirs.find("\"requests\""));
      CHECK(mine == theirs);
    }
  }
  SECTION("what was on its way arrives, though the reader was away for long") {
    other.now = customer.now + 24h;
    const auto droplets = other.ask("GET", "/v2/droplets").body.at("droplets").items;
    CHECK(droplets.at(0).at("status").string == "off");
    CHECK(droplets.at(1).at("status").string == "active");
    CHECK(other.ask("GET", "/v2/load_balancers").body.at("load_balancers").items.at(0).at("status").string ==
          "active");
    const auto actions = other.ask("GET", "/v2/actions");
    for (const auto& action : actions.body.at("actions").items)
      CHECK(action.at("status").string == "completed");
  }
  SECTION("what comes next is the same") {
    other.now = customer.now;
    const auto body = Customer::order("next");
    CHECK(customer.ask("POST", "/v2/droplets", body).response.body ==
          other.ask("POST", "/v2/droplets", body).response.body);
  }
  SECTION("a forgotten tag keeps its spelling") {
    CHECK(other.ask("POST", "/v2/tags", R"({"name":"gone"})").body.at("tag").at("name").string == "GONE");
  }
}

TEST_CASE("what is no state is refused and changes nothing") {
  Customer customer;
  furnish(customer);
  const auto text = write_state(customer.cloud);
  const auto with = [&](const std::string& what, const std::string& instead) {
    auto changed = text;
    changed.replace(changed.find(what), what.size(), instead);
    return changed;
  };
  for (const auto& broken :
       {std::string(), std::string("{}"), std::string("[]"), text.substr(0, text.size() / 2),
        with("\"version\":1", "\"version\":2"), with("s-1vcpu-1gb", "s-0vcpu-1gb"),
        with("\"region\":\"nyc3\"", "\"region\":\"moon\"")}) {
    CHECK_FALSE(read_state(broken, customer.cloud).ok());
    CHECK((write_state(customer.cloud) == text));
  }
}

}  // namespace muster::sandbox
