#include "reconciler/adapters/plan_file/plan_file.hpp"

#include <unistd.h>
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <set>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/core/plan/change/plan_digest.hpp"
#include "tests/support/plans.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string written(const Plan& plan) {
  auto text = write_plan(plan);
  REQUIRE(text.ok());
  return *std::move(text);
}

std::string edited(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a plan read back is the plan that was written, and is written the same again") {
  std::set<std::size_t> kinds;
  const auto check = [&](const Plan& plan) {
    const auto text = written(plan);
    const auto read = read_plan(text, "plan.json");
    INFO((read.ok() ? "" : read.error().what));
    REQUIRE(read.ok());
    CHECK(*read == plan);
    CHECK(written(*read) == text);
    const auto schema = check_json_text("plan", text);
    INFO((schema.ok() ? "" : schema.error().what));
    CHECK(schema.ok());
    for (const auto& change : plan.changes) kinds.insert(change.effect.index());
  };
  check(a_plan_of_everything());
  CHECK(kinds.size() == std::variant_size_v<Effect>);
  kinds.clear();
  for (std::uint32_t seed = 1; seed <= 60; ++seed) {
    INFO(seed);
    const auto turmoil = a_turmoil(seed);
    check(plan_of(turmoil.scene, turmoil.desired));
  }
  // The turmoil leaves no kind out but the four that a person asks for by name.
  CHECK(kinds.size() == std::variant_size_v<Effect> - 4);
  Scene scene;
  scene.machines(3).steady("worker/1", Metric::cpu, 85, 6min).reading("fleet", Metric::agents, 40);
  check(plan_of(scene));
  check(plan_of(Scene{}));
}

TEST_CASE("a limit of each kind is read back as it was written") {
  Scene scene;
  scene.machines(3).steady("worker/1", Metric::cpu, 85, 6min);
  auto plan = plan_of(scene);
  REQUIRE_FALSE(plan.decisions.empty());
  for (const auto& row : kClampWords) plan.decisions.front().clamps.push_back({row.value, row.word});
  plan.id = plan_digest(plan);
  const auto text = written(plan);
  CHECK(check_json_text("plan", text).ok());
  const auto read = read_plan(text, "plan.json");
  REQUIRE(read.ok());
  CHECK(read->decisions.front().clamps == plan.decisions.front().clamps);
}

TEST_CASE("laid out otherwise it is the same plan") {
  auto text = written(a_plan_of_everything());
  std::string flat;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      flat += text[i];
    } else {
      while (i + 1 < text.size() && text[i + 1] == ' ') ++i;
    }
  }
  const auto read = read_plan(flat, "plan.json");
  REQUIRE(read.ok());
  CHECK(*read == a_plan_of_everything());
}

TEST_CASE("an edited plan is refused, whatever was edited") {
  const auto text = written(a_plan_of_everything());
  struct Row {
    const char* that;
    const char* from;
    const char* to;
    const char* message;
  };
  for (const auto& row : {
           Row{"an effect", "\"to\": \"y\"", "\"to\": \"z\"", "was it edited"},
           Row{"a cost", "\"monthly\": 12.50", "\"monthly\": 12.51", "was edited"},
           Row{"the verdict", "\"needs_approval\"", "\"allowed\"", "was edited"},
           Row{"a reason", "it costs", "it saves", "was edited"},
           Row{"what readers are shown", "\"size\": \"y\"", "\"size\": \"x\"",
               "resource_changes[5].change.after"},
           Row{"the actions", "\"delete\"", "\"update\"", "does not match the effect of the change"},
           Row{"a type", "\"type\": \"machine\"", "\"type\": \"firewall\"", "resource_changes[4].type"},
           Row{"the address", "\"machine.worker/2\"", "\"machine.worker/9\"", "resource_changes[5].address"},
           Row{"the fleet", "\"fleet\": \"fpai\"", "\"fleet\": \"prod\"", "was edited"},
           Row{"the id", "\"plan_id\": \"sha256:", "\"plan_id\": \"sha256:0", "was edited"},
           Row{"whether it is complete", "\"complete\": false", "\"complete\": true", "was edited"},
           Row{"whether it may be applied", "\"applyable\": true", "\"applyable\": false", "does not agree"},
           Row{"a second member of a name",
               "\"fleet\": ", "\"plan_id\": \"x\", \"fleet\": ", "is twice in the same object"},
           Row{"a version of the future", "\"format_version\": \"1.1\"", "\"format_version\": \"2.0\"",
               "versions 1.x"},
           Row{"a change of the future", "\"grow_volume\"", "\"melt_volume\"", "unknown change"},
           Row{"a cause out of its table", "\"because\": [\n        0", "\"because\": [\n        7",
               "is out of range"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto read = read_plan(edited(text, row.from, row.to), "some/plan.json");
      REQUIRE_FALSE(read.ok());
      // What was edited waits for nobody's approval; what is newer is nobody's fault.
      const bool newer = std::string(row.message) == "versions 1.x";
      CHECK(read.error().kind == (newer ? ErrorKind::unsupported : ErrorKind::denied));
      CHECK_THAT(read.error().what, Catch::StartsWith("some/plan.json") && Catch::Contains(row.message));
    }
  }
}

TEST_CASE("pools below their minimum and blind rules are data of a plan") {
  auto plan = a_plan_of_everything();
  const std::string below = "pool worker is below its minimum: 0 of at least 2 machines exist; no money";
  const std::string blind =
      "rules hot of policy cpu, full of policy memory cannot hold for pool worker: no readings";
  plan.warnings = {below, blind};
  plan.below_minimum = {{PoolName("worker"), below}};
  plan.blind_rules = {{2, blind}};
  plan.id = plan_digest(plan);
  const auto text = written(plan);

  SECTION("they are read back") {
    const auto read = read_plan(text, "plan.json");
    REQUIRE(read.ok());
    CHECK(*read == plan);
  }
  SECTION("a file of version 1.0 has them only as warnings") {
    auto old = edited(text, "\"format_version\": \"1.1\"", "\"format_version\": \"1.0\"");
    const auto from = old.find("  \"below_minimum\": [");
    old.erase(from, old.find("  \"machine_specs\": [") - from);
    CHECK(old.find("blind_rules") == std::string::npos);
    const auto read = read_plan(old, "plan.json");
    REQUIRE(read.ok());
    CHECK(*read == plan);
  }
  SECTION("a message that is no warning is refused") {
    const auto read =
        read_plan(edited(text, "\"message\": \"pool worker", "\"message\": \"pool other"), "plan.json");
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().what, Catch::Contains("is not one of the warnings"));
  }
}

