#include "reconciler/cli/views/plan/plan_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "reconciler/cli/views/layout/paint.hpp"
#include "reconciler/core/base/overloaded.hpp"
#include "reconciler/core/decide/inputs/reason_detail.hpp"
#include "reconciler/core/plan/change/address.hpp"

namespace muster {
namespace {

constexpr std::size_t kMostRanges = 6;  // In a folded row; destroys are never folded.

/// The place of a change: the part of its name that may be a range for several changes.
struct Place {
  std::string before;
  int number = 0;  ///< 0: not one of several.
  std::string behind;
};

Place place_of(const Effect& effect) {
  const auto slot = [](const Slot& s) { return Place{s.pool.value + "/", s.number, ""}; };
  const auto volume = [](const VolumeSlot& v) {
    return Place{v.machine.pool.value + "/", v.machine.number, "/data-" + std::to_string(v.number)};
  };
  return std::visit(Overloaded{
                        [&](const CreateMachine& e) { return slot(e.slot); },
                        [&](const ResizeMachine& e) { return slot(e.slot); },
                        [&](const TagMachine& e) { return slot(e.slot); },
                        [&](const StartMachine& e) { return slot(e.slot); },
                        [&](const CreateVolume& e) { return volume(e.slot); },
                        [&](const AttachVolume& e) { return volume(e.slot); },
                        [&](const GrowVolume& e) { return volume(e.slot); },
                        [&](const JoinBalancer& e) { return slot(e.machine); },
                        [](const auto&) { return Place{}; },
                    },
                    effect);
}

std::string described(const BalancerSpec& spec) {
  std::string text = spec.region.value;
  for (const auto& f : spec.forwarding) {
    text += fmt::format(" {}:{} -> {}:{}", f.entry_protocol, f.entry_port, f.target_protocol, f.target_port);
  }
  return text;
}

std::string described(const std::vector<FirewallRule>& rules) {
  std::string text;
  for (const auto& rule : rules) {
    text += fmt::format("{}{} {} from {}", text.empty() ? "" : "; ", rule.protocol, rule.ports,
                        fmt::join(rule.sources, ", "));
  }
  return text.empty() ? "nothing open" : text;
}

/// Types in the order that people care about them.
int rank_of(std::string_view type) {
  static constexpr std::array<std::string_view, 8> kTypes = {
      "machine",  "volume",  "volume_attachment", "load_balancer", "load_balancer_member",
      "firewall", "network", "machine_tags"};
  return static_cast<int>(std::find(kTypes.begin(), kTypes.end(), type) - kTypes.begin());
}

bool may_fold(const Change& change) {
  return change.action == Action::create || change.action == Action::update;
}

PlanRow row_of(const Change& change) {
  // The addresses of memberships and attachments contain everything.
  const bool reported = std::holds_alternative<JoinBalancer>(change.effect) ||
                        std::holds_alternative<LeaveBalancer>(change.effect) ||
                        std::holds_alternative<AttachVolume>(change.effect);
  const auto what = reported ? std::string() : what_of(change.effect);
  return {.action = change.action,
          .count = 1,
          .label = printable(change.address),
          .what = printable(what),
          .delta = change.cost_after.monthly - change.cost_before.monthly,
          .time = change.estimated_time,
          .downtime = change.downtime};
}

PlanRow row_of(const std::vector<const Change*>& equal) {
  auto row = row_of(*equal.front());
  const auto place = place_of(equal.front()->effect);
  std::vector<int> numbers;
  for (const auto* change : equal) numbers.push_back(place_of(change->effect).number);
  std::sort(numbers.begin(), numbers.end());
  const std::string_view type = type_of(equal.front()->effect);
  const auto what = printable(what_of(equal.front()->effect));
  const auto kind = type == "machine" || type == "load_balancer_member" ? "" : std::string(type) + " ";
  auto ranges = ranges_of(numbers, kMostRanges);
  ranges.insert(std::min(ranges.find(' '), ranges.size()), place.behind);
  row.count = static_cast<int>(equal.size());
  row.label = fmt::format("{} x {}{}: {}{}", equal.size(), kind, what, place.before, ranges);
  row.what.clear();
  row.delta = row.delta * static_cast<std::int64_t>(equal.size());
  return row;
}

/// Equal for changes that may share a row.
std::string fold_key(const Change& change) {
  const auto place = place_of(change.effect);
  if (!may_fold(change) || place.number == 0) return change.address;
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", to_string(change.action), type_of(change.effect),
                     what_of(change.effect), place.before, place.behind,
                     (change.cost_after.monthly - change.cost_before.monthly).in_micros(),
                     change.estimated_time.count(), change.downtime.count());
}

/// Equal for changes that the same rules request, independent of their evidence.
std::string cause_key(const Change& change) {
  std::string key;
  for (const auto& cause : change.because) {
    key += fmt::format("{}|{}|{}\n", cause.policy.value, cause.rule, to_string(cause.at));
  }
  return key;
}

std::vector<PlanRow> rows_of(const std::vector<const Change*>& changes, std::size_t fold_from) {
  std::map<std::string, std::size_t> groups_by_key;
  std::vector<std::vector<const Change*>> groups;
  for (const auto* change : changes) {
    const auto [at, is_new] = groups_by_key.try_emplace(fold_key(*change), groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].push_back(change);
  }
  std::vector<PlanRow> rows;
  for (const auto& group : groups) {
    if (group.size() >= std::max<std::size_t>(fold_from, 2)) {
      rows.push_back(row_of(group));
    } else {
      for (const auto* change : group) rows.push_back(row_of(*change));
    }
  }
  return rows;
}

/// The messages of the causes, then the evidence that they do not contain.
void add_seen(PlanSection& section, std::set<std::string>& known, const Cause& cause) {
  const auto add = [&](const std::string& text) {
    if (!text.empty() && known.insert(text).second) section.seen.push_back(printable(text));
  };
  add(plain_part(cause.message));
  // The threshold of a target is computed each time: only `muster explain` can describe it.
  if (cause.rule == "target") return;
  for (const auto& evidence : cause.evidence) {
    const auto text = to_string(evidence);
    if (cause.message.find(text) == std::string::npos) add(text);
  }
}

}  // namespace

