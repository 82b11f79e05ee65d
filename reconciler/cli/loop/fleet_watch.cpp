#include "reconciler/cli/loop/fleet_watch.hpp"

#include "reconciler/cli/session/complete_world.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/stored_fleets.hpp"

namespace muster {

Followed FleetWatch::follow(Instant) {
  auto followed = files_.follow();
  if (followed.declared) {
    workspace_.declared = *followed.declared;
    workspace_.rules = files_.rules();
    settings_.dir = files_.folder();
  }
  return followed;
}

/// Sources keep data between polls, and some receive pushes: they stay open until their declaration changes.
void FleetWatch::open_sources() {
  const auto& declared = workspace_.declared;
  if (sources_ && opened_for_ == declared.fleet.readings && opened_for_policies_ == declared.policies) return;
  // Closed before the new ones open, because they listen on the same port.
  sources_.reset();
  sources_ = std::make_unique<ReadingSources>();
  opened_for_ = declared.fleet.readings;
  opened_for_policies_ = declared.policies;
  const auto opened = sources_->open_declared(workspace_, settings_, console_, true);
  if (!opened) warn(console_, opened.error().what);
}

Result<Observation> FleetWatch::look(const Declared& declared, const InFlightChanges& in_flight,
                                     Instant now) {
  open_sources();
  auto memory = remembered(workspace_);
  if (!memory) return memory.error();
  auto seen = observe({.declared = declared,
                       .provider = *workspace_.cloud.provider,
                       .store = *workspace_.store,
                       .sources = sources_->in_order(),
                       .now = now,
                       .wall = now,
                       .known = memory->known});
  if (!seen) return seen.error();
  seen->world.left = std::move(memory->left);
  if (const auto added = add_kept_fleets(workspace_, seen->world.actual); !added) return added.error();
  seen->world.in_flight = in_flight;
  auto& warnings = seen->warnings;
  warnings.insert(warnings.end(), sources_->unopened().begin(), sources_->unopened().end());
  if (const auto done = complete_world(workspace_, seen->world, now, true, console_); !done)
    return done.error();
  return seen;
}

}  // namespace muster
