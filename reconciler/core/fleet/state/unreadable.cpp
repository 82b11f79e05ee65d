#include "reconciler/core/fleet/state/unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace muster {
namespace {

/// Marks a held name as one of the fleet's own.
constexpr const char* kUnreadable = "it is this fleet's own and cannot be read";

const char* type_of(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::machine:
      return "machine";
    case ObjectKind::volume:
      return "volume";
    case ObjectKind::balancer:
      return "load balancer";
    case ObjectKind::firewall:
      return "firewall";
    case ObjectKind::network:
      return "network";
  }
  return "object";
}

template <class Fits>
bool any_unreadable(const ActualState& state, ObjectKind kind, Fits fits) {
  return std::any_of(state.held_names.begin(), state.held_names.end(), [&](const HeldName& held) {
    return held.kind == kind && held.owner == kUnreadable && fits(held);
  });
}

}  // namespace

void note_unreadable(ActualState& state, ObjectKind kind, const std::string& name, const std::string& id,
                     const std::string& reason) {
  // A listing may be read more than once.
  if (is_unreadable_id(state, kind, id)) return;
  state.held_names.push_back({kind, name, Region(), id, kUnreadable});
  state.remarks.push_back(
      fmt::format("{} {} (id {}) cannot be read ({}): it keeps its place, and muster leaves it alone until "
                  "it can be read",
                  type_of(kind), name, id, reason));
}

bool is_unreadable_name(const ActualState& state, ObjectKind kind, const std::string& name) {
  return any_unreadable(state, kind, [&](const HeldName& held) { return held.name == name; });
}

bool is_unreadable_id(const ActualState& state, ObjectKind kind, const std::string& id) {
  return any_unreadable(state, kind, [&](const HeldName& held) { return held.id == id; });
}

}  // namespace muster
