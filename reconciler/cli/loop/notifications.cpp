#include "reconciler/cli/loop/notifications.hpp"

#include "reconciler/adapters/notify/open_notifier.hpp"

namespace muster {

Notifications::Notifications(Workspace& workspace, RoundMetrics& metrics, const Settings& settings,
                             Console& console)
    : workspace_(workspace),
      console_(console),
      secrets_(settings, console),
      dispatcher_(metrics, [this](const Receiver& rule) {
        return open_notifier(rule, {[this](const SecretUse& use) { return secrets_.find(use); }});
      }) {}

Notifications::~Notifications() {
  for (const auto& trouble : dispatcher_.stop(workspace_.clock->now(), std::chrono::seconds(5)))
    warn(console_, trouble);
  if (leads_) keep();
}

void Notifications::record(const Round& round) {
  // Another process may have held the lease and sent notifications meanwhile.
  if (round.leads && !leads_) take_over();
  leads_ = round.leads;
  for (const auto& trouble : dispatcher_.record(round, workspace_.clock->now())) warn(console_, trouble);
  if (leads_) keep();
}

void Notifications::take_over() {
  const auto kept = workspace_.store->snapshot(workspace_.declared.fleet.name, kNotificationLogName);
  if (!kept || !*kept) return;
  kept_ = **kept;
  if (const auto resumed = dispatcher_.resume(kept_); !resumed) warn(console_, resumed.error().what);
}

void Notifications::keep() {
  auto book = dispatcher_.book();
  if (book == kept_) return;
  const auto done =
      workspace_.store->put_snapshot(workspace_.declared.fleet.name, kNotificationLogName, book, kNoLease);
  if (done) kept_ = std::move(book);
  if (!done) warn(console_, "muster could not store the notification log: " + done.error().what);
}

}  // namespace muster
