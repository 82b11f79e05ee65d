#include "reconciler/cli/loop/round_reports.hpp"

#include "reconciler/adapters/store/loop_status_codec.hpp"

namespace muster {

RoundReports::RoundReports(Workspace& workspace, const Settings& settings, Console& console)
    : workspace_(workspace), console_(console), lines_(console, settings.format) {
  const auto text = workspace.store->snapshot(workspace.declared.fleet.name, kLoopStatusName);
  if (!text || !*text) return;
  if (auto status = decode_loop_status(**text)) status_ = *std::move(status);
}

void RoundReports::report(const Round& round, Instant next) {
  status_ = loop_status_of(round, next, status_);
  if (round.leads) {
    const auto kept =
        workspace_.store->put_snapshot(round.fleet, kLoopStatusName, encode_loop_status(*status_), kNoLease);
    if (!kept) warn(console_, "muster could not store the status of the loop: " + kept.error().what);
  }
  lines_.print(round, *status_);
  for (const auto& listener : listeners_) listener(round);
}

}  // namespace muster
