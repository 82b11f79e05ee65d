#include "providers/sandbox/state/state_text.hpp"
#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

/// Two machines with six agents each.
struct Pool {
  Customer customer;
  std::string first = customer.droplet("web-1", R"(,"tags":["pool"])");
  std::string second = customer.droplet("web-2", R"(,"tags":["pool"])");

  Pool() { CHECK(ask("PUT", "/sandbox/load", R"({"tag":"pool","agents":12})").status == 204); }

  Reply ask(const std::string& method, const std::string& path, const std::string& body = "") {
    return customer.ask(method, path, body);
  }
  std::int64_t agents(const std::string& machine) {
    return ask("GET", "/sandbox/machines/" + machine + "/agents").body.at("agents").integer;
  }
  std::int64_t state(const char* name) { return ask("GET", "/sandbox/state").body.at(name).integer; }
  int drain(const std::string& machine) {
    return ask("PUT", "/sandbox/machines/" + machine + "/drain").status;
  }
  int undrain(const std::string& machine) {
    return ask("DELETE", "/sandbox/machines/" + machine + "/drain").status;
  }
  void power(const std::string& machine, const char* type) {
    customer.act(machine, std::string(R"({"type":")") + type + "\"}");
    customer.pass(30s);
  }
};

}  // namespace

TEST_CASE("agents are spread evenly over the machines of their tag") {
  Pool pool;
  CHECK(pool.agents(pool.first) == 6);
  CHECK(pool.agents(pool.second) == 6);
  const auto third = pool.customer.droplet("web-3", R"(,"tags":["pool"])");
  CHECK(pool.agents(third) == 4);
  CHECK(pool.agents(pool.first) == 4);
  const auto stranger = pool.customer.droplet("db-1");
  CHECK(pool.agents(stranger) == 0);
}

TEST_CASE("agents that nobody takes wait for a machine") {
  Customer customer;
  customer.ask("PUT", "/sandbox/load", R"({"tag":"pool","agents":5})");
  CHECK(customer.ask("GET", "/sandbox/state").body.at("agents_down").integer == 5);
  const auto id = customer.droplet("web-1", R"(,"tags":["pool"])");
  CHECK(customer.ask("GET", "/sandbox/machines/" + id + "/agents").body.at("agents").integer == 5);
  CHECK(customer.ask("GET", "/sandbox/state").body.at("agents_running").integer == 5);
}

TEST_CASE("a draining machine's agents leave one by one, and none of them stops") {
  Pool pool;
  REQUIRE(pool.drain(pool.first) == 202);
  CHECK(pool.ask("GET", "/sandbox/machines/" + pool.first + "/agents").body.at("draining").flag);
  CHECK(pool.agents(pool.first) == 6);
  pool.customer.pass(4s);
  CHECK(pool.agents(pool.first) < 6);
  CHECK(pool.agents(pool.first) >= 4);
  pool.customer.pass(20s);
  CHECK(pool.agents(pool.first) == 0);
  CHECK(pool.agents(pool.second) == 12);
  CHECK(pool.state("agents_running_min") == 12);

  SECTION("it takes none while it drains") {
    pool.customer.droplet("web-3", R"(,"tags":["pool"])");
    CHECK(pool.agents(pool.first) == 0);
  }
  SECTION("told so, it takes agents again") {
    REQUIRE(pool.undrain(pool.first) == 204);
    CHECK(pool.agents(pool.first) == 6);
    CHECK_FALSE(pool.ask("GET", "/sandbox/machines/" + pool.first + "/agents").body.at("draining").flag);
  }
  SECTION("off and on again it still takes none") {
    pool.power(pool.first, "power_off");
    pool.power(pool.first, "power_on");
    CHECK(pool.agents(pool.first) == 0);
    CHECK(pool.state("agents_running_min") == 12);
  }
}

TEST_CASE("agents with nowhere to go stay, and leave when there is somewhere") {
  Pool pool;
  pool.drain(pool.first);
  pool.drain(pool.second);
  pool.customer.pass(10min);
  CHECK(pool.agents(pool.first) + pool.agents(pool.second) == 12);
  CHECK(pool.state("agents_running") == 12);
  const auto third = pool.customer.droplet("web-3", R"(,"tags":["pool"])");
  pool.customer.pass(1min);
  CHECK(pool.agents(third) == 12);
}

TEST_CASE("a machine that goes off takes its agents down with it") {
  Pool pool;
  pool.power(pool.first, "power_off");
  CHECK(pool.agents(pool.first) == 6);
  CHECK(pool.agents(pool.second) == 6);
  CHECK(pool.state("agents_running") == 6);
  CHECK(pool.state("agents_down") == 6);
  CHECK(pool.state("agents_running_min") == 6);

  SECTION("on again it has them back; the least is remembered until it is told to forget") {
    pool.power(pool.first, "power_on");
    CHECK(pool.state("agents_running") == 12);
    CHECK(pool.state("agents_running_min") == 6);
    CHECK(pool.ask("DELETE", "/sandbox/record").status == 204);
    CHECK(pool.state("agents_running_min") == 12);
  }
  SECTION("drained, they come back elsewhere") {
    pool.drain(pool.first);
    pool.customer.pass(1min);
    CHECK(pool.agents(pool.second) == 12);
    CHECK(pool.state("agents_down") == 0);
  }
  SECTION("deleted, they are down until there is another machine") {
    pool.ask("DELETE", "/v2/droplets/" + pool.first);
    pool.customer.pass(10min);
    CHECK(pool.state("agents_down") == 6);
    pool.customer.droplet("web-3", R"(,"tags":["pool"])");
    CHECK(pool.state("agents_down") == 0);
  }
}

TEST_CASE("agents and drains are kept in the state file") {
  Pool pool;
  pool.drain(pool.first);
  pool.customer.pass(7s);
  const auto text = write_state(pool.customer.cloud);
  Pool other;
  REQUIRE(read_state(text, other.customer.cloud).ok());
  CHECK((write_state(other.customer.cloud) == text));
  other.customer.now = pool.customer.now;
  CHECK(other.agents(pool.first) == pool.agents(pool.first));
  other.customer.pass(1min);
  CHECK(other.agents(pool.first) == 0);
}

TEST_CASE("machines that are not there have no agents") {
  Customer customer;
  CHECK(customer.ask("PUT", "/sandbox/machines/7/drain").status == 404);
  CHECK(customer.ask("DELETE", "/sandbox/machines/7/drain").status == 404);
  CHECK(customer.ask("GET", "/sandbox/machines/7/agents").status == 404);
}

}  // namespace muster::sandbox
