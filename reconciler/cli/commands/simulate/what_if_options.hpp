#pragma once

#include <string>
#include <vector>

#include "reconciler/cli/session/observe_world.hpp"

namespace muster {

/// The options of `muster what-if` as typed.
struct WhatIfOptions {
  ReadingOptions readings;
  std::string load;                      ///< "x2", "+50%".
  std::vector<std::string> region_lost;  ///< Names of regions.
  std::string price;                     ///< "+10%", "-5%".
  std::string cap;                       ///< "$200", with or without /month.
  std::vector<std::string> agents;       ///< "60" or "worker=60".
};

}  // namespace muster
