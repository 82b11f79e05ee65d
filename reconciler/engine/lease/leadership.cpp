#include "reconciler/engine/lease/leadership.hpp"

#include <fmt/format.h>

#include <utility>

#include "reconciler/engine/call/journal_writer.hpp"

namespace muster {
namespace {

Error not_ours(const Lease& lease, const std::string& why) {
  return {ErrorKind::fenced,
          fmt::format("this muster no longer holds the lease of fleet {}: {}", lease.fleet.value, why)};
}

std::string why_taken(const HeldByOther& before, bool abandoned) {
  if (before.holder == Liveness::dead) return "its process has ended";
  if (!abandoned) return "its lease expired at " + format_instant(before.lease.expires_at);
  return "it did not renew its lease for " +
         format_duration(before.lease.expires_at - before.lease.renewed_at);
}

/// A lease that this process could not release is no lease of another one.
bool is_own(const LeaseHolder& holder, const LeaseHolder& self) {
  return holder.host == self.host && holder.boot_id == self.boot_id &&
         holder.pid_namespace == self.pid_namespace && holder.pid == self.pid &&
         holder.process_started == self.process_started;
}

}  // namespace

Leadership::Leadership(Store& store, const Clock& clock, Lease lease, Duration ttl, Duration since)
    : store_(store),
      clock_(clock),
      lease_(std::move(lease)),
      ttl_(ttl),
      renewed_uptime_(since),
      reported_(lease_.holder) {}

Leadership::~Leadership() {
  give_back();
}

void Leadership::work_on(const PlanId& plan, const std::string& operation) {
  lease_.holder.plan = plan;
  lease_.holder.operation = operation;
}

bool Leadership::due(Duration uptime) const {
  constexpr Duration kNewsMayWait = std::chrono::seconds(1);
  const auto since = uptime - renewed_uptime_;
  if (since >= ttl_ / 3 || refusal()) return true;
  return reported_.plan != lease_.holder.plan || (reported_ != lease_.holder && since >= kNewsMayWait);
}

std::optional<Error> Leadership::step() {
  if (lost_) return lost_;
  const auto uptime = clock_.uptime();
  if (!due(uptime)) return std::nullopt;
  auto fresh = store_.renew_lease(lease_, clock_.now(), ttl_);
  if (fresh) {
    lease_ = *std::move(fresh);
    renewed_uptime_ = uptime;
    reported_ = lease_.holder;
  } else if (fresh.error().kind == ErrorKind::fenced) {
    lost_ = not_ours(lease_, "another muster has taken over");
  }
  return lost_;
}

std::optional<Error> Leadership::refusal() const {
  if (lost_) return lost_;
  const auto safe = ttl_ - ttl_ / 3;
  if (clock_.uptime() - renewed_uptime_ < safe && clock_.now() < lease_.renewed_at + safe)
    return std::nullopt;
  return Error{ErrorKind::io,
               fmt::format("the lease of fleet {} was not renewed in time", lease_.fleet.value)};
}

void Leadership::give_back() {
  if (lost_) return;
  lost_ = not_ours(lease_, "it was given back");
  // If that fails, the lease expires, or another process takes it after this one has ended.
  (void)store_.release_lease(lease_);
}

namespace {

/// Returns the holder, or nullopt if there is none any longer: then another attempt is worthwhile.
Result<std::optional<HeldByOther>> in_the_way(Store& store, const Processes& processes,
                                              const FleetName& fleet) {
  const auto held = store.lease_of(fleet);
  if (!held) return held.error();
  if (!*held) return std::optional<HeldByOther>();
  return std::optional(HeldByOther{**held, processes.liveness_of((*held)->holder)});
}

/// A takeover is always recorded.
std::optional<Error> journal_takeover(Store& store, const Lease& taken, const HeldByOther& before,
                                      bool abandoned, Instant now) {
  const auto& holder = before.lease.holder;
  JournalWriter journal(store, taken.fleet, taken.token);
  return journal.write(LeaseOvertaken{.token = taken.token,
                                      .from = before.lease.token,
                                      .by = describe(taken.holder),
                                      .holder = describe(holder),
                                      .plan = holder.plan,
                                      .operation = holder.operation,
                                      .why = why_taken(before, abandoned)},
                       now);
}

/// nullopt if another process was faster, in either direction.
Result<std::optional<TakenOrHeld>> try_once(Store& store, const Clock& clock, const Processes& processes,
                                            const LeaseOptions& terms, LeaseWatch& watch) {
  const auto before = in_the_way(store, processes, terms.fleet);
  if (!before) return before.error();
  auto self = processes.self();
  self.command = terms.command;
  const auto uptime = clock.uptime();
  const auto now = clock.now();
  const bool abandoned = *before && watch.abandoned((*before)->lease, uptime);
  const bool free_to_take = abandoned || (*before && (*before)->holder == Liveness::dead);
  // The instants of a lease do not count against a process that exists: a wall clock may have been set.
  if (*before && !free_to_take && (*before)->holder == Liveness::alive &&
      !is_own((*before)->lease.holder, self))
    return std::optional(TakenOrHeld{nullptr, **before});
  const auto taken =
      store.take_lease(terms.fleet, self, now, terms.ttl, free_to_take ? (*before)->lease.token : kNoLease);
  if (taken) {
    auto leadership = std::make_unique<Leadership>(store, clock, *taken, terms.ttl, uptime);
    if (*before) {
      if (auto untold = journal_takeover(store, *taken, **before, abandoned, now)) return *std::move(untold);
    }
    return std::optional(TakenOrHeld{std::move(leadership), {}});
  }
  if (taken.error().kind != ErrorKind::conflict) return taken.error();
  if (!*before || free_to_take) return std::optional<TakenOrHeld>();
  return std::optional(TakenOrHeld{nullptr, **before});
}

}  // namespace

Result<TakenOrHeld> take_the_lead(Store& store, const Clock& clock, const Processes& processes,
                                  const LeaseOptions& terms, LeaseWatch& watch) {
  constexpr int kRaces = 16;
  for (int race = 0; race < kRaces; ++race) {
    auto once = try_once(store, clock, processes, terms, watch);
    if (!once) return once.error();
    if (*once) return **std::move(once);
  }
  return Error{ErrorKind::conflict, "other musters keep taking the lease of fleet " + terms.fleet.value};
}

}  // namespace muster
