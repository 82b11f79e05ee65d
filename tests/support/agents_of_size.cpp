#include "tests/support/agents_of_size.hpp"

#include <fmt/format.h>

#include <random>

namespace muster {
namespace {

constexpr int kSizes = 40;
constexpr int kRegions = 10;

/// Four families of ten sizes, by GiB of memory a vCPU; the price counts both, and a percent or so of chance.
std::vector<Offer> offers() {
  std::vector<Offer> all;
  for (int region = 0; region < kRegions; ++region) {
    for (int size = 0; size < kSizes; ++size) {
      const std::int64_t vcpus = 1 + size % 10 * 2;
      const std::int64_t gib = vcpus * (1 << size / 10);
      const auto cents =
          (vcpus * 800 + gib * 300) * (100 + region * 2) / 100 + (size * 7 + region * 3) % 13 * 10;
      const auto monthly = Money::cents(cents);
      all.push_back({SizeName(fmt::format("s-{}vcpu-{}gb", vcpus, gib)),
                     Region(fmt::format("r{}", region)),
                     {vcpus * 1000, gib * 1024},
                     {hourly_of_month(monthly), monthly}});
    }
  }
  return all;
}

}  // namespace

PlaceTask agents_of_size(int agents) {
  PlaceTask task;
  task.offers = offers();
  task.kinds.resize(5);
  task.kinds[0].name = "generic";
  task.kinds[1].name = "over-regions";
  task.kinds[1].most_region_skew = 1;
  task.kinds[2].name = "over-machines";
  task.kinds[2].most_on_machine = 1;
  task.kinds[3].name = "together";
  task.kinds[3].same_region = "together";
  task.kinds[4].name = "apart";
  task.kinds[4].apart = {"apart"};
  std::mt19937 random(7);
  const std::vector<std::int64_t> cpu = {100, 250, 500, 1000, 1500};
  const std::vector<std::int64_t> memory = {100, 256, 512, 1024, 2048, 4096};
  for (int i = 0; i < agents; ++i) {
    const Resources requests{cpu[random() % cpu.size()], memory[random() % memory.size()]};
    task.agents.push_back({i % 5, requests, std::nullopt});
  }
  return task;
}

}  // namespace muster
