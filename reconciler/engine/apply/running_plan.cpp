#include "reconciler/engine/apply/running_plan.hpp"

namespace muster {
namespace {

/// Number of bits for the numbers of calls of one apply.
constexpr int kTicketBits = 40;

ApplyOptions options_of(const RunOptions& terms, const Interrupt& interrupt) {
  ApplyOptions options;
  options.approved_by = terms.approved_by;
  options.plan_json = terms.plan_json;
  options.only_begun = terms.recovery;
  options.leadership = terms.leadership;
  options.first_ticket = (terms.number << kTicketBits) + 1;
  options.interrupt = &interrupt;
  return options;
}

}  // namespace

void RunningPlan::ProgressRecorder::change_started(const Change& change, const ApplyCounts& counts,
                                                   Instant now) {
  moved_at = now;
  begun[change.id] = {now, ""};
  next_.change_started(change, counts, now);
}

void RunningPlan::ProgressRecorder::step_started(const Change& change, const std::string& text, Instant now) {
  moved_at = now;
  auto& own = begun[change.id];
  if (own.at != text) own = {now, text};
  message = change.address + ": " + text;
  next_.step_started(change, text, now);
}

void RunningPlan::ProgressRecorder::polled(const Change& change, const std::string& text, Duration waited,
                                           Instant now) {
  message = change.address + ": " + text;
  next_.polled(change, text, waited, now);
}

void RunningPlan::ProgressRecorder::retrying(const Change& change, const Error& error, Duration wait,
                                             Instant now) {
  message = change.address + ": " + error.what;
  next_.retrying(change, error, wait, now);
}

void RunningPlan::ProgressRecorder::noted(const Change& change, const std::string& text, Instant now) {
  next_.noted(change, text, now);
}

void RunningPlan::ProgressRecorder::change_ended(const Change& change, const ChangeReport& report,
                                                 const ApplyCounts& counts, Instant now) {
  moved_at = now;
  ended.insert(change.id);
  begun.erase(change.id);
  next_.change_ended(change, report, counts, now);
}

RunningPlan::RunningPlan(Plan plan, ActualState actual, RunDeps deps, RunOptions terms, Instant now)
    : plan_(std::move(plan)),
      actual_(std::move(actual)),
      terms_(std::move(terms)),
      began_(now),
      ear_(deps.observer, now),
      options_(options_of(terms_, interrupt_)),
      applier_({.plan = plan_,
                .actual = actual_,
                .provider = deps.provider,
                .store = deps.store,
                .observer = ear_,
                .options = options_},
               now) {
  if (!terms_.recovery) return;
  for (const auto& change : plan_.changes) ear_.begun[change.id] = {now, ""};
}

void RunningPlan::clock_set(Duration by) {
  applier_.clock_set(by);
  ear_.moved_at += by;
  for (auto& [change, mark] : ear_.begun) mark.moved_at += by;
}

bool RunningPlan::asked(Ticket ticket) const {
  return ticket >> kTicketBits == terms_.number;
}

std::vector<const Change*> RunningPlan::open_changes() const {
  std::vector<const Change*> open;
  for (const auto& change : plan_.changes)
    if (!ear_.ended.contains(change.id)) open.push_back(&change);
  return open;
}

std::vector<std::pair<const Change*, Instant>> RunningPlan::begun_changes() const {
  std::vector<std::pair<const Change*, Instant>> all;
  for (const auto& change : plan_.changes) {
    const auto found = ear_.begun.find(change.id);
    if (found != ear_.begun.end()) all.emplace_back(&change, found->second.moved_at);
  }
  return all;
}

RunningApply RunningPlan::shown() const {
  return {.plan = plan_.id,
          .approved_by = terms_.approved_by,
          .since = began_,
          .moved_at = ear_.moved_at,
          .changes = static_cast<int>(plan_.changes.size()),
          .ended = static_cast<int>(ear_.ended.size()),
          .message = ear_.message,
          .recovery = terms_.recovery};
}

EndedApply RunningPlan::close(Instant now) {
  auto report = applier_.close(now);
  return {.plan = plan_,
          .report = std::move(report),
          .began = began_,
          .approved_by = terms_.approved_by,
          .recovery = terms_.recovery};
}

}  // namespace muster
