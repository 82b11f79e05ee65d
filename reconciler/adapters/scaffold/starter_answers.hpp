#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The facts about a new fleet, as a person writes them. The defaults are those of the tutorial.
struct StarterAnswers {
  std::string name = "my-agents";
  std::vector<std::string> regions = {"fra1", "nyc3"};  ///< In order of preference.
  std::string agents = "3";                             ///< Number of agents.
  std::string agent_cpu = "0.2";                        ///< vCPUs of one agent.
  std::string agent_memory = "256MiB";                  ///< Memory of one agent.
  std::string cap = "$600";                             ///< Highest bill of a month.
  std::string ssh_key{};  ///< Fingerprint of a key at the cloud; empty for none.
};

/// Each check succeeds for a valid answer and fails with `invalid` and the reason.
Result<Done> check_name(const std::string& name);
Result<Done> check_region(const std::string& region);
Result<Done> check_agents(const std::string& agents);
Result<Done> check_agent_cpu(const std::string& cpu);
Result<Done> check_agent_memory(const std::string& memory);
Result<Done> check_cap(const std::string& cap);
Result<Done> check_ssh_key(const std::string& key);

/// Checks all answers. Fails as the first check that fails.
Result<Done> check_answers(const StarterAnswers& answers);

}  // namespace muster
