#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "reconciler/core/plan/verdict/judge.hpp"
#include "reconciler/core/plan/verdict/verdict_inputs.hpp"
#include "reconciler/engine/loop/reconciler.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_processes.hpp"
#include "tests/support/fake_provider.hpp"
#include "tests/support/memory_store.hpp"

namespace muster::testing {

/// What surrounds a loop, as tests want it: files that are values, readings that are a list, people who say
/// yes and no by plan.
class FakeEnv : public RevisionSource,
                public LeaseGate,
                public WorldObserver,
                public PlanReviewer,
                public PlanFormat,
                public LoopDocuments,
                public RoundReporter {
 public:
  FakeEnv(FakeProvider& provider, MemoryStore& store) : provider_(provider), store_(store) {}

  LoopPorts ports() {
    return {.revisions = *this,
            .gate = *this,
            .observer = *this,
            .reviewer = *this,
            .plans = *this,
            .documents = *this,
            .reporter = *this};
  }

  Followed follow(Instant) override {
    Followed followed;
    followed.attempted = {declared.commit, declared.fleet.content};
    followed.invalid = invalid;
    if (!invalid) good_ = declared;
    followed.declared = good_;
    if (good_) followed.applied = {good_->commit, good_->fleet.content};
    return followed;
  }
  void led_by(const Leadership* who) override { leader = who; }
  Result<Observation> look(const Declared& by, const InFlightChanges& in_flight, Instant now) override {
    if (blind) return *blind;
    auto seen = observe({.declared = by, .provider = provider_, .store = store_, .now = now, .wall = now});
    if (!seen) return seen;
    seen->world.in_flight = in_flight;
    for (auto reading : readings) {
      reading.at = now - (newest_ - reading.at);
      seen->world.readings.add(reading);
    }
    if (!gap.empty()) seen->world.actual.gaps.push_back(gap);
    return seen;
  }
  Result<PlanReview> review(const Plan& plan, const World& world, Instant now,
                            const std::vector<RecentChange>& under_way) override {
    auto recent = world.recent;
    recent.insert(recent.end(), under_way.begin(), under_way.end());
    const VerdictInputs c{
        world.fleet, plan.changes, plan.cost, world.actual, window_totals(world.fleet.approval, recent, now),
        now};
    PlanReview review{judge(c), {}};
    if (plan.verdict.permission > review.verdict.permission) review.verdict = plan.verdict;
    if (approved.contains(plan.id)) review.approval_result.yes = {"ada"};
    if (rejected.contains(plan.id)) review.approval_result.stop = "rejected by ada: too dear";
    return review;
  }
  Result<PlanReview> review_begun(const Plan& part, const Plan&, const OpenApply& open,
                                  const World& world) override {
    if (begun) return *begun;
    return review(part, world, open.at, {});
  }
  Result<std::string> write_plan(const Plan& plan) override {
    plans_[plan.id.value] = plan;
    return plan.id.value;
  }
  Result<Plan> read_plan(const std::string& json) override { return plans_.at(json); }
  Result<std::vector<PendingPlan>> load_pending(const Declared&) override { return pending; }
  Result<Done> save_pending(const Declared&, const std::vector<PendingPlan>& plans, LeaseToken) override {
    pending = plans;
    return Done{};
  }
  void apply_ended(LeaseToken) override { ++left_noted; }
  void report(const Round& round, Instant) override { rounds.push_back(round); }

  /// The same value every 30 s for these six minutes, up to whenever it is looked.
  void steady(const std::string& subject, Metric metric, double value) {
    for (int i = 0; i <= 12; ++i)
      readings.push_back(
          {newest_ - i * 30s, *parse_subject(subject), metric, test::measure(value), Quality::ok});
  }

  Declared declared;
  std::optional<Error> invalid;
  std::optional<Error> blind;
  std::string gap;
  std::vector<Reading> readings;
  std::set<PlanId> approved;
  std::set<PlanId> rejected;
  /// The answer about what an interrupted apply began; nullopt: that of review().
  std::optional<PlanReview> begun;
  std::vector<PendingPlan> pending;
  std::vector<Round> rounds;
  int left_noted = 0;
  const Leadership* leader = nullptr;

 private:
  FakeProvider& provider_;
  MemoryStore& store_;
  std::optional<Declared> good_;
  std::map<std::string, Plan> plans_;
  Instant newest_ = test::noon();
};

/// A fleet of one pool or more in a fake cloud, and a loop that keeps it.
struct LoopScene {
  FakeClock clock{test::noon()};
  FakeProvider provider{clock};
  MemoryStore store;
  FakeProcesses processes{1};
  FakeEnv env{provider, store};
  LoopOptions terms;
  std::unique_ptr<Reconciler> loop;

  LoopScene() {
    provider.price_list = test::a_price_list();
    env.declared.fleet = test::a_fleet();
    env.declared.fleet.content = digest_of("revision 1");
    env.declared.commit = "c1";
    terms.jitter_percent = 0;
    start();
  }
  /// A new process, with what the store and the cloud know.
  void start() {
    loop = std::make_unique<Reconciler>(
        ReconcilerDeps{
            .env = env.ports(), .provider = provider, .store = store, .clock = clock, .processes = processes},
        terms);
  }
  Pool& pool(const std::string& name = "worker") {
    for (auto& pool : env.declared.fleet.pools)
      if (pool.name.value == name) return pool;
    env.declared.fleet.pools.push_back(test::a_pool(name));
    return env.declared.fleet.pools.back();
  }
  void revision(const std::string& name) {
    env.declared.commit = name;
    env.declared.fleet.content = digest_of(name);
  }
  /// Time passes under the loop.
  void run(Duration length) {
    const auto end = clock.now() + length;
    while (clock.now() < end) {
      loop->step(clock.now());
      if (loop->finished()) return;
      const auto until = std::clamp(loop->next_due(), clock.now() + 1ms, std::min(end, clock.now() + 200ms));
      if (loop->calls_in_flight()) {
        const auto answers = provider.wait(until - clock.now());
        loop->answer(answers, clock.now());
      } else {
        clock.wait_until(until);
      }
    }
  }
  const Round& last() const { return env.rounds.back(); }
  int machines(const std::string& pool) const {
    int count = 0;
    for (const auto& [id, machine] : provider.cloud.machines())
      count += machine.machine.slot.pool.value == pool && machine.machine.status == MachineStatus::running;
    return count;
  }
};

}  // namespace muster::testing
