#include "reconciler/core/policy/check/check_unused.hpp"

#include <fmt/format.h>

namespace muster {
namespace {

constexpr Duration kShortestWait = std::chrono::hours(1);

}  // namespace

Diagnostics check_kind(const Unused& unused, const CheckInputs&) {
  Diagnostics found;
  if (unused.volumes_after < kShortestWait) {
    add_error(found, unused.at, "spec.unused.volumes_after",
              fmt::format("a volume without a machine for {} may be on its way to one",
                          format_duration(unused.volumes_after)),
              "at least 1h");
  }
  return found;
}

std::vector<LooksAt> looks_of(const Unused&, const Policy&) {
  return {};
}

}  // namespace muster
