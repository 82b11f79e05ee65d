#pragma once

#include <functional>
#include <string>

#include "reconciler/core/fleet/state/actual_state.hpp"

namespace muster {

// An object of the fleet that the cloud describes in words that muster cannot read. It is told, it holds its
// slot, and muster changes nothing about it. It blinds nothing beside it.

/// Records such an object under the name that its slot gives it. `reason` is the problem of reading it.
void note_unreadable(ActualState& state, ObjectKind kind, const std::string& name, const std::string& id,
                     const std::string& reason);

/// Whether an unreadable object of this kind fits.
bool any_unreadable(const ActualState& state, ObjectKind kind,
                    const std::function<bool(const HeldName&)>& fits);
/// Whether the object with this name, or with this id, is unreadable.
bool is_unreadable_name(const ActualState& state, ObjectKind kind, const std::string& name);
bool is_unreadable_id(const ActualState& state, ObjectKind kind, const std::string& id);

}  // namespace muster
