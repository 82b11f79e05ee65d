#include <catch2/catch.hpp>

#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/scaffold.hpp"
#include "reconciler/adapters/scaffold/starter_provider.hpp"
#include "reconciler/adapters/scaffold/starter_shapes.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

StarterShapes shapes_of(const StarterAnswers& answers) {
  const auto prices = embedded_prices(starter_provider());
  REQUIRE(prices.ok());
  const auto shapes = starter_shapes(answers, *prices);
  REQUIRE(shapes.ok());
  return *shapes;
}

}  // namespace

TEST_CASE("the machines of a starter are the cheapest that carry its agents") {
  struct Row {
    const char* name;
    StarterAnswers answers;
    const char* size;
    int machines;
  };
  const auto agents = [](const char* number, const char* cpu, const char* memory) {
    StarterAnswers answers;
    answers.agents = number;
    answers.agent_cpu = cpu;
    answers.agent_memory = memory;
    return answers;
  };
  for (const auto& row : {
           Row{"the default", {}, "s-1vcpu-2gb", 1},
           Row{"twenty of them", agents("20", "0.2", "256MiB"), "s-2vcpu-4gb", 2},
           Row{"one large agent", agents("1", "1.5", "3GiB"), "s-2vcpu-4gb", 1},
           Row{"an agent as large as a machine without its reserve", agents("1", "1", "1792MiB"),
               "s-1vcpu-2gb", 1},
           Row{"one MiB more than that", agents("1", "1", "1793MiB"), "s-2vcpu-4gb", 1},
           Row{"tiny agents, at most ten a machine", agents("11", "0.001", "1MiB"), "s-1vcpu-2gb", 2},
       }) {
    INFO(row.name);
    const auto shapes = shapes_of(row.answers);
    CHECK(shapes.first.size == row.size);
    CHECK(shapes.first.machines == row.machines);
  }
  CHECK(shapes_of(agents("1", "1.5", "3GiB")).ladder.front() == "s-2vcpu-4gb");
}

TEST_CASE("an agent that no size carries is refused with the reason") {
  StarterAnswers answers;
  answers.agent_cpu = "9";
  const TemporaryFolder folder;
  const auto written = write_starter(folder.path("x"), answers);
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().kind == ErrorKind::invalid);
  CHECK_THAT(written.error().what, Catch::Contains("9 vCPUs") && Catch::Contains("s-8vcpu-16gb"));
}

TEST_CASE("each answer is checked, and the error names a valid one") {
  struct Row {
    const char* name;
    Result<Done> (*check)(const std::string&);
    std::vector<std::string> good;
    std::vector<std::string> bad;
  };
  for (const auto& row : {
           Row{"name", &check_name, {"shop", "a-1"}, {"", "Shop", "1a", "a b", std::string(31, 'a'), "a\n"}},
           Row{"region", &check_region, {"fra1", "nyc3"}, {"", "mars", "FRA1"}},
           Row{"agents", &check_agents, {"1", "10000"}, {"", "0", "-1", "1.5", "10001", "3 "}},
           Row{"cpu",
               &check_agent_cpu,
               {"0.2", "4", "0.001"},
               {"", "0", "0.0", "-1", "65", "1e3", "0.0001", "a"}},
           Row{"memory", &check_agent_memory, {"256MiB", "2GiB"}, {"", "256", "0GiB", "two"}},
           Row{"cap", &check_cap, {"$600", "$0.50"}, {"", "600", "$-1", "$1,000", "$600/month"}},
           Row{"key", &check_ssh_key, {"", "3b:16:bf:e4:8b:00:8b:b8:59:8c:a9:d3:f0:19:45:fa"}, {"3b", "\"]"}},
       }) {
    INFO(row.name);
    for (const auto& answer : row.good) {
      INFO(answer);
      CHECK(row.check(answer).ok());
    }
    for (const auto& answer : row.bad) {
      INFO(answer);
      const auto checked = row.check(answer);
      CHECK((!checked.ok() && checked.error().kind == ErrorKind::invalid));
    }
  }
}

TEST_CASE("a starter is clean whatever its answers are") {
  const auto prices = embedded_prices(starter_provider());
  REQUIRE(prices.ok());
  for (const char* agents : {"1", "7", "250"}) {
    for (const char* cpu : {"0.05", "0.5", "2", "8"}) {
      for (const char* memory : {"64MiB", "2GiB", "15GiB"}) {
        StarterAnswers answers;
        answers.name = "shop";
        answers.regions = {"fra1"};
        answers.agents = agents;
        answers.agent_cpu = cpu;
        answers.agent_memory = memory;
        answers.cap = "$99999";  // A tier above the cap is a warning.
        answers.ssh_key = "3b:16:bf:e4:8b:00:8b:b8:59:8c:a9:d3:f0:19:45:fa";
        INFO(agents << " agents of " << cpu << " vCPUs and " << memory);
        const TemporaryFolder folder;
        REQUIRE(write_starter(folder.path("x"), answers).ok());
        const auto loaded = load_declared(folder.path("x"), &*prices);
        for (const auto& problem : loaded.diagnostics) CHECK(problem.summary == "");
        CHECK(loaded.fleet.name.value == "shop");
      }
    }
  }
}
