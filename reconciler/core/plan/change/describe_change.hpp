#pragma once

#include <string>

#include "reconciler/core/plan/change/change.hpp"

namespace muster {

/// A change as text for people.
struct ChangeDescription {
  std::string action;     ///< "resize machine".
  std::string subject{};  ///< "worker/1".
  std::string from{};     ///< Size before; empty if there was no resource or no size.
  std::string to{};       ///< Size after, or "snapshot"; empty if no resource remains, or no size.

  /// "resize machine worker/1 s-1vcpu-2gb → s-2vcpu-2gb"
  std::string sentence() const;
  /// "s-1vcpu-2gb → s-2vcpu-2gb", "100 GiB", or empty.
  std::string sizes() const;
};

ChangeDescription describe_change(const Effect& effect);

}  // namespace muster
