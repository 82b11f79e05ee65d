#include "reconciler/cli/session/last_applied.hpp"

#include <limits>

#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/store/last_applied_codec.hpp"
#include "reconciler/cli/session/approval_reasons.hpp"
#include "reconciler/core/history/known_objects.hpp"
#include "reconciler/core/history/open_applies.hpp"
#include "reconciler/core/history/touched_objects.hpp"
#include "reconciler/core/plan/change/drift.hpp"
#include "reconciler/engine/call/journal_writer.hpp"
#include "reconciler/engine/observe/see_fleet.hpp"

namespace muster {

namespace {

LeaseToken lease_of(const Workspace& workspace) {
  return workspace.leadership ? workspace.leadership->token() : kNoLease;
}

Result<Plan> plan_in_journal(const std::string& json) {
  return read_plan(json, "the journal");
}

Result<std::vector<JournalEntry>> entries_behind(Workspace& workspace, const LastAppliedState& left) {
  return workspace.store->entries_since(left.sequence + 1, std::numeric_limits<int>::max());
}

/// The recorded state, without later changes.
Result<std::optional<LastAppliedState>> noted_state(Workspace& workspace) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kLastAppliedName);
  if (!text) return text.error();
  if (!*text) return std::optional<LastAppliedState>();
  auto left = decode_last_applied(**text);
  if (!left) return std::optional<LastAppliedState>();
  return std::optional<LastAppliedState>(*std::move(left));
}

Result<Done> put(Workspace& workspace, const LastAppliedState& left, LeaseToken lease) {
  return workspace.store->put_snapshot(workspace.declared.fleet.name, kLastAppliedName,
                                       encode_last_applied(left), lease);
}

/// Number of the journal's last entry.
Result<std::int64_t> last_sequence(Workspace& workspace) {
  const auto next = workspace.store->next_sequence();
  if (!next) return next.error();
  return *next - 1;
}

Result<Done> note(Workspace& workspace, LeaseToken lease) {
  const auto before = last_applied_of(workspace);
  if (!before) return before.error();
  const auto sequence = last_sequence(workspace);
  if (!sequence) return sequence.error();
  const auto now = see_fleet(workspace, workspace.clock->now());
  if (!now) return now.error();
  if (!now->complete()) return Error{ErrorKind::io, now->gaps.front()};
  const auto* known = *before ? &**before : nullptr;
  auto left = last_applied_after(known, known ? known->touched_objects : ObjectNames{}, *now, *sequence);
  // Unanswered drift is older than this apply: it happened since the record before.
  if (known && !find_drift(left, *now).empty()) left.at = known->at;
  if (const auto noted = put(workspace, left, lease); !noted) return noted;
  return note_boots(*now, workspace, lease);
}

}  // namespace

Result<Done> record_touched_objects(Workspace& workspace, LastAppliedState& left) {
  const auto entries = entries_behind(workspace, left);
  if (!entries) return entries.error();
  left.touched_objects = touched_objects(*entries, workspace.declared.fleet.name, plan_in_journal);
  return Done{};
}

Result<std::optional<LastAppliedState>> last_applied_of(Workspace& workspace) {
  auto left = noted_state(workspace);
  if (!left || !*left) return left;
  if (const auto noted = record_touched_objects(workspace, **left); !noted) return noted.error();
  return left;
}

Result<Remembered> remembered(Workspace& workspace) {
  auto left = noted_state(workspace);
  if (!left) return left.error();
  Remembered memory{*std::move(left), {}};
  const auto& fleet = workspace.declared.fleet.name;
  // Without a record the journal is used, within the period of open applies.
  const auto entries = memory.left ? entries_behind(workspace, *memory.left)
                                   : workspace.store->entries_from(workspace.clock->now() - kOpenWithin);
  if (!entries) return entries.error();
  if (memory.left) {
    memory.known = known_in(memory.left->state);
    memory.left->touched_objects = touched_objects(*entries, fleet, plan_in_journal);
  }
  add_journalled(*entries, fleet, plan_in_journal, memory.known);
  return memory;
}

Result<ActualState> see_fleet(Workspace& workspace, Instant now) {
  const auto memory = remembered(workspace);
  if (!memory) return memory.error();
  return see_fleet(*workspace.cloud.provider, workspace.declared, memory->known, now);
}

void record_last_applied(Workspace& workspace, Console& console) {
  record_last_applied(workspace, console, lease_of(workspace));
}

void record_last_applied(Workspace& workspace, Console& console, LeaseToken lease) {
  const auto noted = note(workspace, lease);
  if (noted) return;
  warn(console, "muster could not store the state after this apply (" + noted.error().what +
                    "): it will not report manual changes of the objects of this apply");
}

Result<Done> accept_drift(Workspace& workspace, const ActualState& actual, const DriftAccepted& acceptance) {
  const auto now = workspace.clock->now();
  JournalWriter journal(*workspace.store, workspace.declared.fleet.name, lease_of(workspace));
  if (const auto failed = journal.write(acceptance, now)) return *failed;
  const auto sequence = last_sequence(workspace);
  if (!sequence) return sequence.error();
  return put(workspace, last_applied_after(nullptr, {}, without_untagged(actual), *sequence),
             lease_of(workspace));
}

}  // namespace muster
