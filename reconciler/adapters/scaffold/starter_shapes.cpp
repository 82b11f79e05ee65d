#include "reconciler/adapters/scaffold/starter_shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reconciler/adapters/schema/scalar_formats.hpp"

namespace muster {

namespace {

constexpr const char* kLadder[] = {"s-1vcpu-2gb", "s-2vcpu-4gb", "s-4vcpu-8gb", "s-8vcpu-16gb"};
/// The memory of the system on each machine, as in the fleet file.
constexpr int kReservedMib = 256;
/// The policy on agents adds a machine above it.
constexpr int kMostAgentsEach = 10;

struct Agent {
  int cpu_milli = 0;
  int memory_mib = 0;
};

Agent agent_of(const StarterAnswers& answers) {
  const auto bytes = parse_size_bytes(answers.agent_memory);
  constexpr std::int64_t kMib = 1 << 20;
  return {.cpu_milli = static_cast<int>(std::lround(std::stod(answers.agent_cpu) * 1000)),
          .memory_mib = static_cast<int>(((bytes ? *bytes : 0) + kMib - 1) / kMib)};
}

int agents_on(const SizeOffer& size, const Agent& agent) {
  const int by_cpu = size.vcpus * 1000 / std::max(1, agent.cpu_milli);
  const int by_memory = (size.memory_mib - kReservedMib) / std::max(1, agent.memory_mib);
  return std::min({by_cpu, by_memory, kMostAgentsEach});
}

/// Of equally cheap shapes, the one of fewer machines.
StarterShape cheapest(int agents, const std::vector<const SizeOffer*>& sizes, const Agent& agent) {
  StarterShape best;
  Money least;
  for (const auto* size : sizes) {
    const int each = agents_on(*size, agent);
    const int machines = (agents + each - 1) / each;
    const auto monthly = size->price.monthly * machines;
    const bool is_better =
        best.machines == 0 || monthly < least || (monthly == least && machines < best.machines);
    if (!is_better) continue;
    best = {.size = size->name.value, .machines = machines, .agents_each = each};
    least = monthly;
  }
  return best;
}

}  // namespace

Result<StarterShapes> starter_shapes(const StarterAnswers& answers, const PriceList& prices) {
  const auto agent = agent_of(answers);
  StarterShapes shapes;
  std::vector<const SizeOffer*> sizes;
  for (const char* name : kLadder) {
    const auto* size = prices.find(SizeName(name));
    const bool sold =
        size && std::all_of(answers.regions.begin(), answers.regions.end(),
                            [&](const auto& region) { return prices.sells(SizeName(name), Region(region)); });
    if (!sold || agents_on(*size, agent) < 1) continue;
    sizes.push_back(size);
    shapes.ladder.push_back(name);
  }
  if (sizes.empty()) {
    return Error{
        ErrorKind::invalid,
        fmt::format("an agent of {} vCPUs and {} fits on no size up to {}: put larger sizes into the fleet "
                    "file of another starter",
                    answers.agent_cpu, answers.agent_memory, *std::rbegin(kLadder))};
  }
  shapes.first = cheapest(std::stoi(answers.agents), sizes, agent);
  shapes.larger = cheapest(4 * shapes.first.machines * shapes.first.agents_each, sizes, agent);
  return shapes;
}

}  // namespace muster
