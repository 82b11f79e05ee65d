#pragma once

#include <memory>
#include <vector>

#include "reconciler/ports/provider.hpp"

namespace muster {

/// A provider that only reads: it rejects every call with an effect as denied, before it is sent.
class ReadOnlyProvider final : public Provider {
 public:
  explicit ReadOnlyProvider(std::unique_ptr<Provider> inside) : inside_(std::move(inside)) {}

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
  std::unique_ptr<Provider> inside_;
  std::vector<Completion> refused_;
};

}  // namespace muster
