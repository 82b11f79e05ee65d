#include "reconciler/core/reconcile/revision_checks.hpp"

#include <fmt/format.h>

namespace muster {

std::optional<Error> refusal_to_follow(const Fleet& before, const Fleet& fresh) {
  if (fresh.pools.empty() && !before.pools.empty()) {
    return Error{ErrorKind::denied,
                 fmt::format("the desired state has become empty: fleet {} had {} pools and now has none; to "
                             "tear it down: muster destroy",
                             before.name.value, before.pools.size())};
  }
  if (fresh.name != before.name) {
    return Error{ErrorKind::denied,
                 fmt::format("the fleet is now called {}, this loop keeps fleet {}: nothing of it would be "
                             "looked after any more, and it would bill on beside a new one; give it its old "
                             "name back, or tear it down (muster destroy) or release its machines first",
                             fresh.name.value, before.name.value)};
  }
  if (fresh.provider != before.provider) {
    return Error{
        ErrorKind::denied,
        fmt::format("fleet {} is now declared for {}, this loop keeps it on {}; to change over, stop "
                    "the loop and start it anew",
                    before.name.value, fresh.provider, before.provider)};
  }
  return std::nullopt;
}

}  // namespace muster
