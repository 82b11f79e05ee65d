#include "reconciler/core/decide/limit/declared_cause.hpp"

namespace muster {

Cause declared_cause(const PoolView& view, const char* rule, std::string message) {
  return {PolicyName{}, rule, view.pool.at, std::move(message), {}};
}

}  // namespace muster
