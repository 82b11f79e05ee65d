#pragma once

#include <httplib.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/core/fleet/catalogue/price_list.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster::testing {

/// One agent's share of a core and of memory, as in the fleet file's requests, and what a machine takes
/// itself.
struct AgentLoad {
  double cores = 0.15;
  double memory_mib = 160;
  double idle_cores = 0.02;
  double idle_memory_mib = 180;
};

/// One machine at one moment.
struct MachineSample {
  Slot slot;
  int vcpus = 0;
  int agents = 0;
  double cpu = 0;     ///< In percent; more than 100 is work that waits.
  double memory = 0;  ///< In percent.
};

/// What the machines of a sandbox would measure, by the test's clock: the cloud's own metrics go by
/// the real one. Where agents are is asked of the cloud. A sample comes once a step, as DigitalOcean's do,
/// and not at each look of the loop.
class DaySource final : public ReadingSource {
 public:
  DaySource(const std::string& url, AgentLoad load, PriceList sizes, Duration step)
      : client_(url), load_(load), sizes_(std::move(sizes)), step_(step) {}

  std::string name() const override { return "the machines of the day"; }

  Result<std::vector<Reading>> readings(const Fleet&, const ActualState& actual, Instant since,
                                        Instant now) override {
    if (failing) return Error{ErrorKind::timeout, "no answer"};
    see(actual);
    if (now - sampled_ >= step_) sample(now);
    std::vector<Reading> found;
    std::erase_if(held_, [&](const Reading& reading) { return reading.at < since; });
    for (const auto& reading : held_)
      if (reading.at <= now) found.push_back(reading);
    return found;
  }

  bool failing = false;
  std::vector<MachineSample> newest;

 private:
  int agents_on(const Machine& machine) {
    const auto answer = client_.Get("/sandbox/machines/" + machine.id.value + "/agents");
    if (!answer || answer->status != 200) return 0;
    const auto document = JsonDocument::parse(answer->body);
    return document ? static_cast<int>(*document->root().field("agents").integer_or(0)) : 0;
  }

  /// Every machine as it is now, for the one who watches the day.
  void see(const ActualState& actual) {
    newest.clear();
    for (const auto& [slot, machine] : actual.machines) {
      if (machine.status != MachineStatus::running) continue;
      const auto* size = sizes_.find(machine.size);
      if (!size) continue;
      const int agents = agents_on(machine);
      const double cpu = 100 * (load_.idle_cores + agents * load_.cores) / size->vcpus;
      const double memory =
          100 * (load_.idle_memory_mib + agents * load_.memory_mib) / static_cast<double>(size->memory_mib);
      newest.push_back({slot, size->vcpus, agents, cpu, memory});
    }
  }

  void sample(Instant now) {
    sampled_ = now;
    double slowest = 0;
    const auto add = [&](const auto& subject, Metric metric, double value) {
      held_.push_back({now, subject, metric, Measure::milli(std::llround(value * 1000)), Quality::ok});
    };
    for (const auto& machine : newest) {
      slowest = std::max(slowest, answer_ms(machine.cpu));
      add(machine.slot, Metric::cpu, std::min(machine.cpu, 100.0));
      add(machine.slot, Metric::memory, std::min(machine.memory, 100.0));
      add(machine.slot, Metric::disk, 30);
      add(machine.slot, Metric::agents, machine.agents);
    }
    if (!newest.empty()) add(PoolName("worker"), Metric::response_time, slowest);
  }

  /// Answers take longer once a machine has hardly any CPU left.
  static double answer_ms(double cpu) { return 120 * (1 + std::max(0.0, cpu - 85) / 10); }

  httplib::Client client_;
  AgentLoad load_;
  PriceList sizes_;
  Duration step_;
  Instant sampled_{};
  std::vector<Reading> held_;
};

}  // namespace muster::testing
