#include "reconciler/core/fleet/state/unreadable.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/core/fleet/state/kind_word.hpp"

namespace muster {
namespace {

/// Marks a held name as one of the fleet's own.
constexpr const char* kUnreadable = "it is this fleet's own and cannot be read";

}  // namespace

bool any_unreadable(const ActualState& state, ObjectKind kind,
                    const std::function<bool(const HeldName&)>& fits) {
  return std::any_of(state.held_names.begin(), state.held_names.end(), [&](const HeldName& held) {
    return held.kind == kind && held.owner == kUnreadable && fits(held);
  });
}

void note_unreadable(ActualState& state, ObjectKind kind, const std::string& name, const std::string& id,
                     const std::string& reason) {
  // A listing may be read more than once.
  if (is_unreadable_id(state, kind, id)) return;
  state.held_names.push_back(
      {.kind = kind, .name = name, .region = Region(), .id = id, .owner = kUnreadable});
  state.remarks.push_back(
      fmt::format("{} {} (id {}) cannot be read ({}): it keeps its place, and muster does not change it "
                  "until it can be read",
                  word_for(kind, false), name, id, reason));
}

bool is_unreadable_name(const ActualState& state, ObjectKind kind, const std::string& name) {
  return any_unreadable(state, kind, [&](const HeldName& held) { return held.name == name; });
}

bool is_unreadable_id(const ActualState& state, ObjectKind kind, const std::string& id) {
  return any_unreadable(state, kind, [&](const HeldName& held) { return held.id == id; });
}

}  // namespace muster
