#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/look.hpp"
#include "reconciler/cli/program.hpp"

namespace muster {

struct WhatIfOptions {
  ReadingOptions readings;
  std::string load;                      ///< "x2", "+50%".
  std::vector<std::string> region_lost;  ///< Names of regions.
  std::string price;                     ///< "+10%", "-5%".
  std::string cap;                       ///< "$200", with or without /month.
  std::vector<std::string> agents;       ///< "60" or "worker=60".
};

void setup_what_if(CLI::App& app, Chosen& chosen);

/// Plans for a world that is imagined to be different. Nothing is written, and nothing can be applied.
ExitCode run_what_if(const WhatIfOptions& options, const Settings& settings, Console& console);

}  // namespace muster
