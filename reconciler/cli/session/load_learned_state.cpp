#include "reconciler/cli/session/load_learned_state.hpp"

#include <algorithm>

#include "reconciler/adapters/store/knowledge_codec.hpp"
#include "reconciler/adapters/store/pilots_codec.hpp"
#include "reconciler/core/decide/learn.hpp"

namespace muster {
namespace {

/// Recommenders are large documents: they are stored at this interval, and learn later readings again.
constexpr Duration kKeepPilotsEvery = 10min;

/// A decoded document of the store; nullopt if there is none. An unreadable one is reported.
template <class T>
std::optional<T> kept(Workspace& workspace, const char* name, Result<T> (*decode)(const std::string&),
                      Console& console) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, name);
  if (!text) {
    warn(console, "what was learnt of the fleet cannot be read: " + text.error().what);
    return std::nullopt;
  }
  if (!*text) return std::nullopt;
  auto known = decode(**text);
  if (known) return *std::move(known);
  warn(console, "what was learnt of the fleet is learnt anew: " + known.error().what);
  return std::nullopt;
}

void keep_document(Workspace& workspace, const char* name, const std::string& text, Console& console) {
  const auto lease = workspace.leadership ? workspace.leadership->token() : kNoLease;
  const auto put = workspace.store->put_snapshot(workspace.declared.fleet.name, name, text, lease);
  if (!put) warn(console, "what was learnt of the fleet could not be kept: " + put.error().what);
}

/// Whether some recommender has learned enough since it was last stored.
bool pilots_are_due(const SteeredPools& before, const SteeredPools& now) {
  return std::any_of(now.begin(), now.end(), [&](const auto& entry) {
    const auto old = before.find(entry.first);
    return old == before.end() || entry.second.learnt_until - old->second.learnt_until >= kKeepPilotsEvery;
  });
}

}  // namespace

void learn_and_keep(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  if (!uses_knowledge(world.policies)) return;
  auto before = kept<Knowledge>(workspace, kKnowledgeName, decode_knowledge, console).value_or(Knowledge{});
  before.steered =
      kept<SteeredPools>(workspace, kPilotsName, decode_pilots, console).value_or(SteeredPools{});
  world.knowledge = learn(before, decision_inputs_of(world), now);
  if (!keep) return;
  const auto small = encode_knowledge(*world.knowledge);
  if (small != encode_knowledge(before)) keep_document(workspace, kKnowledgeName, small, console);
  if (pilots_are_due(before.steered, world.knowledge->steered))
    keep_document(workspace, kPilotsName, encode_pilots(world.knowledge->steered), console);
}

}  // namespace muster
