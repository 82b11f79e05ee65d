
#include "reconciler/adapters/scaffold/scaffold_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/starter_provider.hpp"
#include "reconciler/adapters/scaffold/starter_shapes.hpp"

namespace muster {
namespace {

constexpr const char* kFleet =
    R"(# The desired state of your fleet, for git. muster reads every .yaml file here that declares a kind.
#
#   muster validate              reports every error, with file, line and column
#   muster cost --agents 5,20    prints the cost for 5 and for 20 agents
#   muster plan --sandbox        prints the plan for a built-in cloud that costs nothing
#
# Never write keys here: set DIGITALOCEAN_API_KEY in the environment, or use the vault.
apiVersion: muster/v1
kind: Fleet
metadata:
  name: @name@              # In every name and tag that muster makes. Another name is another fleet.
spec:
  provider: digitalocean
  regions: [@regions@]        # In order of preference.

  pools:
    - name: worker             # Its machines are worker/1, worker/2, ...
      image: ubuntu-22-04-x64
      sizes:                   # The ladder, smallest first. muster resizes machines before it adds machines.
@ladder@
      min: 1
      max: @max@
      reserved: { memory: 256MiB }  # Memory of the system: not for agents, and no load.

      # SSH keys that may log in: fingerprints of keys in your cloud account.
      @ssh_keys@

      # Cloud-init text that a new machine runs, from a file beside this one.
      # user_data_file: cloud-init.txt

      # From the second machine on, a load balancer spreads the traffic.
      load_balancer:
        from_machines: 2
        forward:
          - { from: "http:80", to: "http:8080" }
        health: { check: "http:8080", path: / }

      # All other incoming traffic is blocked.
      firewall:
        - { protocol: tcp, ports: 22, from: [203.0.113.0/24] }  # Put the range of your office or VPN here.
        - { protocol: tcp, ports: 8080, from: [load_balancer] }

  # The agents on the machines. Declare their number, or a source of readings that counts them.
  agents:
    - name: standard
      pool: worker
      count: @agents@
      requests: { cpu: @cpu@, memory: @memory@ }
      spread: true

  readings:
    - from: digitalocean       # The cloud's own monitoring: cpu, memory and disk, once a minute.

  budget:
    cap: @cap@/month            # No plan exceeds it, even with an approval. Set it to your own limit.

  approval:
    auto_below: $20/month      # Increases below this need no approval. muster adds up those of a day.
    auto_destroy: drained      # A machine goes without an approval once its agents have moved; its volumes stay.
    # downtime: [{ days: mon-fri, from: "22:00", to: "06:00" }]   # UTC: machines may be off without approval.
    # guards: { max_destroy: 2, max_increase: $100/month }        # Limits within a day for every plan.
    # approvers:                                                  # `muster keygen NAME` prints such a line.
    #   - { name: ada, key: "ed25519:..." }
)";

constexpr const char* kOverload =
    R"(# Resizes a machine that is too busy or too full for five minutes to the next size.
apiVersion: muster/v1
kind: Policy
metadata:
  name: overload
spec:
  pools: [worker]
  threshold:
    - name: cpu-hot
      metric: cpu
      above: 80%               # 80.0% itself is not above it.
      for: 5m
      then: scale_up
    - name: memory-full
      metric: memory
      above: 85%
      for: 5m
      then: scale_up
    - name: disk-full
      metric: disk
      above: 90%
      then: add_volume
      volume: 50GiB
    - name: agents-crowded     # Counts only where a source reports the agents of each machine or of the pool.
      metric: agents
      above: 10
      then: add_machine
)";

constexpr const char* kBand =
    R"(# Keeps the pool as large as its load requires, and removes capacity that it no longer needs.
apiVersion: muster/v1
kind: Policy
metadata:
  name: band
spec:
  pools: [worker]
  target:
    headroom: learned          # muster learns from the load of this pool how much spare capacity pays.
    loads:
      - { metric: cpu, low: 60%, high: 80% }
      - { metric: memory, low: 60%, high: 85% }
)";

constexpr const char* kTiers =
    R"(# Each tier states the expected need of a number of agents. It is the first shape of a pool without readings.
# It also answers when many agents come at once. After ten minutes measured load alone decides.
apiVersion: muster/v1
kind: Policy
metadata:
  name: tiers
spec:
  pools: [worker]
  tiers:
@tiers@
)";

constexpr const char* kTests =
    R"(# Expected changes for machines and readings that these tests declare. `muster test` runs them.
