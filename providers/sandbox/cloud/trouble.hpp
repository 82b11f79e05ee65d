#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// What goes wrong inside the cloud with one request; a default one is: nothing.
struct Trouble {
  enum class Kind {
    none,
    refused,       ///< Counted and answered with `status` and `message`; nothing happens.
    hidden,        ///< The droplet it makes is missing from lists.
    action_errs,   ///< The action it begins ends "errored" and without effect.
    action_hangs,  ///< The action it begins stays "in-progress" and then ends "errored".
    vanishes,      ///< The droplet it makes is gone again, as if it had never been.
  };
  Kind kind = Kind::none;
  Duration lasts{};  ///< In the cloud's own time; an action that hangs for 0 hangs for ever.
  int status = 0;
  std::string message{};
};

}  // namespace muster::sandbox
