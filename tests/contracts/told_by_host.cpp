#include <catch2/catch.hpp>

#include "reconciler/adapters/readings/host_source.hpp"
#include "tests/contracts/told_readings.hpp"
#include "tests/support/paper_host.hpp"

namespace muster::test {
namespace {

constexpr double kHostKilobytes = 1e6;

/// The one machine that muster runs on: the kernel's texts, written anew before each look.
class ToldByHost final : public ToldReadings {
 public:
  const char* name() const override { return "the host's own probe"; }
  ReadingsRule rule() const override { return {.kind = "host", .machine = "worker/1"}; }
  Telling frame() const override {
    return {.machines = 1, .step = 30s, .metrics = {Metric::cpu, Metric::memory}};
  }
  GatheredReadings hear(const Telling& telling, const World& world) const override {
    testing::FakeClock clock{noon() - kLookedAtFor};
    const PaperHost host;
    HostSource source({PoolName("worker"), 1}, host.probe(), clock, needs_of(world.policies));
    return heard_at_noon(source, clock, world, telling.step,
                         [&](Instant at) { write_texts(host.folder, telling, at); });
  }

 private:
  static void write_or_remove(const TemporaryFolder& folder, const std::string& name,
                              const std::string& text) {
    if (text.empty())
      std::filesystem::remove(folder.path(name));
    else
      folder.write(name, text);
  }
  static void write_texts(const TemporaryFolder& folder, const Telling& telling, Instant at) {
    write_or_remove(folder, "proc/stat", stat_text(telling, at));
    const auto* memory = telling.at(1, Metric::memory, at);
    const auto free = [](double percent) { return kHostKilobytes * (1 - percent / 100); };
    write_or_remove(folder, "proc/meminfo",
                    memory == nullptr ? ""
                                      : fmt::format("MemTotal: {:.0f} kB\nMemAvailable: {} kB\n",
                                                    kHostKilobytes, whole(in_terms_of(memory->value, free))));
  }
  static std::string stat_text(const Telling& telling, Instant at) {
    const auto when = std::min(at, telling.stands_still_since.value_or(at));
    const auto* sample = telling.at(1, Metric::cpu, when);
    if (sample == nullptr) return "";
    for (const auto& count : cpu_counts(telling.of(1, Metric::cpu))) {
      if (count.written != sample->written) continue;
      return fmt::format("cpu {} 0 0 {} 0 0 0 0\n", whole(count.text(count.busy * 100)),
                         whole(count.text(count.idle * 100)));
    }
    return "";
  }
  /// The kernel counts in whole numbers.
  static std::string whole(const std::string& number) { return number.substr(0, number.find('.')); }
};

}  // namespace

std::unique_ptr<ToldReadings> told_by_host() {
  return std::make_unique<ToldByHost>();
}

}  // namespace muster::test
