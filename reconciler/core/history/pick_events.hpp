#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// Which events of the history somebody wants to see. The empty one takes all.
struct EventChoice {
  std::optional<Instant> since{};      ///< Begun at or after this instant.
  bool failed = false;                 ///< Only those that did not end well and do not run any more.
  std::vector<std::string> objects{};  ///< Any of these: a pool, a slot, an address; empty for all.
};

/// Whether an event is about what is named so: "worker" is any machine, volume or balancer of the pool,
/// "worker/1" the machine and its volumes, "machine.worker/1" the machine alone.
bool is_about(const ScalingEvent& event, const std::string& object);

bool chosen(const ScalingEvent& event, const EventChoice& choice);
std::vector<ScalingEvent> pick_events(std::vector<ScalingEvent> events, const EventChoice& choice);

}  // namespace muster
