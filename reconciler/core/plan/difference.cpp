#include "reconciler/core/plan/difference.hpp"

#include <string>
#include <utility>

#include "reconciler/core/plan/digest_effect.hpp"

namespace muster {

void Difference::add(Effect effect, Digest touches) {
  Change change;
  change.address = std::string(type_of(effect)) + "." + name_of(effect);
  change.action = action_of(effect);
  change.effect = std::move(effect);
  change.touches = std::move(touches);
  change.id = change_id(fleet.name, change);
  changes.push_back(std::move(change));
}

}  // namespace muster
