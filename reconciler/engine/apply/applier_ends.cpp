#include <algorithm>

#include "reconciler/core/apply/quota.hpp"
#include "reconciler/core/history/recent_changes.hpp"
#include "reconciler/core/history/refused_changes.hpp"
#include "reconciler/engine/apply/applier.hpp"
#include "reconciler/engine/apply/outcome_parts.hpp"

namespace muster {
namespace {

/// Whether the change creates something that is billed or protects.
bool creates(const Change& change) {
  return change.action == Action::create || change.action == Action::replace;
}

/// Whether the change takes something out of an account's quota: of volumes, their size counts.
bool takes_quota(const Change& change) {
  return creates(change) || std::holds_alternative<GrowVolume>(change.effect);
}

/// A cloud may deny one size or one image; after a second denial of a type, the type counts as denied.
constexpr int kDeniedByType = 2;

}  // namespace

// The end of a change: its journal entry, and the effect of a failure on the changes that have not started.

void Applier::write_end(const Change& change, const Outcome& outcome, Instant now) {
  const auto failed = journal_.write(
      ChangeFinished{.plan = context_.plan.id,
                     .change = change.id,
                     .address = change.address,
                     .outcome = to_string(outcome),
                     .object_id = object_of(outcome),
                     .detail = detail_of(outcome),
                     .memory = remember(fallback_.as_tried(change), context_.plan.made_at, now)},
      now);
  if (failed) stop_starting(failed->what, now);
  const auto* refused = std::get_if<Failed>(&outcome);
  const bool denied = denied_alone_.contains(change.id);
  if (!refused || (refused->error.kind != ErrorKind::invalid && !denied)) return;
  const auto& declared = context_.plan.inputs.declared;
  if (const auto lost = journal_.write(ChangeRefused{.change = change.id,
                                                     .address = change.address,
                                                     .declared = denied ? denied_under(declared) : declared,
                                                     .why = refused->error.what},
                                       now))
    stop_starting(lost->what, now);
}

void Applier::end(const Change& change, const Outcome& outcome, Instant started, Instant now) {
  if (!std::holds_alternative<Skipped>(outcome)) write_end(change, outcome, now);
  if (const auto* succeeded = std::get_if<Succeeded>(&outcome); succeeded && creates(change)) {
    auto& made = made_[type_of(change.effect)];
    ++made.all;
    if (!succeeded->was_already_so) ++made.now;
  }
  progress_.record(change.id, outcome, started, now);
  reported_.insert(change.id);
  context_.observer.change_ended(change,
                                 {.change = change.id,
                                  .address = change.address,
                                  .outcome = outcome,
                                  .started_at = started,
                                  .finished_at = now},
                                 counts(), now);
  if (const auto* error = error_of(outcome)) react_to(change, *error, now);
}

Outcome Applier::with_demand(const Change& change, const Outcome& outcome) const {
  const auto* failed = std::get_if<Failed>(&outcome);
  if (!failed || failed->error.kind != ErrorKind::quota || !creates(change)) return outcome;
  const std::string type = type_of(change.effect);
  const auto made = made_.find(type);
  const auto done = made == made_.end() ? Made{} : made->second;
  const auto& changes = context_.plan.changes;
  auto demand = demand_of(change.effect, context_.actual.limits);
  demand.in_use += done.now;
  demand.wanted = static_cast<int>(std::count_if(
                      changes.begin(), changes.end(),
                      [&](const Change& other) { return creates(other) && type_of(other.effect) == type; })) -
                  done.all;
  auto error = failed->error;
  error.what += "; " + what_to_ask_for(demand);
  return Failed{std::move(error)};
}

void Applier::react_to(const Change& change, const Error& error, Instant now) {
  if (error.kind == ErrorKind::io && journal_.broken()) stop_starting(error.what, now);
  if (!takes_quota(change)) return;
  const std::string type = type_of(change.effect);
  if (error.kind == ErrorKind::quota)
    no_more_.try_emplace(type, Skipped{change.id, "the account's limit is reached: " + error.what});
  if (error.kind == ErrorKind::denied && ++denied_[type] >= kDeniedByType)
    no_more_.try_emplace(type, Skipped{change.id, "the cloud denied it before: " + error.what});
}

/// A refusal concerns one change, until even reads are refused.
void Applier::react_to(const ChangeRun& run, Instant now) {
  if (run.failed_because(FailureCause::read_denied))
    stop_starting(
        "the cloud denied access: " + (error_of(run.outcome()) ? error_of(run.outcome())->what : ""), now);
  if (run.failed_because(FailureCause::rival))
    stop_starting("another muster changes this fleet: " +
                      (error_of(run.outcome()) ? error_of(run.outcome())->what : ""),
                  now);
}

const Skipped* Applier::refused_kind(const Change& change) const {
  if (!takes_quota(change)) return nullptr;
  const auto found = no_more_.find(type_of(change.effect));
  return found == no_more_.end() ? nullptr : &found->second;
}

}  // namespace muster
