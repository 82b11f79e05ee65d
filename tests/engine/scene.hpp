#pragma once

#include <string>
#include <vector>

#include "reconciler/engine/apply/apply_plan.hpp"
#include "tests/support/fake_provider.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/slots.hpp"

namespace muster::testing {

using test::kFleet;
using test::worker;

inline constexpr Duration kLeaseTtl = std::chrono::seconds(30);

inline VolumeSlot data_volume(int machine, int number = 1) {
  return {worker(machine), number};
}
inline BalancerSlot balancer(int number = 1) {
  return {PoolName("worker"), number};
}

inline MachineSpec spec_of(const std::string& size) {
  MachineSpec spec;
  spec.size = SizeName(size);
  spec.region = Region("nyc3");
  spec.image = "ubuntu-22-04-x64";
  return spec;
}

/// A change with its address and an id that follows from it.
inline Change change_of(const Effect& effect, std::vector<ChangeId> after = {}) {
  Change change;
  change.effect = effect;
  change.address = std::string(type_of(effect)) + "." + name_of(effect);
  change.id = ChangeId("c-" + change.address);
  change.action = action_of(effect);
  change.because = {{{}, "test", {}, "the test wants it", {}}};
  change.after = std::move(after);
  return change;
}

inline Change create_worker(int number, std::vector<ChangeId> after = {}) {
  return change_of(CreateMachine{worker(number), spec_of("s-2vcpu-4gb")}, std::move(after));
}
inline Change resize_worker(int number, const MachineId& id, std::vector<ChangeId> after = {}) {
  return change_of(ResizeMachine{worker(number), id, SizeName("s-1vcpu-2gb"), SizeName("s-2vcpu-2gb")},
                   std::move(after));
}

inline Plan plan_of(std::vector<Change> changes) {
  Plan plan;
  plan.id = PlanId("plan-1");
  plan.fleet = kFleet;
  plan.changes = std::move(changes);
  return plan;
}

/// What the observer was told, as lines.
class RecordingObserver : public ApplyObserver {
 public:
  void change_started(const Change& change, const ApplyCounts&, Instant) override {
    lines.push_back("start " + change.address);
  }
  void step_started(const Change& change, const std::string& message, Instant) override {
    lines.push_back(change.address + " " + message);
  }
  void polled(const Change&, const std::string&, Duration, Instant) override { ++polls; }
  void retrying(const Change&, const Error&, Duration, Instant) override { ++retries; }
  void change_ended(const Change& change, const ChangeReport& report, const ApplyCounts&, Instant) override {
    lines.push_back("end " + change.address + " " + to_string(report.outcome));
  }
  void noted(const Change& change, const std::string& message, Instant) override {
    lines.push_back(change.address + ": " + message);
  }
  void stopping(const std::string& reason, Instant) override { lines.push_back("stop " + reason); }

  std::vector<std::string> lines;
  int polls = 0;
  int retries = 0;
};

/// A fake cloud, a clock, a journal, and plans applied to them.
struct Scene {
  FakeClock clock;
  FakeProvider provider{clock};
  MemoryStore store;
  RecordingObserver observer;
  ApplyOptions options;

  MachineId place_worker(int number, const std::string& size = "s-1vcpu-2gb") {
    return provider.cloud.place(kFleet, worker(number), SizeName(size), Region("nyc3"));
  }
  ApplyReport apply(const Plan& plan) {
    const auto actual = provider.cloud.observe(kFleet, clock.now());
    return apply_plan({.plan = plan,
                       .actual = actual,
                       .provider = provider,
                       .store = store,
                       .observer = observer,
                       .options = options},
                      clock);
  }
  ApplyReport apply(std::vector<Change> changes) { return apply(plan_of(std::move(changes))); }

  const Machine& machine(const MachineId& id) const { return provider.cloud.machines().at(id).machine; }
  /// The machine that holds this slot; it must be the only one.
  ActualState now() { return provider.cloud.observe(kFleet, clock.now()); }
};

/// A fault that refuses a call.
inline Fault refuse(ErrorKind kind, const std::string& what = "refused") {
  return {Fault::Kind::refuse, {kind, what, std::nullopt}};
}

/// "done", "failed: ...": how a change of the report ended.
inline std::string ending(const ApplyReport& report, const std::string& address) {
  for (const auto& change : report.changes) {
    if (change.address != address) continue;
    std::string text = to_string(change.outcome);
    if (const auto* failed = std::get_if<Failed>(&change.outcome)) text += ": " + failed->error.what;
    if (const auto* unknown = std::get_if<Unknown>(&change.outcome)) text += ": " + unknown->error.what;
    if (const auto* skipped = std::get_if<Skipped>(&change.outcome)) text += ": " + skipped->reason;
    return text;
  }
  return "not in the report";
}

}  // namespace muster::testing