std::string what_of(const Effect& effect) {
  return std::visit(
      Overloaded{
          [](const CreateMachine& e) { return fmt::format("{} {}", e.spec.size.value, e.spec.region.value); },
          [](const ResizeMachine& e) { return fmt::format("{} -> {}", e.from.value, e.to.value); },
          [](const ReplaceMachine& e) {
            return fmt::format("{} {} -> {} {}: {}", e.from.size.value, e.from.region.value, e.to.size.value,
                               e.to.region.value, e.reason);
          },
          [](const DestroyMachine& e) {
            return fmt::format("{} {}, id {}", e.size.value, e.region.value, e.id.value);
          },
          [](const TagMachine& e) { return fmt::format("{}", fmt::join(e.add, ", ")); },
          [](const StartMachine&) { return std::string("off -> running"); },
          [](const AdoptMachine& e) {
            return fmt::format("{} {}, id {}", e.size.value, e.region.value, e.id.value);
          },
          [](const ReleaseMachine& e) {
            return fmt::format("{} {}, id {}, continues to run", e.size.value, e.region.value, e.id.value);
          },
          [](const AdoptVolume& e) { return fmt::format("{} GiB, id {}", e.size_gib, e.id.value); },
          [](const ReleaseVolume& e) {
            return fmt::format("{} GiB, id {}, data kept", e.size_gib, e.id.value);
          },
          [](const CreateVolume& e) {
            return fmt::format("{} GiB {}", e.spec.size_gib, e.spec.region.value);
          },
          [](const AttachVolume&) { return std::string("attached"); },
          [](const DetachVolume&) { return std::string("detached, data kept"); },
          [](const GrowVolume& e) { return fmt::format("{} GiB -> {} GiB", e.from_gib, e.to_gib); },
          [](const DestroyVolume& e) {
            return fmt::format("{} GiB of data, id {}{}", e.size_gib, e.id.value,
                               e.snapshot ? ", after a snapshot" : "");
          },
          [](const CreateBalancer& e) { return described(e.spec); },
          [](const UpdateBalancer& e) { return fmt::format("{} => {}", described(e.from), described(e.to)); },
          [](const DestroyBalancer& e) { return "id " + e.id.value; },
          [](const JoinBalancer& e) { return "joins " + to_string(e.balancer); },
          [](const LeaveBalancer& e) { return "leaves " + to_string(e.balancer); },
          [](const CreateFirewall& e) { return described(e.inbound); },
          [](const UpdateFirewall& e) { return described(e.to); },
          [](const DestroyFirewall& e) { return "id " + e.id.value; },
          [](const CreateNetwork& e) { return fmt::format("{} {}", e.spec.region.value, e.spec.ip_range); },
      },
      effect);
}

std::string name_of(const Cause& cause) {
  std::string rule = "declared: " + cause.rule;
  if (!cause.policy.empty()) {
    rule = cause.policy.value + " / " + cause.rule;
  } else if (cause.rule == kDriftRule) {
    rule = "Changed outside muster";
  } else if (cause.rule.starts_with("muster ")) {
    rule = cause.rule;  // A person requested it by name.
  }
  const auto at = to_string(cause.at);
  return printable(at.empty() ? rule : fmt::format("{} ({})", rule, at));
}

std::string ranges_of(const std::vector<int>& numbers, std::size_t most) {
  std::string text;
  std::size_t ranges = 0;
  for (std::size_t i = 0; i < numbers.size();) {
    if (ranges++ == most) return text + fmt::format(" and {} more", numbers.size() - i);
    auto last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    if (!text.empty()) text += ',';
    text += std::to_string(numbers[i]);
    if (last > i) text += (last == i + 1 ? "," : "..") + std::to_string(numbers[last]);
    i = last + 1;
  }
  return text;
}

std::vector<PlanSection> sections_of(const Plan& plan, std::size_t fold_from) {
  std::vector<const Change*> sorted;
  for (const auto& change : plan.changes) sorted.push_back(&change);
  std::sort(sorted.begin(), sorted.end(), [](const Change* a, const Change* b) {
    const int left = rank_of(type_of(a->effect));
    const int right = rank_of(type_of(b->effect));
    return left != right ? left < right : address_before(a->address, b->address);
  });
  std::map<std::string, std::size_t> by_key;
  std::vector<PlanSection> sections;
  std::vector<std::vector<const Change*>> members;
  std::vector<std::set<std::string>> known;
  for (const auto* change : sorted) {
    const auto [at, is_new] = by_key.try_emplace(cause_key(*change), sections.size());
    if (is_new) {
      sections.emplace_back();
      members.emplace_back();
      known.emplace_back();
      for (const auto& cause : change->because) sections.back().causes.push_back(&cause);
    }
    members[at->second].push_back(change);
    for (const auto& cause : change->because) add_seen(sections[at->second], known[at->second], cause);
  }
  for (std::size_t i = 0; i < sections.size(); ++i) {
    sections[i].changes = members[i].size();
    sections[i].rows = rows_of(members[i], fold_from);
  }
  return sections;
}

}  // namespace muster
