// The only user of re2 in the core: matching is linear in the input for every pattern.
#include "reconciler/core/policy/pool_selector.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace muster {
namespace {

RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

}  // namespace

bool selects(const std::vector<std::string>& patterns, const PoolName& pool) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return pattern == pool.value || RE2::FullMatch(pool.value, RE2(pattern, quiet()));
  });
}

std::optional<std::string> selector_problem(const std::string& pattern) {
  const RE2 compiled(pattern, quiet());
  if (compiled.ok()) return std::nullopt;
  return compiled.error();
}

}  // namespace muster
