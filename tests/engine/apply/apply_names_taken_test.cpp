#include <catch2/catch.hpp>

#include "reconciler/core/fleet/resource/naming.hpp"
#include "tests/engine/scene.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

const std::vector<FirewallRule> kRules = {{"tcp", "22", {"0.0.0.0/0"}}};

/// Somebody's object, made before muster looked for its name.
void theirs(Scene& scene, const Operation& create) {
  const auto made = scene.provider.cloud.perform(create, scene.clock.now());
  REQUIRE(made.ok());
}
void tag(Scene& scene, const std::string& name) {
  theirs(scene, call::EnsureTag{name});
}

struct NameTakenRow {
  const char* that;
  void (*before)(Scene&);
  Effect effect;
  const char* message;
};

}  // namespace

TEST_CASE("a name that is taken is no ownership: the change fails and says whose it is") {
  const auto volume = [] { return CreateVolume{data_volume(1), {50, Region("nyc3"), "ext4"}}; };
  const NameTakenRow rows[] = {
      {"somebody's firewall",
       [](Scene& s) {
         tag(s, "muster-pool:shop:web");
         theirs(s, call::CreateFirewall{"fpai-worker", "muster-pool:shop:web", kRules, {}});
       },
       CreateFirewall{PoolName("worker"), kRules}, "does not belong to this fleet"},
      {"another fleet's volume",
       [](Scene& s) {
         theirs(s, call::CreateVolume{"fpai-worker-1-data-1",
                                      {50, Region("nyc3"), "ext4"},
                                      {"muster-fleet:shop", "muster-volume:worker:1:1"}});
       },
       volume(), "belongs to fleet shop"},
      {"somebody's volume without tags",
       [](Scene& s) {
         theirs(s, call::CreateVolume{"fpai-worker-1-data-1", {50, Region("nyc3"), "ext4"}, {}});
       },
       volume(), "it has no tags"},
      {"our volume of another size",
       [](Scene& s) {
         theirs(s, call::CreateVolume{"fpai-worker-1-data-1",
                                      {20, Region("nyc3"), "ext4"},
                                      {"muster-fleet:other", "muster-volume:worker:1:1"}});
       },
       volume(), "does not belong to this fleet"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      Scene scene;
      row.before(scene);
      const auto report = scene.apply({change_of(row.effect), create_worker(7)});
      CHECK(report.count_failed() == 1);
      CHECK(report.count_done() == 1);
      const auto* failed = std::get_if<Failed>(&report.changes.front().outcome);
      REQUIRE(failed);
      CHECK_THAT(failed->error.what, Catch::Contains(row.message));
    }
  }
}

TEST_CASE("what a lost answer made is ours, and found") {
  Scene scene;
  scene.provider.fail_next("create_firewall", {Fault::Kind::lose_the_answer, {}});
  CHECK(scene.apply({change_of(CreateFirewall{PoolName("worker"), kRules})}).all_done());
  CHECK(scene.provider.cloud.firewalls().size() == 1);
}

TEST_CASE("what is ours by its tag and not as declared is no success either") {
  Scene scene;
  scene.provider.before_call = [&, done = false](const Operation& made) mutable {
    if (done || !std::holds_alternative<call::CreateFirewall>(made)) return;
    done = true;
    theirs(scene, call::CreateFirewall{"fpai-worker", "muster-pool:fpai:worker", {}, {}});
  };
  const auto report = scene.apply({change_of(CreateFirewall{PoolName("worker"), kRules})});
  CHECK_THAT(ending(report, "firewall.worker"), Catch::Contains("is not as declared"));
}