apiVersion: muster/v1
kind: PolicyTest
spec:
  tests:
    - name: A full disk gets a volume
      machines: [{ size: @small@ }]
      readings: [{ of: worker/1, cpu: 50%, memory: 50%, disk: 93%, agents: 1, for: 6m }]
      expect: [create worker/1/data-1 (50 GiB)]
    - name: A pool that is busy enough stays as it is
      machines: [{ count: 2, size: @large@ }]
      load_balancers: [worker/lb-1]
      readings: [{ of: "worker/*", cpu: 70%, memory: 60%, agents: 1, for: 30m }]
      expect: [nothing]
)";

/// Only where the ladder has a next size.
constexpr const char* kResizeTest =
    R"(    - name: A busy machine gets more capacity after five minutes
      machines: [{ size: @small@ }]
      readings: [{ of: worker/1, cpu: 85%, memory: 50%, agents: 1, for: 6m }]
      expect: [resize worker/1 to @next@]
)";

/// Only where one machine carries three agents.
constexpr const char* kShrinkTest =
    R"(    - name: A pool that hardly works gets smaller
      machines: [{ count: 3, size: @large@, age: 24h }]
      load_balancers: [worker/lb-1]
      readings: [{ of: "worker/*", cpu: 10%, memory: 20%, agents: 1, for: 30m }]
      expect:
        - destroy worker/2
        - destroy worker/3
        - destroy worker/lb-1
)";

/// Puts the values of names such as @cpu@ into a text.
std::string filled(std::string text, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    const auto word = "@" + name + "@";
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
      text.replace(at, word.size(), value);
  }
  return text;
}

std::string tier(int agents, const StarterShape& shape) {
  auto text =
      fmt::format("    - up_to: {}\n      machines: {}\n      size: {}", agents, shape.machines, shape.size);
  if (shape.machines > 1) text += "\n      load_balancers: 1";
  return text;
}

std::map<std::string, std::string> values_of(const StarterAnswers& answers, const StarterShapes& shapes) {
  const auto& first = shapes.first;
  const int carried = first.machines * first.agents_each;
  std::string ladder;
  for (const auto& size : shapes.ladder) ladder += (ladder.empty() ? "        - " : "\n        - ") + size;
  const auto& small = shapes.ladder.front();
  const auto& next = shapes.ladder.size() > 1 ? shapes.ladder[1] : small;
  return {{"name", answers.name},
          {"regions", fmt::format("{}", fmt::join(answers.regions, ", "))},
          {"ladder", ladder},
          {"max", std::to_string(std::max(12, 2 * shapes.larger.machines))},
          {"ssh_keys", answers.ssh_key.empty()
                           ? "# ssh_keys: [\"3b:16:bf:e4:8b:00:8b:b8:59:8c:a9:d3:f0:19:45:fa\"]"
                           : "ssh_keys: [\"" + answers.ssh_key + "\"]"},
          {"agents", answers.agents},
          {"cpu", answers.agent_cpu},
          {"memory", answers.agent_memory},
          {"cap", answers.cap},
          {"tiers", tier(carried, first) + "\n" + tier(4 * carried, shapes.larger)},
          {"small", small},
          {"next", next},
          {"large", shapes.larger.size}};
}

/// A pool of one size is not resized, and a machine with room for two agents may be needed.
std::string tests_of(const StarterShapes& shapes) {
  std::string tests = kTests;
  if (shapes.ladder.size() > 1) tests += kResizeTest;
  if (shapes.larger.agents_each >= 3) tests += kShrinkTest;
  return tests;
}

}  // namespace

Result<std::vector<StarterFile>> starter_files(const StarterAnswers& answers) {
  if (const auto good = check_answers(answers); !good) return good.error();
  const auto prices = embedded_prices(starter_provider());
  if (!prices) return prices.error();
  const auto shapes = starter_shapes(answers, *prices);
  if (!shapes) return shapes.error();
  const auto values = values_of(answers, *shapes);
  std::vector<StarterFile> files = {{"fleet.yaml", kFleet},
                                    {"policies/band.yaml", kBand},
                                    {"policies/overload.yaml", kOverload},
                                    {"policies/tiers.yaml", kTiers},
                                    {"policies/policies_test.yaml", tests_of(*shapes)}};
  for (auto& file : files) file.text = filled(std::move(file.text), values);
  return files;
}

}  // namespace muster
