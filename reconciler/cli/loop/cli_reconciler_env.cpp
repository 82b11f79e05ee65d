#include "reconciler/cli/loop/cli_reconciler_env.hpp"

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/store/loop_status_codec.hpp"
#include "reconciler/adapters/store/pending_codec.hpp"
#include "reconciler/cli/apply/review_plan.hpp"
#include "reconciler/cli/session/complete_world.hpp"
#include "reconciler/cli/session/last_applied.hpp"
#include "reconciler/cli/session/stored_fleets.hpp"

namespace muster {

CliReconcilerEnv::CliReconcilerEnv(Workspace& workspace, TrackedRevision& files, const Settings& settings,
                                   Console& console)
    : workspace_(workspace),
      files_(files),
      settings_(settings),
      console_(console),
      lines_(console, settings.format) {
  led_by(nullptr);
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kLoopStatusName);
  if (!text || !*text) return;
  if (auto note = decode_loop_status(**text)) note_ = *std::move(note);
}

Followed CliReconcilerEnv::follow(Instant) {
  auto followed = files_.follow();
  if (followed.declared) {
    workspace_.declared = *followed.declared;
    workspace_.rules = files_.rules();
    settings_.dir = files_.folder();
  }
  return followed;
}

/// Directly before a change is sent, the gate checks the lease again.
void CliReconcilerEnv::led_by(const Leadership* leadership) {
  workspace_.gate->guard([leadership]() -> std::optional<Error> {
    if (leadership) return leadership->refusal();
    return Error{ErrorKind::fenced, "this loop does not lead the fleet"};
  });
}

/// Sources keep data between polls, and some receive pushes: they stay open until their declaration changes.
void CliReconcilerEnv::open_sources() {
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

Result<Observation> CliReconcilerEnv::look(const Declared& declared, const InFlightChanges& in_flight,
                                           Instant now) {
  open_sources();
  auto memory = remembered(workspace_);
  if (!memory) return memory.error();
  auto seen = observe(declared, *workspace_.cloud.provider, sources_->in_order(), *workspace_.store, now, now,
                      memory->known);
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

Result<PlanReview> CliReconcilerEnv::review(const Plan& plan, const World& world, Instant now,
                                            const std::vector<RecentChange>& under_way) {
  return review_plan(plan, "", world.actual, world.prices, workspace_, now, under_way);
}

Result<PlanReview> CliReconcilerEnv::review_begun(const Plan& part, const Plan& whole, const OpenApply& open,
                                                  const World& world) {
  return muster::review_begun(part, whole, open, world.actual, world.prices, workspace_);
}

Result<std::string> CliReconcilerEnv::write_plan(const Plan& plan) {
  return muster::write_plan(plan);
}

Result<Plan> CliReconcilerEnv::read_plan(const std::string& json) {
  return muster::read_plan(json, "journal");
}

Result<std::vector<PendingPlan>> CliReconcilerEnv::load_pending(const Declared& declared) {
  const auto text = workspace_.store->snapshot(declared.fleet.name, kPendingName);
  if (!text) return text.error();
  if (!*text) return std::vector<PendingPlan>();
  auto pending = decode_pending(**text);
  if (pending) return pending;
  // The next round proposes them again; an unreadable document must not stop the loop.
  warn(console_, "muster cannot read the pending plans and makes new ones: " + pending.error().what);
  return std::vector<PendingPlan>();
}

Result<Done> CliReconcilerEnv::save_pending(const Declared& declared, const std::vector<PendingPlan>& pending,
                                            LeaseToken lease) {
  return workspace_.store->put_snapshot(declared.fleet.name, kPendingName, encode_pending(pending), lease);
}

void CliReconcilerEnv::apply_ended(const Declared&, LeaseToken lease) {
  record_last_applied(workspace_, console_, lease);
}

void CliReconcilerEnv::report(const Round& round, Instant next) {
  note_ = loop_status_of(round, next, note_);
  if (round.leads) {
    const auto kept =
        workspace_.store->put_snapshot(round.fleet, kLoopStatusName, encode_loop_status(*note_), kNoLease);
    if (!kept) warn(console_, "muster could not store the status of the loop: " + kept.error().what);
  }
  lines_.print(round, *note_);
  for (const auto& listener : listeners_) listener(round);
}

}  // namespace muster
