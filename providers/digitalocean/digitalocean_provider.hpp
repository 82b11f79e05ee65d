#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "providers/digitalocean/calls/batched_get.hpp"
#include "providers/digitalocean/calls/operation_call.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "reconciler/ports/provider.hpp"

namespace muster::digitalocean {

/// DigitalOcean, API v2. One thread uses the session, which outlives the provider.
///
/// Waiting reads are answered together: more than a few machines, or holders of slots, by one listing of the
/// fleet; more than a few actions by the account's newest ones. So waiting for a hundred machines costs one
/// request.
class DigitalOceanProvider final : public Provider {
 public:
  explicit DigitalOceanProvider(Session& session) : session_(&session) {}

  const Capabilities& capabilities() const override { return capabilities_; }
  Result<ActualState> observe(const Fleet& fleet, Instant now) override;
  std::vector<Result<Reply>> look(const std::vector<Operation>& looks) override;
  Result<PriceList> prices() override;
  void start(Ticket ticket, const Operation& operation) override;
  std::vector<Completion> wait(Duration at_most) override;

 private:
  struct Started {
    Ticket ticket;
    OperationCall exchange;
  };

  void flush_looks();
  void begin(Ticket ticket, const Operation& operation);
  void begin_alone(const std::vector<WaitingGet>& looks);
  void advance(Ticket ticket, OperationCall exchange, OperationCall::Next next);
  void take(const HttpCompletion& completion);
  void take_shared(HttpTicket ticket, const Result<HttpResponse>& response);
  void send_pages(std::size_t shared, const std::vector<ApiRequest>& pages);

  Session* session_;
  Capabilities capabilities_{};
  std::optional<FleetName> fleet_;  ///< The fleet of the last observation: reads may share its listing.
  std::size_t machines_ = 0;        ///< Number of its machines.
  HttpTicket next_ = 1;
  std::map<HttpTicket, Started> under_way_;
  /// By ticket: the shared read to which a page belongs.
  std::map<HttpTicket, std::size_t> pages_under_way_;
  std::map<std::size_t, BatchedGet> shared_;
  std::size_t next_shared_ = 1;
  std::vector<WaitingGet> waiting_machines_;
  std::vector<WaitingGet> waiting_actions_;
  std::vector<WaitingGet> waiting_holders_;
  std::vector<Completion> ended_;
};

}  // namespace muster::digitalocean
