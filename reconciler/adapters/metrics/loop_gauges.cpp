#include "reconciler/adapters/metrics/loop_gauges.hpp"

#include <algorithm>

namespace muster {
namespace {

double timestamp_of(Instant at) {
  return static_cast<double>(at.time_since_epoch().count()) / 1000.0;
}

GaugeFamily revisions_of(const Round& round) {
  GaugeFamily family{
      "muster_revision_info", "Newest and followed revision of the declared files as labels; always 1.", {}};
  const auto tell = [&](const char* state, const Revision& revision) {
    if (revision.declared.empty() && revision.commit.empty()) return;
    family.values.push_back(
        {{{"state", state}, {"commit", revision.commit}, {"declared", revision.declared.brief()}}, 1});
  };
  tell("attempted", round.attempted);
  tell("applied", round.applied);
  return family;
}

void add_plans(const Round& round, std::vector<GaugeFamily>& all) {
  all.push_back(single_gauge("muster_pending_plans", "Plans that wait for a person.",
                             static_cast<double>(round.pending.size())));
  if (!round.pending.empty()) {
    const auto oldest = std::min_element(round.pending.begin(), round.pending.end(),
                                         [](const auto& a, const auto& b) { return a.since < b.since; });
    all.push_back(single_gauge("muster_pending_oldest_timestamp_seconds",
                               "Time at which the oldest pending plan began to wait.",
                               timestamp_of(oldest->since)));
  }
  all.push_back(single_gauge("muster_refused_plans", "Plans that are refused.",
                             static_cast<double>(round.refused.size())));
  all.push_back(
      single_gauge("muster_running_applies", "Running applies.", static_cast<double>(round.running.size())));
  Duration still{0};
  for (const auto& apply : round.running) still = std::max(still, round.ended - apply.moved_at);
  all.push_back(
      single_gauge("muster_running_apply_still_seconds",
                   "Longest time in which no change of a running apply started or ended; 0 without one.",
                   static_cast<double>(still.count()) / 1000.0));
}

}  // namespace

std::vector<GaugeFamily> loop_gauges_of(const Round& round) {
  std::vector<GaugeFamily> all;
  all.push_back(single_gauge("muster_leader", "Whether this muster leads the fleet.", round.leads ? 1 : 0));
  all.push_back(
      single_gauge("muster_suspended", "Whether the fleet file suspends changes.", round.suspended ? 1 : 0));
  all.push_back(single_gauge("muster_held", "Whether a cause other than suspension prevents new changes.",
                             round.held_because.empty() ? 0 : 1));
  all.push_back(single_gauge("muster_revision_valid",
                             "Whether the newest revision in git is valid and followed.",
                             round.invalid ? 0 : 1));
  all.push_back(revisions_of(round));
  add_plans(round, all);
  all.push_back(single_gauge("muster_reading_warnings", "Problems of sources of readings.",
                             static_cast<double>(round.warnings.size())));
  all.push_back(single_gauge("muster_last_round_timestamp_seconds", "Time of the end of the last round.",
                             timestamp_of(round.ended)));
  return all;
}

}  // namespace muster
