#pragma once

#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// An injected fault inside the cloud for one request; the default has no effect.
struct InjectedFault {
  enum class Kind {
    none,
    refused,       ///< Counted and answered with `status` and `message`, without an effect.
    hidden,        ///< The droplet that it creates is missing from lists.
    action_errs,   ///< The action that it starts ends "errored" and without effect.
    action_hangs,  ///< The action that it starts stays "in-progress" and then ends "errored".
    vanishes,      ///< The droplet that it creates disappears, as if it had never existed.
  };
  Kind kind = Kind::none;
  Duration lasts{};  ///< In the cloud's own time; an action that hangs for 0 never ends.
  int status = 0;
  std::string message{};
};

}  // namespace muster::sandbox
