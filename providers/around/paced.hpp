#pragma once

#include <deque>
#include <memory>

#include "reconciler/core/apply/rate_budget.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster {

/// A provider that delays calls while its cloud would reject them; the first started call is sent first. It
/// sends at most as many calls as the budget permits, which the inner provider updates.
class PacedProvider final : public Provider {
 public:
  /// `budget` belongs to the inner provider and outlives this one.
  PacedProvider(std::unique_ptr<Provider> inside, RateBudget& budget, Clock& clock);

  const Capabilities& capabilities() const override { return inside_->capabilities(); }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override {
    return inside_->observe(fleet, now);
  }
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override {
    return inside_->look(looks);
  }
  Result<PriceList> prices() override { return inside_->prices(); }
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

 private:
  struct Held {
    Ticket ticket;
    Operation operation;
  };
  void release();

  std::unique_ptr<Provider> inside_;
  RateBudget* budget_;
  Clock* clock_;
  std::deque<Held> held_;
  std::size_t under_way_ = 0;
};

}  // namespace muster
