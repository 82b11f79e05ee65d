#include "reconciler/core/plan/diff/difference.hpp"

#include <string>
#include <utility>

#include "reconciler/core/plan/change/digest_effect.hpp"

namespace muster {

void Difference::add(Effect effect, Digest fingerprint) {
  Change change;
  change.address = std::string(type_of(effect)) + "." + name_of(effect);
  change.action = action_of(effect);
  change.effect = std::move(effect);
  change.fingerprint = std::move(fingerprint);
  change.id = change_id(fleet.name, change);
  changes.push_back(std::move(change));
}

}  // namespace muster
