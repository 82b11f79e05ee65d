#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// One attribute of a changed object as text, before and after; nullopt if the object does not exist.
struct Attribute {
  std::string name;
  std::optional<std::string> before;
  std::optional<std::string> after;
  bool known_after_apply = false;  ///< Only the cloud can report it: ids and addresses.

  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// Returns the attributes that the change affects, in a fixed order. User data is shown only as a digest.
std::vector<Attribute> attributes_of(const Effect& effect);

}  // namespace muster
