#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/change.hpp"

namespace muster {

/// One attribute of a changed object as text, before and after; nullopt where the object is not there.
struct Attribute {
  std::string name;
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool known_after_apply = false;  ///< The cloud will tell: ids and addresses.

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// What the change means attribute by attribute, in a fixed order. User data is shown as a digest only.
std::vector<Attribute> attributes_of(const Effect& effect);

}  // namespace muster
