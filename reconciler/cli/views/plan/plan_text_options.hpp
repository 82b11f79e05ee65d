#pragma once

#include <cstddef>

#include "reconciler/cli/views/layout/paint.hpp"

namespace muster {

/// How a plan is printed on a terminal.
struct PlanTextOptions {
  Paint paint{};            ///< Default: off.
  std::size_t width = 100;  ///< Columns of the terminal; sentences are wrapped to it, figures never.
  std::size_t reasons = 3;  ///< Largest number of reasons for a group of changes.
};

}  // namespace muster
