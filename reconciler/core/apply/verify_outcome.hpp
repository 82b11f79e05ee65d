#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"

namespace muster {

// Checks the actual state instead of the memory of a request.

/// Returns the call that shows whether this call had its effect. nullopt if repeating the call is harmless,
/// and for calls that only read.
std::optional<Operation> verification_for(const Operation& operation, const ChangeId& change);

/// The result of the check of a call whose reply was lost or that was rejected.
struct VerifyResult {
  enum class State {
    done,     ///< The effect exists.
    pending,  ///< An action still runs on the object: check again.
    not_done,
    foreign,  ///< An object of that name exists, but it is not ours, or not as declared.
  };
  State state = State::not_done;
  std::string object_id;  ///< The id of the created object, or of the object that exists in its place.
  std::string detail{};   ///< For foreign: how it differs, and its owner.
};
VerifyResult verify_outcome(const Operation& operation, const Reply& seen);

}  // namespace muster
