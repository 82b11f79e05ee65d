#include "reconciler/cli/loop/announcements.hpp"

#include "reconciler/adapters/announce/open_announcer.hpp"

namespace muster {

Announcements::Announcements(Workspace& workspace, RoundMetrics& metrics, const Settings& settings,
                             Console& console)
    : workspace_(workspace),
      console_(console),
      secrets_(settings, console),
      herald_(metrics, [this](const AnnounceRule& rule) {
        return open_announcer(rule, {[this](const SecretUse& use) { return secrets_.find(use); }});
      }) {}

Announcements::~Announcements() {
  for (const auto& trouble : herald_.stop(workspace_.clock->now(), std::chrono::seconds(5)))
    warn(console_, trouble);
  if (leads_) keep();
}

void Announcements::heard(const Round& round) {
  // Another process may have held the lease and sent notifications meanwhile.
  if (round.leads && !leads_) take_over();
  leads_ = round.leads;
  for (const auto& trouble : herald_.heard(round, workspace_.clock->now())) warn(console_, trouble);
  if (leads_) keep();
}

void Announcements::take_over() {
  const auto kept = workspace_.store->snapshot(workspace_.declared.fleet.name, kAlertBookName);
  if (!kept || !*kept) return;
  kept_ = **kept;
  if (const auto resumed = herald_.resume(kept_); !resumed) warn(console_, resumed.error().what);
}

void Announcements::keep() {
  auto book = herald_.book();
  if (book == kept_) return;
  const auto done =
      workspace_.store->put_snapshot(workspace_.declared.fleet.name, kAlertBookName, book, kNoLease);
  if (done) kept_ = std::move(book);
  if (!done) warn(console_, "what was announced could not be noted: " + done.error().what);
}

}  // namespace muster
