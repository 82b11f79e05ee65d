#include "reconciler/adapters/scaffold/starter_answers.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>

#include "reconciler/adapters/config/load_prices.hpp"
#include "reconciler/adapters/scaffold/starter_provider.hpp"
#include "reconciler/adapters/schema/scalar_formats.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {

namespace {

constexpr int kMostAgents = 10'000;
constexpr double kMostCpu = 64;

Error no(std::string why) {
  return {ErrorKind::invalid, std::move(why)};
}

}  // namespace

Result<Done> check_name(const std::string& name) {
  static const re2::RE2 valid("[a-z][a-z0-9-]{0,29}");
  if (re2::RE2::FullMatch(name, valid)) return Done{};
  return no(fmt::format("\"{}\" is no name of a fleet: use at most 30 lower-case letters, digits and dashes",
                        name));
}

Result<Done> check_region(const std::string& region) {
  const auto prices = embedded_prices(starter_provider());
  if (!prices) return prices.error();
  std::vector<std::string> known;
  for (const auto& size : prices->sizes) {
    for (const auto& one : size.regions) {
      if (one.value == region) return Done{};
      if (std::find(known.begin(), known.end(), one.value) == known.end()) known.push_back(one.value);
    }
  }
  std::sort(known.begin(), known.end());
  return no(
      fmt::format("{} has no region \"{}\"; it has {}", starter_provider(), region, fmt::join(known, ", ")));
}

Result<Done> check_agents(const std::string& agents) {
  int number = 0;
  const auto [end, problem] = std::from_chars(agents.data(), agents.data() + agents.size(), number);
  if (problem == std::errc() && end == agents.data() + agents.size() && number >= 1 && number <= kMostAgents)
    return Done{};
  return no(fmt::format("\"{}\" is no number of agents from 1 to {}", agents, kMostAgents));
}

Result<Done> check_agent_cpu(const std::string& cpu) {
  static const re2::RE2 valid(R"([0-9]{1,2}(\.[0-9]{1,3})?)");
  const double vcpus = re2::RE2::FullMatch(cpu, valid) ? std::stod(cpu) : 0;
  if (vcpus > 0 && vcpus <= kMostCpu) return Done{};
  return no(fmt::format("\"{}\" is no number of vCPUs above 0 and at most {}, such as 0.2", cpu, kMostCpu));
}

Result<Done> check_agent_memory(const std::string& memory) {
  const auto bytes = parse_size_bytes(memory);
  if (bytes && *bytes >= 1 << 20) return Done{};
  return no(fmt::format("\"{}\" is no memory of at least 1MiB, such as 256MiB or 2GiB", memory));
}

Result<Done> check_cap(const std::string& cap) {
  static const re2::RE2 valid(R"(\$[0-9]{1,7}(\.[0-9]{2})?)");
  if (re2::RE2::FullMatch(cap, valid)) return Done{};
  return no(fmt::format("\"{}\" is no amount of dollars, such as $600", cap));
}

Result<Done> check_ssh_key(const std::string& key) {
  static const re2::RE2 valid("([0-9a-f]{2}:){15}[0-9a-f]{2}");
  if (key.empty() || re2::RE2::FullMatch(key, valid)) return Done{};
  return no(fmt::format(
      "\"{}\" is no fingerprint of a key, such as 3b:16:bf:...: the account's page of keys shows it", key));
}

Result<Done> check_answers(const StarterAnswers& answers) {
  if (auto good = check_name(answers.name); !good) return good;
  if (answers.regions.empty()) return no("a fleet needs a region");
  for (const auto& region : answers.regions)
    if (auto good = check_region(region); !good) return good;
  if (auto good = check_agents(answers.agents); !good) return good;
  if (auto good = check_agent_cpu(answers.agent_cpu); !good) return good;
  if (auto good = check_agent_memory(answers.agent_memory); !good) return good;
  if (auto good = check_cap(answers.cap); !good) return good;
  return check_ssh_key(answers.ssh_key);
}

}  // namespace muster
