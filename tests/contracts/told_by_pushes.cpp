#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/push/push_receiver.hpp"
#include "reconciler/adapters/secrets/machine_token.hpp"
#include "tests/contracts/told_readings.hpp"

namespace muster::test {
namespace {

Secret inbox_key() {
  return Secret(std::string("a key of sixteen and more"));
}

/// Machines that push every half minute; a second teller is a copy of the machine.
class ToldByPushes final : public ToldReadings {
 public:
  const char* name() const override { return "pushes of muster-node"; }
  ReadingsRule rule() const override { return {.kind = "node"}; }
  Telling frame() const override {
    return {
        .machines = 3, .step = 30s, .metrics = {Metric::cpu, Metric::memory, Metric::disk, Metric::agents}};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    auto made =
        std::make_unique<PushReceiver>(world.fleet.name, inbox_key(), clock, needs_of(world.policies));
    auto& receiver = *made;
    auto source = NodeSource::open({}, std::move(made));
    REQUIRE(source.ok());
    return heard_at_noon(**source, clock, world, telling.step, [&](Instant at) {
      for (int machine = 1; machine <= telling.machines; ++machine)
        push(receiver, world.fleet.name, telling, machine, at);
    });
  }

 private:
  static void push(PushReceiver& receiver, const FleetName& fleet, const Telling& telling, int machine,
                   Instant at) {
    std::string own;
    std::string copy;
    for (const auto metric : telling.metrics) {
      const auto* sample = telling.at(machine, metric, at);
      if (sample == nullptr) continue;
      own += told_line(machine, metric, sample->stamp, sample->value);
      if (sample->other.empty()) continue;
      auto& second = telling.doubled == Doubled::by_two_tellers ? copy : own;
      second += told_line(machine, metric, sample->stamp, sample->other);
    }
    send(receiver, fleet, machine, "first", own);
    send(receiver, fleet, machine, "second", copy);
  }
  static void send(PushReceiver& receiver, const FleetName& fleet, int machine, const char* mark,
                   std::string body) {
    if (body.empty()) return;
    const Slot slot{PoolName("worker"), machine};
    HttpRequest request{.method = "POST", .url = "/v1/readings"};
    request.headers = {{"Authorization", "Bearer " + machine_token(inbox_key(), fleet, slot)->reveal()},
                       {"Muster-Machine", to_string(slot)},
                       {"Muster-Mark", mark}};
    request.body = std::move(body);
    (void)receiver.receive(request);
  }
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_pushes() {
  return std::make_unique<ToldByPushes>();
}

}  // namespace muster::test
