#include "reconciler/core/decide/limit/declared_cause.hpp"

namespace muster {

Cause declared_cause(const PoolView& view, const char* rule, std::string message) {
  return {.policy = PolicyName{},
          .rule = rule,
          .at = view.pool.at,
          .message = std::move(message),
          .evidence = {}};
}

}  // namespace muster
