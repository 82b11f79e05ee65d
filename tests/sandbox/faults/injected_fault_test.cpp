#include "providers/sandbox/state/state_text.hpp"
#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

using Kind = InjectedFault::Kind;

std::int64_t listed(Customer& customer, const std::string& query = "") {
  return customer.ask("GET", "/v2/droplets" + query).body.at("meta").at("total").integer;
}

std::string order_in_trouble(Customer& customer, Kind kind, Duration lasts) {
  customer.injected = {kind, lasts, 0, {}};
  const auto reply = customer.ask("POST", "/v2/droplets", Customer::order("web-1", R"(,"tags":["web"])"));
  customer.injected = {};
  REQUIRE(reply.status == 202);
  return std::to_string(reply.body.at("droplet").at("id").integer);
}

}  // namespace

TEST_CASE("a refused request is counted and changes nothing") {
  Rules rules;
  rules.requests_per_minute = 3;
  Customer customer(rules);
  customer.injected = {Kind::refused, 5s, 429, "API rate limit exceeded."};
  const auto refused = customer.ask("POST", "/v2/droplets", Customer::order("web-1"));
  CHECK(refused.status == 429);
  CHECK(refused.header("retry-after") == "5");
  CHECK(refused.header("ratelimit-remaining") == "0");
  CHECK(refused.body.at("id").string == "too_many_requests");
  customer.injected = {};
  CHECK(listed(customer) == 0);
  CHECK(customer.ask("GET", "/v2/account").status == 200);
  CHECK(customer.ask("GET", "/v2/account").status == 429);
  CHECK(customer.cloud.record.over_limit == 1);
}

TEST_CASE("a new droplet is missing from lists for a while") {
  Customer customer;
  const auto id = order_in_trouble(customer, Kind::hidden, 20s);
  const auto seen_in_lists = [&] {
    return listed(customer) + listed(customer, "?tag_name=web") + listed(customer, "?name=web-1");
  };
  CHECK(seen_in_lists() == 0);
  CHECK(customer.ask("GET", "/v2/droplets/" + id).status == 200);
  customer.pass(19s);
  CHECK(seen_in_lists() == 0);
  customer.pass(1s);
  CHECK(seen_in_lists() == 3);
}

TEST_CASE("a droplet is accepted and then gone") {
  Customer customer;
  const auto id = order_in_trouble(customer, Kind::vanishes, 5s);
  CHECK(customer.status(id) == "new");
  customer.pass(5s);
  CHECK(customer.ask("GET", "/v2/droplets/" + id).status == 404);
  CHECK(listed(customer) == 0);
}

TEST_CASE("a creation that errs leaves nothing") {
  Customer customer;
  const auto id = order_in_trouble(customer, Kind::action_errs, {});
  customer.pass(1min);
  CHECK(customer.ask("GET", "/v2/droplets/" + id).status == 404);
  CHECK(customer.ask("GET", "/v2/actions").body.at("actions").items.at(0).at("status").string == "errored");
}

TEST_CASE("a droplet never becomes active, and can be deleted") {
  Customer customer;
  const auto id = order_in_trouble(customer, Kind::action_hangs, {});
  customer.pass(24h);
  CHECK(customer.status(id) == "new");
  CHECK(customer.ask("DELETE", "/v2/droplets/" + id).status == 204);
  CHECK(listed(customer) == 0);
}

TEST_CASE("an action errs without effect, and another may follow") {
  Customer customer;
  const auto id = customer.droplet();
  customer.injected = {Kind::action_errs, {}, 0, {}};
  const auto action = customer.act(id, R"({"type":"power_off"})").body.at("action").at("id").integer;
  customer.injected = {};
  customer.pass(1min);
  CHECK(customer.ask("GET", "/v2/actions/" + std::to_string(action)).body.at("action").at("status").string ==
        "errored");
  CHECK(customer.status(id) == "active");
  CHECK(customer.act(id, R"({"type":"power_off"})").status == 201);
}

