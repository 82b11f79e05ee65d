#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/page/node_exporter_source.hpp"
#include "reconciler/adapters/readings/prometheus/prometheus_source.hpp"
#include "reconciler/core/propose.hpp"
#include "reconciler/core/reading/summarise.hpp"
#include "reconciler/engine/observe/declared.hpp"
#include "reconciler/engine/observe/observe.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_monitoring.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/scripted_http_client.hpp"

using namespace muster;
using testing::Ailment;
using testing::all_ailments;
using testing::FakeClock;

namespace {

/// A cloud in which nothing moves.
class StillProvider final : public Provider {
 public:
  explicit StillProvider(const test::Scene& scene) : scene_(&scene) {}
  const Capabilities& capabilities() const override { return capabilities_; }
  Result<ActualState> observe(const Fleet&, Instant) override { return scene_->world.actual; }
  Result<PriceList> prices() override { return scene_->world.prices; }
  void start(Ticket, const Operation&) override {}
  std::vector<Completion> wait(Duration) override { return {}; }

 private:
  const test::Scene* scene_;
  Capabilities capabilities_;
};

/// Three machines under a rule that takes one away when the pool idles, looked at every 30 s through
/// Prometheus first and node exporter second.
struct Watch {
  test::Scene scene;
  FakeClock clock{test::noon()};
  testing::FakeMonitoring monitoring{clock};
  ScriptedHttpClient client{[this](const HttpRequest& request) { return monitoring.answer(request); }};
  testing::MemoryStore store;
  PrometheusSource prometheus{
      client, clock, PrometheusOptions{.url = "http://prometheus:9090", .queries = {{Metric::cpu, "load"}}},
      ReadingNeeds{}};
  NodeExporterSource pages{client, clock, NodeExporterOptions{"http://{address}:9100/metrics"},
                           ReadingNeeds{}};
  Declared declared;
  std::vector<ReadingSource*> sources{&prometheus, &pages};

  Watch() {
    scene.only({test::a_policy("idle", {test::idle_rule()})}).machines(3);
    for (auto& [slot, machine] : scene.world.actual.machines)
      machine.private_address = "10.0.0." + std::to_string(slot.number);
    declared.fleet = scene.world.fleet;
    declared.policies = scene.world.policies;
  }
  /// Worker/1 idles, the others work; or all of them do the same.
  void load(int first, int others) { monitoring.cpu_percent = {{1, first}, {2, others}, {3, others}}; }

  struct Seen {
    Proposal proposal;
    std::vector<std::string> warnings;
    bool all_well = true;    ///< Every machine's newest reading of cpu is good and fresh.
    bool any_false = false;  ///< A reading claims to be good and is not what the load was.
  };
  Seen look() {
    monitoring.pass_time();
    const auto now = clock.now();
    StillProvider provider(scene);
    auto seen = observe({.declared = declared,
                         .provider = provider,
                         .store = store,
                         .sources = sources,
                         .now = now,
                         .wall = now});
    REQUIRE(seen.ok());
    Seen result{propose(seen->world, now), std::move(seen->warnings)};
    for (const auto& [slot, machine] : scene.world.actual.machines) {
      const auto& series = seen->world.readings.series(slot, Metric::cpu);
      const auto signal = summarise(series, {.length = 0s, .sample_every = 30s}, now);
      result.all_well = result.all_well && signal.quality == Quality::ok;
      for (const auto& sample : series) {
        if (sample.quality == Quality::ok && sample.value < Measure::whole(4)) result.any_false = true;
      }
    }
    clock.advance(30s);
    return result;
  }
};

/// Whether a machine would go or get another size: the idle rule requests only less.
bool takes_away_or_resizes(const Proposal& proposal) {
  for (const auto& decision : proposal.decisions) {
    for (const auto& [slot, size] : decision.from.machines) {
      const auto after = decision.to.machines.find(slot);
      if (after == decision.to.machines.end() || after->second != size) return true;
    }
  }
  return false;
}

void befall(Watch& watch, Ailment first, Ailment second) {
  watch.monitoring.prometheus = first;
  watch.monitoring.pages = second;
  for (const auto ailment : {first, second}) {
    const auto step = ailment == Ailment::clock_ahead    ? Duration(1h)
                      : ailment == Ailment::clock_behind ? Duration(-1h)
                                                         : Duration(0);
    if (step == Duration(0) || watch.monitoring.our_clock_is_off != Duration(0)) continue;
    watch.monitoring.our_clock_is_off = step;
    watch.clock.set_wall(watch.clock.now() + step);
  }
}

}  // namespace

TEST_CASE("well sources show an idle pool, and it shrinks") {
  // Without this the tests below could not fail.
  Watch watch;
  watch.load(5, 5);
  bool shrank = false;
  for (int i = 0; i < 60; ++i) shrank = shrank || takes_away_or_resizes(watch.look().proposal);
  CHECK(shrank);
}

TEST_CASE("sources that fail, each in its way, shrink nothing and destroy nothing") {
  for (const auto first : all_ailments()) {
    for (const auto second : all_ailments()) {
      DYNAMIC_SECTION("prometheus: " << testing::to_string(first)
                                     << ", node exporter: " << testing::to_string(second)) {
        Watch watch;
        watch.load(5, 70);
        for (int i = 0; i < 30; ++i) REQUIRE_FALSE(takes_away_or_resizes(watch.look().proposal));
        befall(watch, first, second);
        for (int i = 0; i < 40; ++i) {
          const auto seen = watch.look();
          INFO("look " << i);
          REQUIRE_FALSE(takes_away_or_resizes(seen.proposal));
          REQUIRE_FALSE(seen.any_false);
          for (const auto& change : seen.proposal.plan.changes) {
            INFO(change.address);
            CHECK(change.action != Action::destroy);
          }
          // What is not well is said, in a warning or beside the decision.
          const bool said = !seen.warnings.empty() || !seen.proposal.decisions.front().notes.empty() ||
                            !seen.proposal.decisions.front().clamps.empty();
          if (!seen.all_well) CHECK(said);
        }
      }
    }
  }
}

TEST_CASE("one well source is enough, whichever it is") {
  for (const auto ailment :
       {Ailment::no_answer, Ailment::refused, Ailment::server_error, Ailment::not_a_number, Ailment::empty,
        Ailment::cut_short, Ailment::login_page, Ailment::future}) {
    for (const bool prometheus_ails : {true, false}) {
      DYNAMIC_SECTION((prometheus_ails ? "prometheus: " : "node exporter: ") << testing::to_string(ailment)) {
        Watch watch;
        watch.load(40, 70);
        befall(watch, prometheus_ails ? ailment : Ailment::none, prometheus_ails ? Ailment::none : ailment);
        for (int i = 0; i < 3; ++i) (void)watch.look();
        CHECK(watch.look().all_well);
      }
    }
  }
}
