#include "reconciler/cli/session/load_learned_state.hpp"

#include <algorithm>

#include "reconciler/adapters/store/headrooms_codec.hpp"
#include "reconciler/adapters/store/learned_state_codec.hpp"
#include "reconciler/core/decide/learn.hpp"

namespace muster {
namespace {

/// Recommenders are large documents: they are stored at this interval, and learn later readings again.
constexpr Duration kKeepHeadroomsEvery = 10min;

/// A decoded document of the store; nullopt if there is none. An unreadable one is reported.
template <class T>
std::optional<T> kept(Workspace& workspace, const char* name, Result<T> (*decode)(const std::string&),
                      Console& console) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, name);
  if (!text) {
    warn(console, "muster cannot read its learned state of the fleet: " + text.error().what);
    return std::nullopt;
  }
  if (!*text) return std::nullopt;
  auto known = decode(**text);
  if (known) return *std::move(known);
  warn(console, "muster learns the state of the fleet anew: " + known.error().what);
  return std::nullopt;
}

void keep_document(Workspace& workspace, const char* name, const std::string& text, Console& console) {
  const auto lease = workspace.leadership ? workspace.leadership->token() : kNoLease;
  const auto put = workspace.store->put_snapshot(workspace.declared.fleet.name, name, text, lease);
  if (!put) warn(console, "muster could not store its learned state of the fleet: " + put.error().what);
}

/// Whether some recommender has learned enough since it was last stored.
bool headrooms_are_due(const PoolHeadrooms& before, const PoolHeadrooms& now) {
  return std::any_of(now.begin(), now.end(), [&](const auto& entry) {
    const auto old = before.find(entry.first);
    return old == before.end() || entry.second.learnt_until - old->second.learnt_until >= kKeepHeadroomsEvery;
  });
}

}  // namespace

void learn_and_keep(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  if (!uses_learned_state(world.policies)) return;
  auto before = kept<LearnedState>(workspace, kLearnedStateName, decode_learned_state, console)
                    .value_or(LearnedState{});
  before.headrooms =
      kept<PoolHeadrooms>(workspace, kHeadroomsName, decode_headrooms, console).value_or(PoolHeadrooms{});
  world.learned_state = learn(before, decision_inputs_of(world), now);
  if (!keep) return;
  const auto small = encode_learned_state(*world.learned_state);
  if (small != encode_learned_state(before)) keep_document(workspace, kLearnedStateName, small, console);
  if (headrooms_are_due(before.headrooms, world.learned_state->headrooms))
    keep_document(workspace, kHeadroomsName, encode_headrooms(world.learned_state->headrooms), console);
}

}  // namespace muster
