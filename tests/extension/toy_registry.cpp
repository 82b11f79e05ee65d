// The table of clouds of this program, with a toy as its only row. The linker takes this table instead of
// providers/registry/provider_registry.cpp.
#include "tests/extension/toy_registry.hpp"

#include <array>

#include "reconciler/ports/provider_registry.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/fake_provider.hpp"

namespace muster {
namespace {

constexpr std::array kToyVariables = {"TOY_KEY", "TOY_TOKEN"};
constexpr std::array kToyPrefixes = {"toy_v1_"};

/// Reports one cpu reading of 95 % a minute, of every machine.
class ToyMonitoring : public ReadingSource {
 public:
  std::string name() const override { return "toy monitoring"; }
  Result<std::vector<Reading>> readings(const Fleet& fleet, const ActualState& actual, Instant since,
                                        Instant now) override {
    std::vector<Reading> all;
    for (auto at = since; at <= now; at += fleet.readings.front().cloud->shortest_step) {
      for (const auto& [slot, machine] : actual.machines)
        all.push_back({at, slot, Metric::cpu, Measure::whole(95), Quality::ok});
    }
    return all;
  }
};

/// Every cloud answers by the clock of the test, which is a fake one.
Result<OpenedProvider> open_toy(const ProviderEntry& entry, const ProviderChoice& choice, Clock& clock) {
  auto key = choice.find_key(choice.name);
  if (!key) return key.error();
  auto provider = std::make_unique<testing::FakeProvider>(dynamic_cast<testing::FakeClock&>(clock));
  provider->price_list = test::a_price_list();
  OpenedProvider all;
  all.provider = std::move(provider);
  all.monitoring = std::make_unique<ToyMonitoring>();
  all.description = entry.title;
  return all;
}

}  // namespace

std::span<const ProviderEntry> provider_registry() {
  static const std::array clouds = {
      ProviderEntry{.name = "toy",
                    .title = "the toy cloud",
                    .key_title = "a toy key",
                    .key_variables = kToyVariables,
                    .key_prefixes = kToyPrefixes,
                    .address_variable = "TOY_URL",
                    .sandbox_name = "toy-sandbox",
                    .readings = CloudReadings{.history = 2h, .shortest_step = 1min},
                    .open = open_toy},
  };
  return clouds;
}

}  // namespace muster

namespace muster::test {

std::vector<std::string> files_of_the_toy_provider() {
  return {"providers/registry/provider_registry.cpp",
          "tests/contracts/contract_subjects_test.cpp",
          "providers/registry/open_toy.hpp",
          "providers/registry/open_toy.cpp",
          "providers/toy/toy_provider.hpp",
          "providers/toy/toy_provider.cpp",
          "providers/toy/requests.hpp",
          "providers/toy/requests.cpp",
          "providers/toy/responses.hpp",
          "providers/toy/responses.cpp",
          "providers/toy/errors.hpp",
          "providers/toy/errors.cpp",
          "providers/toy/prices.yaml"};
}

}  // namespace muster::test
