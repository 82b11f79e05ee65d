#include "reconciler/core/decide/capacity/pool_bounds.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/base/text/plural.hpp"

namespace muster {

int most_machines(const PoolView& view) {
  return std::max(view.pool.min, view.pool.max - static_cast<int>(view.odd.size()));
}

Cause minimum_cause(const PoolView& view) {
  auto message = fmt::format("pool {} is declared with at least {}", view.pool.name.value,
                             plural(view.pool.min, "machine"));
  return {.policy = PolicyName{},
          .rule = "pool minimum",
          .at = view.pool.at,
          .message = std::move(message),
          .evidence = {}};
}

}  // namespace muster
