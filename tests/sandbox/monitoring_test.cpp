#include <cmath>

#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

namespace {

std::int64_t unix_seconds(Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

/// The lines of a metric over the last `window`.
std::vector<JsonValue> lines(Customer& customer, const std::string& droplet, const std::string& metric,
                             Duration window) {
  const auto reply = customer.ask("GET", "/v2/monitoring/metrics/droplet/" + metric + "?host_id=" + droplet +
                                             "&start=" + std::to_string(unix_seconds(customer.now - window)) +
                                             "&end=" + std::to_string(unix_seconds(customer.now)));
  REQUIRE(reply.status == 200);
  CHECK(reply.body.at("data").at("resultType").string == "matrix");
  return reply.body.at("data").at("result").items;
}

double value_of(const JsonValue& sample) {
  return std::stod(sample.items.at(1).string);
}

double last(const JsonValue& line) {
  return value_of(line.at("values").items.back());
}

/// Percent of the machine's CPU in use between the last two samples, the way clients compute it.
double cpu(Customer& customer, const std::string& droplet) {
  double idle = 0;
  double all = 0;
  for (const auto& line : lines(customer, droplet, "cpu", 5min)) {
    const auto& values = line.at("values").items;
    REQUIRE(values.size() >= 2);
    const auto change = value_of(values.back()) - value_of(values[values.size() - 2]);
    CHECK(change >= 0);
    all += change;
    if (line.at("metric").at("mode").string == "idle") idle = change;
  }
  return 100 * (1 - idle / all);
}

double memory(Customer& customer, const std::string& droplet) {
  const auto available = last(lines(customer, droplet, "memory_available", 5min).at(0));
  return 100 * (1 - available / last(lines(customer, droplet, "memory_total", 5min).at(0)));
}

void put_load(Customer& customer, int agents, double disk = 1) {
  const auto body = R"({"tag":"pool","agents":)" + std::to_string(agents) +
                    R"(,"cpu_per_agent":0.17,"memory_mib_per_agent":150,"disk_gib_per_agent":)" +
                    std::to_string(disk) + "}";
  REQUIRE(customer.ask("PUT", "/sandbox/load", body).status == 204);
}

constexpr const char* monitored = R"(,"monitoring":true,"tags":["pool"])";

}  // namespace

TEST_CASE("agents use the CPU of the machine they run on") {
  Customer customer;
  const auto id = customer.droplet("web-1", monitored, "s-2vcpu-2gb");
  customer.pass(10min);
  CHECK(cpu(customer, id) < 3);
  put_load(customer, 10);
  customer.pass(6min);
  CHECK(cpu(customer, id) == Approx(86).margin(1));

  SECTION("a bigger machine is less busy, and counts anew") {
    customer.act(id, R"({"type":"power_off"})");
    customer.pass(1min);
    customer.act(id, R"({"type":"resize","size":"s-4vcpu-8gb"})");
    customer.pass(2min);
    CHECK(lines(customer, id, "cpu", 90s).empty());
    customer.act(id, R"({"type":"power_on"})");
    customer.pass(6min);
    CHECK(cpu(customer, id) == Approx(43).margin(1));
    const auto counted = last(lines(customer, id, "cpu", 5min).front());
    CHECK(counted < 6 * 60 * 4);
  }
  SECTION("a second machine takes half of them") {
    const auto other = customer.droplet("web-2", monitored, "s-2vcpu-2gb");
    customer.pass(6min);
    CHECK(cpu(customer, id) == Approx(43).margin(1));
    CHECK(cpu(customer, other) == Approx(43).margin(1));
  }
  SECTION("more agents than cores queue up") {
    put_load(customer, 30);
    customer.pass(6min);
    CHECK(cpu(customer, id) > 99);
    CHECK(last(lines(customer, id, "load_1", 5min).at(0)) == Approx(5.1).margin(0.2));
  }
  SECTION("without agents it calms down") {
    put_load(customer, 0);
    customer.pass(6min);
    CHECK(cpu(customer, id) < 3);
  }
  SECTION("a drained machine calms down, and the other one has its agents") {
    const auto other = customer.droplet("web-2", monitored, "s-2vcpu-2gb");
    customer.ask("PUT", "/sandbox/machines/" + id + "/drain");
    customer.pass(6min);
    CHECK(cpu(customer, id) < 3);
    CHECK(cpu(customer, other) == Approx(86).margin(1));
  }
}

TEST_CASE("agents use memory, up to what there is") {
  Customer customer;
  const auto id = customer.droplet("web-1", monitored, "s-2vcpu-2gb");
  put_load(customer, 6);
  customer.pass(6min);
  CHECK(memory(customer, id) == Approx(100 * (180 + 6 * 150) / (2048 * 0.97)).margin(1));
  put_load(customer, 60);
  customer.pass(6min);
  CHECK(memory(customer, id) <= 100);
  CHECK(memory(customer, id) > 95);
}

TEST_CASE("agents fill the disk, and a volume makes room") {
  Customer customer;
  const auto id = customer.droplet("web-1", monitored, "s-2vcpu-2gb");
  put_load(customer, 10, 5.34);
  customer.pass(6min);
  const auto used = [&] {
    double size = 0;
    double free = 0;
    for (const auto& line : lines(customer, id, "filesystem_size", 1min)) size += last(line);
    for (const auto& line : lines(customer, id, "filesystem_free", 1min)) free += last(line);
    return 100 * (1 - free / size);
  };
  CHECK(used() == Approx(93).margin(0.5));
  customer.act_on_volume(customer.volume("data-1", 50), R"({"type":"attach","droplet_id":)" + id + "}");
  customer.pass(6min);
  const auto mounts = lines(customer, id, "filesystem_size", 1min);
  REQUIRE(mounts.size() == 2);
  CHECK(mounts[0].at("metric").at("mountpoint").string == "/");
  CHECK(mounts[1].at("metric").at("mountpoint").string == "/mnt/data-1");
  CHECK(last(mounts[1]) == 50.0 * 1024 * 1024 * 1024);
  CHECK(used() == Approx(50.7).margin(0.5));
}

TEST_CASE("a machine reports nothing") {
  Customer customer;
  const auto id = customer.droplet("web-1", monitored);
  customer.pass(10min);
  SECTION("without monitoring") {
    const auto silent = customer.droplet("web-2");
    customer.pass(10min);
    CHECK(lines(customer, silent, "cpu", 5min).empty());
  }
  SECTION("while it is off") {
    customer.act(id, R"({"type":"power_off"})");
    customer.pass(10min);
    CHECK(lines(customer, id, "cpu", 5min).empty());
  }
  SECTION("when nobody knows it") {
    CHECK(lines(customer, "1", "cpu", 5min).empty());
  }
  SECTION("of a metric that does not exist") {
    CHECK(customer.ask("GET", "/v2/monitoring/metrics/droplet/mood?host_id=1&start=1&end=2").status == 404);
  }
  SECTION("for a time that is not given") {
    CHECK(customer.ask("GET", "/v2/monitoring/metrics/droplet/cpu?host_id=" + id).status == 400);
    CHECK(customer.ask("GET", "/v2/monitoring/metrics/droplet/cpu?host_id=" + id + "&start=5&end=4").status ==
          400);
  }
}

TEST_CASE("samples are a minute apart, however fast the cloud's delays pass") {
  for (const double speed : {1.0, 20.0, 600.0}) {
    DYNAMIC_SECTION("speed " << speed) {
      auto rules = Customer::unlimited();
      rules.speed = speed;
      Customer customer(rules);
      const auto id = customer.droplet("web-1", monitored);
      customer.pass(10min);
      const auto values = lines(customer, id, "memory_total", 5min).at(0).at("values").items;
      CHECK(values.size() == 6);
      CHECK(values[1].items.at(0).integer - values[0].items.at(0).integer == 60);
    }
  }
}

TEST_CASE("a load may have lasted for a while already") {
  Customer customer;
  customer.ask("PUT", "/sandbox/seed",
               R"({"count":1,"size":"s-2vcpu-2gb","tags":["pool"],"name":"web-{n}"})");
  const auto id = std::to_string(customer.cloud.droplets.at(0).id);
  CHECK(lines(customer, id, "cpu", 6min).front().at("values").items.size() == 1);
  REQUIRE(customer.ask("PUT", "/sandbox/load", R"({"tag":"pool","agents":10,"for_seconds":600})").status ==
          204);
  CHECK(cpu(customer, id) == Approx(86).margin(1));
  CHECK(lines(customer, id, "cpu", 9min).front().at("values").items.size() == 10);
}

TEST_CASE("what a load is refused for") {
  Customer customer;
  for (const auto* body : {"{}", R"({"tag":"a b","agents":1})", R"({"tag":"a","agents":-1})",
                           R"({"tag":"a","agents":1,"cpu_per_agent":-1})", R"({"tag":"a","for_seconds":-5})"})
    DYNAMIC_SECTION(body) {
      CHECK(customer.ask("PUT", "/sandbox/load", body).status == 422);
    }
}

}  // namespace muster::sandbox
