#include "reconciler/cli/keep_knowledge.hpp"

#include "reconciler/adapters/store/knowledge_codec.hpp"
#include "reconciler/core/decide/learn.hpp"

namespace muster {
namespace {

Knowledge kept(Workspace& workspace, Console& console) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kKnowledgeName);
  if (!text) {
    warn(console, "what was learnt of the fleet cannot be read: " + text.error().what);
    return {};
  }
  if (!*text) return {};
  auto known = decode_knowledge(**text);
  if (known) return *std::move(known);
  warn(console, "what was learnt of the fleet is learnt anew: " + known.error().what);
  return {};
}

}  // namespace

void learn_and_keep(Workspace& workspace, World& world, Instant now, bool keep, Console& console) {
  if (!uses_knowledge(world.policies)) return;
  const auto before = kept(workspace, console);
  world.knowledge = learn(before, situation_of(world), now);
  if (!keep || *world.knowledge == before) return;
  const auto lease = workspace.leadership ? workspace.leadership->token() : kNoLease;
  const auto put = workspace.store->put_snapshot(workspace.declared.fleet.name, kKnowledgeName,
                                                 encode_knowledge(*world.knowledge), lease);
  if (!put) warn(console, "what was learnt of the fleet could not be kept: " + put.error().what);
}

}  // namespace muster
