#pragma once

#include <csignal>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "reconciler/ports/provider.hpp"
#include "reconciler/ports/store.hpp"

namespace muster::testing {

/// How a process comes to its end: by SIGKILL, at a call to the cloud or an entry in the journal.
struct Death {
  enum class Where { nowhere, before_call, after_call, before_look, before_entry, after_entry };
  Where where = Where::nowhere;
  int number = 0;  ///< Of the calls, looks or entries, from 0.
};

/// What has been passed so far.
struct Passed {
  int calls = 0;  ///< With an effect.
  int answers = 0;
  int looks = 0;
  int entries = 0;
};

inline void die_at(const Death& death, Death::Where here, int number) {
  if (death.where == here && death.number == number) raise(SIGKILL);
}

/// A provider whose process dies.
class DyingProvider final : public Provider {
 public:
  DyingProvider(std::unique_ptr<Provider> inside, Death death, std::shared_ptr<Passed> passed)
      : inside_(std::move(inside)), death_(death), passed_(std::move(passed)) {}

  const Capabilities& capabilities() const override { return inside_->capabilities(); }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override {
    return inside_->observe(fleet, now);
  }
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override {
    return inside_->look(looks);
  }
  Result<PriceList> prices() override { return inside_->prices(); }

  void start(Ticket ticket, const Operation& operation) override {
    if (is_look(operation)) {
      die_at(death_, Death::Where::before_look, passed_->looks++);
    } else {
      die_at(death_, Death::Where::before_call, passed_->calls++);
      effects_.push_back(ticket);
    }
    inside_->start(ticket, operation);
  }
  std::vector<Completion> wait(Duration at_most) override {
    auto completions = inside_->wait(at_most);
    for (const auto& completion : completions)
      if (std::erase(effects_, completion.ticket) > 0)
        die_at(death_, Death::Where::after_call, passed_->answers++);
    return completions;
  }

 private:
  std::unique_ptr<Provider> inside_;
  Death death_;
  std::shared_ptr<Passed> passed_;
  std::vector<Ticket> effects_;
};

/// A store whose process dies.
class DyingStore final : public Store {
 public:
  DyingStore(std::unique_ptr<Store> inside, Death death, std::shared_ptr<Passed> passed)
      : inside_(std::move(inside)), death_(death), passed_(std::move(passed)) {}

  Result<std::int64_t> append(Instant at, const FleetName& fleet, const JournalBody& body,
                              std::int64_t expected_sequence, LeaseToken lease) override {
    const int number = passed_->entries++;
    die_at(death_, Death::Where::before_entry, number);
    auto appended = inside_->append(at, fleet, body, expected_sequence, lease);
    die_at(death_, Death::Where::after_entry, number);
    return appended;
  }
  Result<std::int64_t> next_sequence() override { return inside_->next_sequence(); }
  Result<std::vector<JournalEntry>> entries_since(std::int64_t from, int limit) override {
    return inside_->entries_since(from, limit);
  }
  Result<std::vector<JournalEntry>> entries_from(Instant since) override {
    return inside_->entries_from(since);
  }
  Result<std::vector<JournalRow>> rows_since(std::int64_t from, int limit) override {
    return inside_->rows_since(from, limit);
  }
  Result<ChainHead> chain_head() override { return inside_->chain_head(); }
  Result<ChainHead> chain_base() override { return inside_->chain_base(); }
  Result<std::int64_t> forget_before(const FleetName& fleet, Instant before, LeaseToken lease) override {
    return inside_->forget_before(fleet, before, lease);
  }
  Result<Lease> take_lease(const FleetName& fleet, const LeaseHolder& holder, Instant now, Duration ttl,
                           LeaseToken over) override {
    return inside_->take_lease(fleet, holder, now, ttl, over);
  }
  Result<Lease> renew_lease(const Lease& lease, Instant now, Duration ttl) override {
    return inside_->renew_lease(lease, now, ttl);
  }
  Result<Done> release_lease(const Lease& lease) override { return inside_->release_lease(lease); }
  Result<std::optional<Lease>> lease_of(const FleetName& fleet) override { return inside_->lease_of(fleet); }
  Result<Done> put_snapshot(const FleetName& fleet, const std::string& name, const std::string& text,
                            LeaseToken lease) override {
    return inside_->put_snapshot(fleet, name, text, lease);
  }
  Result<std::optional<std::string>> snapshot(const FleetName& fleet, const std::string& name) override {
    return inside_->snapshot(fleet, name);
  }

 private:
  std::unique_ptr<Store> inside_;
  Death death_;
  std::shared_ptr<Passed> passed_;
};

}  // namespace muster::testing
