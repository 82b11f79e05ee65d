#include "reconciler/cli/left_state.hpp"

#include <limits>

#include "reconciler/adapters/files/plan_file.hpp"
#include "reconciler/adapters/store/left_state_codec.hpp"
#include "reconciler/cli/applying/ask_reasons.hpp"
#include "reconciler/core/history/worked_on.hpp"
#include "reconciler/core/plan/drift.hpp"
#include "reconciler/engine/journal_writer.hpp"

namespace muster {

namespace {

LeaseToken lease_of(const Workspace& workspace) {
  return workspace.leadership ? workspace.leadership->token() : kNoLease;
}

Result<ObjectNames> worked_on_since(Workspace& workspace, std::int64_t sequence) {
  const auto entries = workspace.store->entries_since(sequence + 1, std::numeric_limits<int>::max());
  if (!entries) return entries.error();
  return worked_on(*entries, workspace.declared.fleet.name,
                   [](const std::string& json) { return read_plan(json, "the journal"); });
}

Result<Done> put(Workspace& workspace, const LeftState& left, LeaseToken lease) {
  return workspace.store->put_snapshot(workspace.declared.fleet.name, kLeftStateName, encode_left_state(left),
                                       lease);
}

/// Number of the journal's last entry.
Result<std::int64_t> last_sequence(Workspace& workspace) {
  const auto next = workspace.store->next_sequence();
  if (!next) return next.error();
  return *next - 1;
}

Result<Done> note(Workspace& workspace, LeaseToken lease) {
  const auto before = left_state_of(workspace);
  if (!before) return before.error();
  const auto sequence = last_sequence(workspace);
  if (!sequence) return sequence.error();
  const auto now = workspace.cloud.provider->observe(workspace.declared.fleet, workspace.clock->now());
  if (!now) return now.error();
  if (!now->complete()) return Error{ErrorKind::io, now->gaps.front()};
  const auto* known = *before ? &**before : nullptr;
  auto left = leave(known, known ? known->worked_on : ObjectNames{}, *now, *sequence);
  // What nobody answered was changed some time since the note before, not since this apply.
  if (known && !find_drift(left, *now).empty()) left.at = known->at;
  if (const auto noted = put(workspace, left, lease); !noted) return noted;
  return note_boots(*now, workspace, lease);
}

}  // namespace

Result<std::optional<LeftState>> left_state_of(Workspace& workspace) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kLeftStateName);
  if (!text) return text.error();
  if (!*text) return std::optional<LeftState>();
  auto left = decode_left_state(**text);
  if (!left) return std::optional<LeftState>();
  auto since = worked_on_since(workspace, left->sequence);
  if (!since) return since.error();
  left->worked_on = *std::move(since);
  return std::optional<LeftState>(*std::move(left));
}

void note_left_state(Workspace& workspace, Console& console) {
  note_left_state(workspace, console, lease_of(workspace));
}

void note_left_state(Workspace& workspace, Console& console, LeaseToken lease) {
  const auto noted = note(workspace, lease);
  if (noted) return;
  warn(console, "how the fleet was left could not be noted (" + noted.error().what +
                    "): what is changed by hand on what this apply worked on will not be told");
}

Result<Done> accept_drift(Workspace& workspace, const ActualState& actual, const DriftAccepted& acceptance) {
  const auto now = workspace.clock->now();
  JournalWriter journal(*workspace.store, workspace.declared.fleet.name, lease_of(workspace));
  if (const auto failed = journal.write(acceptance, now)) return *failed;
  const auto sequence = last_sequence(workspace);
  if (!sequence) return sequence.error();
  return put(workspace, leave(nullptr, {}, actual, *sequence), lease_of(workspace));
}

}  // namespace muster
