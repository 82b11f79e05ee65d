#pragma once

#include <optional>
#include <string>

#include "reconciler/core/apply/operation.hpp"

namespace muster {

// Looking whether something is so, rather than remembering whether it was asked for.

/// The look that tells whether this call had its effect; nullopt where repeating the call is harmless and
/// needs no look, and for looks themselves.
std::optional<Operation> look_after(const Operation& operation, const ChangeId& change);

/// What a look says about a call whose reply was lost or refused.
struct Settled {
  enum class State {
    done,     ///< The effect is there.
    pending,  ///< Something still runs on the object: look again.
    not_done,
    foreign,  ///< An object of that name is there, but it is not ours, or not as declared.
  };
  State state = State::not_done;
  std::string object_id;  ///< Of what a create made, or of what is there instead.
  std::string detail{};   ///< Foreign: what is wrong with it, and whose it is.
};
Settled settle(const Operation& operation, const Reply& seen);

}  // namespace muster