TEST_CASE("a torn or foreign file gives an error, never a plan") {
  const auto text = written(a_plan_of_everything());
  for (std::size_t size = 0; size + 2 < text.size(); size += 1 + size / 40) {
    INFO(size);
    CHECK_FALSE(read_plan(text.substr(0, size), "plan.json").ok());
  }
  for (const char* other :
       {"", "null", "[]", "{}", "\"plan\"", "{\"format_version\": 1}", "\xff\xfe", "fleet: x"}) {
    INFO(other);
    const auto read = read_plan(other, "plan.json");
    REQUIRE_FALSE(read.ok());
    CHECK_THAT(read.error().what, Catch::StartsWith("plan.json"));
  }
}

TEST_CASE("every byte of a plan may be broken without harm") {
  Scene scene;
  scene.machines(1).steady("worker/1", Metric::cpu, 85, 6min);
  const auto plan = plan_of(scene);
  const auto text = written(plan);
  for (std::size_t at = 0; at < text.size(); at += 7) {
    for (const char c : {'"', '}', '0', '\0'}) {
      auto broken = text;
      if (broken[at] == c) continue;
      broken[at] = c;
      const auto read = read_plan(std::move(broken), "plan.json");
      // What stands outside the digest may still read as a plan, of the same content.
      if (read.ok()) CHECK(read->id == plan.id);
    }
  }
}

TEST_CASE("a small file that unfolds to a large plan is refused") {
  auto plan = a_plan_of_everything();
  auto text = written(plan);
  std::string many = "\"slots\": \"1-1000000\"";
  std::string shapes;
  for (int i = 0; i < 20; ++i) shapes += "{\"size\": \"s" + std::to_string(i) + "\", " + many + "},";
  text = edited(text, "\"machines\": [", "\"machines\": [" + shapes);
  const auto read = read_plan(text, "plan.json");
  REQUIRE_FALSE(read.ok());
  CHECK_THAT(read.error().what, Catch::Contains("expands to more"));
}

TEST_CASE("a plan with a text that is not UTF-8 is not written") {
  auto plan = a_plan_of_everything();
  plan.warnings.push_back("\xff");
  CHECK_FALSE(write_plan(plan).ok());
}

TEST_CASE("a plan is saved whole, over an older one too, and nothing else is left behind") {
  const TemporaryFolder folder;
  const auto file = folder.path("plan.json");
  const auto plan = a_plan_of_everything();
  REQUIRE(save_plan(plan_of(Scene{}), file).ok());
  REQUIRE(save_plan(plan, file).ok());
  const auto read = load_plan(file);
  REQUIRE(read.ok());
  CHECK(*read == plan);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);

  const auto nowhere = save_plan(plan, folder.path("no/such/folder/plan.json"));
  REQUIRE_FALSE(nowhere.ok());
  CHECK(nowhere.error().kind == ErrorKind::not_found);
  CHECK_FALSE(load_plan(folder.path("none.json")).ok());
  CHECK_FALSE(load_plan(folder.path()).ok());
}
