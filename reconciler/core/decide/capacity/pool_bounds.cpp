#include "reconciler/core/decide/capacity/pool_bounds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {

int most_machines(const PoolView& view) {
  return std::max(view.pool.min, view.pool.max - static_cast<int>(view.odd.size()));
}

Cause minimum_cause(const PoolView& view) {
  auto message = fmt::format("pool {} is declared with at least {} machine{}", view.pool.name.value,
                             view.pool.min, view.pool.min == 1 ? "" : "s");
  return {.policy = PolicyName{},
          .rule = "pool minimum",
          .at = view.pool.at,
          .message = std::move(message),
          .evidence = {}};
}

}  // namespace muster
