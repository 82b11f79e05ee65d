#include "reconciler/core/plan/verdict/approval_reasons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "reconciler/core/plan/diff/claims.hpp"
#include "reconciler/core/plan/verdict/openings.hpp"

namespace muster {
namespace {

using Changes = std::vector<const Change*>;

/// "machine.worker/2, machine.worker/3 and 1 more".
std::string named(const Changes& changes) {
  constexpr std::size_t kNamed = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(changes.size(), kNamed); ++i) {
    text += (i == 0 ? "" : ", ") + changes[i]->address;
  }
  if (changes.size() > kNamed) text += fmt::format(" and {} more", changes.size() - kNamed);
  return text;
}

/// Whether the machine is empty when it is destroyed: muster moves its agents first, or its pool has none.
bool is_drained(const VerdictInputs& c, const DestroyMachine& destroy, Duration drain) {
  if (drain > Duration(0)) return true;
  return std::none_of(c.fleet.agents.begin(), c.fleet.agents.end(),
                      [&](const AgentClass& kind) { return kind.pool == destroy.slot.pool; });
}

/// Whether the rules of the fleet permit to destroy the object without an approval.
bool goes_by_rule(const VerdictInputs& c, const Change& change) {
  switch (c.fleet.approval.auto_destroy) {
    case AutoDestroy::never:
      return false;
    case AutoDestroy::drained:
      if (const auto* destroy = std::get_if<DestroyMachine>(&change.effect))
        return is_drained(c, *destroy, change.drain);
      return std::holds_alternative<DestroyBalancer>(change.effect);
    case AutoDestroy::always:
      return true;
  }
  return false;
}

void add_destroys(const VerdictInputs& c, std::vector<std::string>& reasons) {
  Changes gone;
  Changes data;
  for (const auto& change : c.changes) {
    if (destroys_data(change)) {
      data.push_back(&change);
    } else if (destroys(change) && !goes_by_rule(c, change)) {
      gone.push_back(&change);
    }
  }
  if (!data.empty()) {
    const auto kept = std::count_if(data.begin(), data.end(), [](const Change* change) {
      return std::get<DestroyVolume>(change->effect).snapshot;
    });
    reasons.push_back(
        fmt::format("data is destroyed, which always needs an approval: {}{}", named(data),
                    kept > 0 ? fmt::format(" ({} of {} after a snapshot)", kept, data.size()) : ""));
  }
  if (!gone.empty()) {
    reasons.push_back(fmt::format("{} {} destroyed or replaced: {}", gone.size(),
                                  gone.size() == 1 ? "object is" : "objects are", named(gone)));
  }
}

void add_increase(const VerdictInputs& c, std::vector<std::string>& reasons) {
  const auto delta = c.cost.delta().monthly;
  const auto limit = c.fleet.approval.auto_below_month;
  const auto before = c.window_totals.increase;
  if (delta <= Money{} || delta + before < limit) return;
  auto reason = fmt::format("{} a month", format_money_change(delta));
  if (before > Money{}) {
    reason += fmt::format(" and the {} of the last {} together", format_money_change(before),
                          format_duration(c.fleet.approval.window));
  }
  reasons.push_back(reason + fmt::format(" {} not below the limit of {} for automatic approval",
                                         before > Money{} ? "are" : "is", format_money(limit)));
}

/// Whether the money rules apply: something is created, or its price changes.
bool bears_on_money(const VerdictInputs& c) {
  return c.cost.delta() != Price{} ||
         std::any_of(c.changes.begin(), c.changes.end(), [](const Change& change) {
           return change.action == Action::create || change.action == Action::replace ||
                  std::holds_alternative<ResizeMachine>(change.effect);
         });
}

/// Neither the limit for automatic approval nor the cap can be compared with an unknown sum.
void add_unknown_prices(const VerdictInputs& c, std::vector<std::string>& reasons) {
  constexpr std::size_t kNamed = 5;
  const auto& unknown = c.cost.unknown;
  if (unknown.empty() || !bears_on_money(c)) return;
  auto named = unknown;
  const auto more = named.size() > kNamed ? named.size() - kNamed : 0;
  named.resize(named.size() - more);
  auto reason = fmt::format("there is no price of {}", fmt::join(named, ", "));
  if (more > 0) reason += fmt::format(" and {} more", more);
  reasons.push_back(reason + ": the cost of the fleet is unknown, so muster cannot compare it with a limit");
}

/// The machine that does not serve for a while, or permanently, because of a change.
const Slot* disrupted(const Change& change) {
  if (const auto* e = std::get_if<ResizeMachine>(&change.effect))
    return change.downtime > Duration(0) ? &e->slot : nullptr;
  if (const auto* e = std::get_if<ReplaceMachine>(&change.effect)) return &e->slot;
  if (const auto* e = std::get_if<DestroyMachine>(&change.effect)) return &e->slot;
  return nullptr;
}

/// One machine at a time is normal maintenance; more than one machine of a small pool matters.
void add_blast_radius(const VerdictInputs& c, std::vector<std::string>& reasons) {
  std::map<PoolName, Changes> hit;
  std::map<PoolName, std::size_t> machines;
  for (const auto& [slot, machine] : c.actual.machines) ++machines[slot.pool];
  for (const auto& change : c.changes) {
    if (const auto* slot = disrupted(change)) hit[slot->pool].push_back(&change);
  }
  const auto most = static_cast<std::size_t>(c.fleet.approval.blast_radius_percent);
  for (const auto& [pool, changes] : hit) {
    const auto all = std::max(machines[pool], changes.size());
    if (changes.size() < 2 || changes.size() * 100 <= all * most) continue;
    reasons.push_back(fmt::format("{} of {} machines of pool {} are disrupted, more than {}%: {}",
                                  changes.size(), all, pool.value, most, named(changes)));
  }
}

void add_downtime(const VerdictInputs& c, std::vector<std::string>& reasons) {
  const auto& windows = c.fleet.approval.downtime;
  if (windows.empty()) return;
  Changes off;
  for (const auto& change : c.changes) {
    if (change.downtime > Duration(0)) off.push_back(&change);
  }
  if (off.empty() || lies_within(windows, c.now, c.now + estimated_time_of(c.changes))) return;
  std::string declared;
  for (const auto& window : windows) declared += (declared.empty() ? "" : ", ") + to_string(window);
  auto reason = fmt::format("{} {} powered off outside the downtime windows ({} UTC): {}", off.size(),
                            off.size() == 1 ? "machine is" : "machines are", declared, named(off));
  if (const auto next = next_opening(windows, c.now))
    reason += fmt::format("; the next opens at {}", format_instant(*next));
  reasons.push_back(std::move(reason));
}

/// Whether the machine, one of the fleet, is known under another slot than the volume's. Nothing but a person
/// attaches a volume to such a machine.
bool is_of_another_slot(const VerdictInputs& c, const DetachVolume& detach) {
  return std::any_of(c.actual.machines.begin(), c.actual.machines.end(), [&](const auto& entry) {
    return entry.second.id == detach.from && entry.first != detach.slot.machine;
  });
}

/// A person uses the data there: only a person ends that.
void add_moved_by_hand(const VerdictInputs& c, std::vector<std::string>& reasons) {
  Changes moved;
  for (const auto& change : c.changes) {
    const auto* detach = std::get_if<DetachVolume>(&change.effect);
    if (detach && is_of_another_slot(c, *detach)) moved.push_back(&change);
  }
  if (moved.empty()) return;
  reasons.push_back(
      fmt::format("{} detached from a machine that a person attached {} to: {}",
                  moved.size() == 1 ? "a volume is" : fmt::format("{} volumes are", moved.size()),
                  moved.size() == 1 ? "it" : "them", named(moved)));
}

void add_openings(const VerdictInputs& c, std::vector<std::string>& reasons) {
  for (const auto& change : c.changes) {
    const auto openings = openings_of(change.effect);
    if (!openings.empty())
      reasons.push_back(
          fmt::format("{} opens to the internet: {}", change.address, fmt::join(openings, "; ")));
  }
}

}  // namespace

std::vector<std::string> approval_reasons_of(const VerdictInputs& c) {
  auto reasons = doubts_about_the_name(c.actual, c.changes);
  add_openings(c, reasons);
  add_destroys(c, reasons);
  add_moved_by_hand(c, reasons);
  add_increase(c, reasons);
  add_unknown_prices(c, reasons);
  add_blast_radius(c, reasons);
  add_downtime(c, reasons);
  return reasons;
}

}  // namespace muster