TEST_CASE("an attach that errs leaves the volume where it was") {
  Customer customer;
  const auto id = customer.droplet();
  const auto volume = customer.volume();
  customer.injected = {Kind::action_errs, {}, 0, {}};
  CHECK(customer.act_on_volume(volume, R"({"type":"attach","droplet_id":)" + id + "}").status == 202);
  customer.injected = {};
  customer.pass(1min);
  CHECK(customer.shown(id, "volume_ids").items.empty());
  CHECK(customer.act_on_volume(volume, R"({"type":"attach","droplet_id":)" + id + "}").status == 202);
}

TEST_CASE("an action hangs, for a time or for ever") {
  Customer customer;
  const auto id = customer.droplet();
  const auto lasts = GENERATE(Duration(10min), Duration(0));
  customer.injected = {Kind::action_hangs, lasts, 0, {}};
  customer.act(id, R"({"type":"shutdown"})");
  customer.injected = {};
  customer.pass(9min);
  CHECK(customer.act(id, R"({"type":"power_off"})").message() == "Droplet already has a pending event.");
  customer.pass(1min);
  CHECK(customer.status(id) == "active");
  CHECK(customer.act(id, R"({"type":"power_off"})").status == (lasts == Duration(0) ? 422 : 201));
}

TEST_CASE("trouble under way is kept in the state file") {
  Customer customer;
  order_in_trouble(customer, Kind::hidden, 20s);
  order_in_trouble(customer, Kind::vanishes, 30s);
  order_in_trouble(customer, Kind::action_hangs, 10min);
  const auto text = write_state(customer.cloud);
  Customer other;
  REQUIRE(read_state(text, other.cloud).ok());
  CHECK((write_state(other.cloud) == text));
  CHECK(listed(other) == 2);
  other.pass(1min);
  CHECK(listed(other) == 2);
  other.pass(10min);
  CHECK(listed(other) == 1);
}

TEST_CASE("the cloud remembers what was asked of it and what became of its machines") {
  Customer customer;
  const auto id = customer.droplet("web-1", R"(,"tags":["web"])");
  customer.act(id, R"({"type":"power_off"})");
  customer.pass(1min);
  customer.ask("PUT", "/sandbox/machines/" + id + "/drain");
  customer.ask("DELETE", "/v2/droplets/" + id);
  const auto record = customer.ask("GET", "/sandbox/record").body;
  const auto& turns = record.at("turns").items;
  REQUIRE(turns.size() == 3);
  CHECK(turns[0].at("to").string == "on");
  CHECK(turns[1].at("to").string == "off");
  CHECK(turns[2].at("to").string == "gone");
  CHECK(turns[2].at("droplet").integer == std::stoll(id));
  CHECK(turns[0].at("at").integer < turns[1].at("at").integer);
  const auto& counts = record.at("counts");
  CHECK(counts.at("POST /v2/droplets").integer == 1);
  CHECK(counts.at("POST /v2/droplets/*/actions power_off").integer == 1);
  CHECK(counts.at("DELETE /v2/droplets/*").integer == 1);
  CHECK(counts.at("PUT /sandbox/machines/*/drain").integer == 1);
  CHECK(record.at("requests").items.size() == 4);
  CHECK(record.at("over_limit").integer == 0);

  CHECK(customer.ask("DELETE", "/sandbox/record").status == 204);
  CHECK(customer.ask("GET", "/sandbox/record").body.at("requests").items.empty());
}

TEST_CASE("a whole cloud can be put in place of another") {
  Customer customer;
  const auto empty = customer.ask("GET", "/sandbox/cloud").response.body;
  customer.droplet();
  const auto furnished = customer.ask("GET", "/sandbox/cloud").response.body;
  CHECK(customer.ask("PUT", "/sandbox/cloud", empty).status == 204);
  CHECK(listed(customer) == 0);
  CHECK(customer.ask("PUT", "/sandbox/cloud", furnished).status == 204);
  CHECK(listed(customer) == 1);
  CHECK(customer.ask("PUT", "/sandbox/cloud", "{}").status == 422);
  CHECK(listed(customer) == 1);
}

}  // namespace muster::sandbox
