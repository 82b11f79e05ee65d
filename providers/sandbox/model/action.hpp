#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

enum class ActionStatus { in_progress, completed, errored };

/// An action that takes time: it is accepted at once, and takes effect when it completes.
struct Action {
  std::int64_t id = 0;
  std::string type;
  ActionStatus status = ActionStatus::in_progress;
  Instant started_at{};
  std::optional<Instant> completed_at{};
  std::string resource_type = "droplet";  ///< "backend" for volumes, as in the real service.
  std::string region;
  std::int64_t droplet = 0;
  std::string volume;
  std::string target;  ///< Target of a resize (size), a rename (name) or a rebuild (image).
  bool grow_disk = false;
  bool then_on = false;  ///< The cloud powered it off for this action itself.
  bool fails = false;    ///< Ends "errored" and without effect.
  std::int64_t gib = 0;  ///< Target size of a volume.
};

/// A change of state that is due at a moment; dropped if its subject no longer exists.
struct Transition {
  enum class Kind {
    action_completes,
    load_balancer_ready,
    firewall_applied,
    volume_released,
    agent_moves,
    droplet_listed,
    droplet_vanishes
  };
  Kind kind = Kind::action_completes;
  std::string subject;
};

}  // namespace muster::sandbox
