// What the cloud called invalid once is not asked again and again.
#include <catch2/catch.hpp>

#include "tests/engine/loop/loop_scene.hpp"

using namespace muster;
using namespace muster::testing;

TEST_CASE("what the cloud called invalid is not tried again until something about it changed") {
  LoopScene scene;
  scene.provider.fail_next("create_machine", {Fault::Kind::refuse, {ErrorKind::invalid, "no such key"}},
                           1000);
  scene.run(60min);
  CHECK(scene.provider.count("create_machine") == 1);
  REQUIRE(scene.last().proposal);
  const auto& warnings = scene.last().proposal->plan.warnings;
  CHECK(std::any_of(warnings.begin(), warnings.end(), [](const std::string& text) {
    return text.find("muster does not try ") != std::string::npos &&
           text.find("no such key") != std::string::npos;
  }));
  SECTION("other declared files: once more") {
    scene.env.declared.fleet.content = digest_of("edited");
    scene.run(30min);
    CHECK(scene.provider.count("create_machine") == 2);
  }
  SECTION("another image: another change") {
    scene.env.declared.fleet.pools.front().image = "ubuntu-24-04-x64";
    scene.run(30min);
    CHECK(scene.provider.count("create_machine") == 2);
  }
}
