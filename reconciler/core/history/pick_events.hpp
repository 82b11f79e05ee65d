#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reconciler/core/history/scaling_event.hpp"

namespace muster {

/// A filter for events of the history. The empty filter accepts all events.
struct EventChoice {
  std::optional<Instant> since{};  ///< Started at or after this instant.
  bool failed = false;             ///< Only events that have ended without success.
  /// At least one of these objects: a pool, a slot, an address; empty for all.
  std::vector<std::string> objects{};
};

/// Whether an event concerns that object: "worker" is any machine, volume or load balancer of the pool,
/// "worker/1" the machine and its volumes, "machine.worker/1" only the machine.
bool is_about(const ScalingEvent& event, const std::string& object);

bool chosen(const ScalingEvent& event, const EventChoice& choice);
std::vector<ScalingEvent> pick_events(std::vector<ScalingEvent> events, const EventChoice& choice);

}  // namespace muster
