#include "reconciler/cli/views/layout/entry_text.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/plan/change/attributes.hpp"
#include "reconciler/core/plan/change/describe_change.hpp"
#include "reconciler/core/plan/verdict/openings.hpp"

namespace muster {
namespace {

/// Machines are shown by their number and boot settings; members and attachments follow from them.
bool is_told_by_number(const Effect& effect) {
  return std::holds_alternative<CreateMachine>(effect) || std::holds_alternative<JoinBalancer>(effect) ||
         std::holds_alternative<LeaveBalancer>(effect) || std::holds_alternative<AttachVolume>(effect) ||
         std::holds_alternative<DetachVolume>(effect);
}

std::string text_of(const Attribute& attribute) {
  const auto& before = attribute.before;
  const auto& after = attribute.after;
  if (before && after) return fmt::format("{} {} -> {}", attribute.name, *before, *after);
  if (after) return fmt::format("{} {}", attribute.name, *after);
  return fmt::format("{} {}, gone", attribute.name, before.value_or(""));
}

/// Only differences: an unchanged id is omitted.
std::string changed_attributes(const Effect& effect) {
  std::string text;
  for (const auto& attribute : attributes_of(effect)) {
    if (attribute.known_after_apply || attribute.before == attribute.after) continue;
    text += (text.empty() ? ": " : "; ") + text_of(attribute);
  }
  return text;
}

std::string boot_text(const PoolName& pool, const MachineSpec& spec) {
  const auto keys =
      spec.ssh_keys.empty() ? "no SSH keys" : fmt::format("SSH keys {}", fmt::join(spec.ssh_keys, ", "));
  const auto data =
      spec.user_data.empty()
          ? std::string("no user data")
          : fmt::format("user data {} ({} bytes)", digest_of(spec.user_data).brief(), spec.user_data.size());
  return fmt::format("new machines of pool {} start from image {}, {}, {}", pool.value, spec.image, keys,
                     data);
}

}  // namespace

std::vector<std::string> telling_changes(const Plan& plan) {
  std::vector<std::string> lines;
  for (const auto& change : plan.changes) {
    if (is_told_by_number(change.effect)) continue;
    lines.push_back(
        printable(fmt::format("{} {}{}", symbol_of(change.action), describe_change(change.effect).sentence(),
                              changed_attributes(change.effect))));
  }
  return lines;
}

std::vector<std::string> entries_of(const Plan& plan) {
  std::vector<std::string> lines;
  std::set<std::string> boots;
  for (const auto& change : plan.changes) {
    for (const auto& opening : openings_of(change.effect))
      lines.push_back(printable(fmt::format("{} opens to the internet: {}", change.address, opening)));
    if (const auto* create = std::get_if<CreateMachine>(&change.effect))
      boots.insert(boot_text(create->slot.pool, create->spec));
    if (const auto* replace = std::get_if<ReplaceMachine>(&change.effect))
      boots.insert(boot_text(replace->slot.pool, replace->to));
  }
  for (const auto& boot : boots) lines.push_back(printable(boot));
  return lines;
}

}  // namespace muster
