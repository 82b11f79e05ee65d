#include "reconciler/core/plan/change/describe_network.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

std::string described(std::vector<Forwarding> rules) {
  std::sort(rules.begin(), rules.end());
  std::string all;
  for (const auto& f : rules) {
    all += fmt::format("{}{}:{} -> {}:{}", all.empty() ? "" : ", ", f.entry_protocol, f.entry_port,
                       f.target_protocol, f.target_port);
  }
  return all;
}

std::string described(const HealthCheck& check) {
  return fmt::format("{}:{}{}", check.protocol, check.port, check.path);
}

std::string described(std::vector<FirewallRule> rules) {
  for (auto& rule : rules) std::sort(rule.sources.begin(), rule.sources.end());
  std::sort(rules.begin(), rules.end());
  std::string all;
  for (const auto& rule : rules) {
    all += fmt::format("{}{} {} from {}", all.empty() ? "" : "; ", rule.protocol, rule.ports,
                       rule.sources.empty() ? "nowhere" : fmt::format("{}", fmt::join(rule.sources, ", ")));
  }
  return all;
}

bool is_balancer_source(const std::string& source) {
  return source.starts_with("balancer");
}

}  // namespace muster
