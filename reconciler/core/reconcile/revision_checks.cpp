#include "reconciler/core/reconcile/revision_checks.hpp"

#include <fmt/format.h>

namespace muster {

std::optional<Error> refusal_to_follow(const Fleet& before, const Fleet& fresh) {
  if (fresh.pools.empty() && !before.pools.empty()) {
    return Error{ErrorKind::denied, fmt::format("the desired state has become empty: fleet {} had {} pools "
                                                "and now has none; to destroy it: muster destroy",
                                                before.name.value, before.pools.size())};
  }
  if (fresh.name != before.name) {
    return Error{
        ErrorKind::denied,
        fmt::format("the fleet has the new name {}, this loop manages fleet {}: muster would no longer "
                    "manage its machines, and they would cost money beside new ones. Restore the old name, "
                    "or destroy the fleet (muster destroy) or release its machines first",
                    fresh.name.value, before.name.value)};
  }
  if (fresh.provider != before.provider) {
    return Error{ErrorKind::denied,
                 fmt::format("fleet {} is now declared for {}, this loop manages it on {}; to change the "
                             "provider, stop the loop and start it again",
                             before.name.value, fresh.provider, before.provider)};
  }
  return std::nullopt;
}

}  // namespace muster
