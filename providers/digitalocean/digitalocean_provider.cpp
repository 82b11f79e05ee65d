#include "providers/digitalocean/digitalocean_provider.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "providers/digitalocean/observe/observe.hpp"
#include "providers/digitalocean/observe/prices.hpp"
#include "providers/digitalocean/requests/requests.hpp"
#include "providers/digitalocean/responses/responses.hpp"
#include "providers/digitalocean/session/look_by_id.hpp"
#include "reconciler/core/base/lower_case.hpp"

namespace muster::digitalocean {
namespace {

/// Up to this number each read is a request of its own: an object read by its id is always up to date.
constexpr std::size_t kFewLooks = 1;

}  // namespace

Result<ActualState> DigitalOceanProvider::observe(const Fleet& fleet, Instant now) {
  auto state = digitalocean::observe(*session_, fleet, now);
  if (state) {
    fleet_ = fleet.name;
    machines_ = state->machines.size() + state->strays.size();
  }
  return state;
}

std::vector<Result<Reply>> DigitalOceanProvider::look(const std::vector<Operation>& looks) {
  return look_by_id(*session_, looks);
}

Result<PriceList> DigitalOceanProvider::prices() {
  return read_prices(*session_);
}

void DigitalOceanProvider::start(Ticket ticket, const Operation& operation) {
  if (const auto* look = std::get_if<call::GetMachine>(&operation); look && fleet_)
    waiting_machines_.push_back({ticket, operation, look->id.value});
  else if (const auto* holder = std::get_if<call::FindHolder>(&operation); holder && fleet_ == holder->fleet)
    waiting_holders_.push_back({ticket, operation, lower_case(holder->tag)});
  else if (const auto* action = std::get_if<call::GetOperation>(&operation))
    waiting_actions_.push_back({ticket, operation, action->id.value});
  else
    begin(ticket, operation);
}

std::vector<Completion> DigitalOceanProvider::wait(Duration at_most) {
  flush_looks();
  const auto until = session_->clock().now() + at_most;
  while (ended_.empty() && !(under_way_.empty() && pages_under_way_.empty())) {
    const auto left = until - session_->clock().now();
    auto completed = session_->wait(std::max(left, Duration(0)));
    for (auto& completion : completed) take(completion);
    if (completed.empty()) break;
  }
  return std::exchange(ended_, {});
}

void DigitalOceanProvider::flush_looks() {
  auto machines = std::exchange(waiting_machines_, {});
  auto actions = std::exchange(waiting_actions_, {});
  auto holders = std::exchange(waiting_holders_, {});
  const auto share = [&](BatchedGet look) {
    const auto key = next_shared_++;
    const auto first = look.first();
    shared_.emplace(key, std::move(look));
    send_pages(key, {first});
  };
  // The listing must be cheaper than single reads: a big fleet has many pages.
  const auto pages = machines_ / kPerPage + 1;
  if (machines.size() > kFewLooks && machines.size() > pages)
    share(BatchedGet::at_machines(droplets_of_fleet(*fleet_), std::move(machines)));
  else
    begin_alone(machines);
  if (holders.size() > kFewLooks && holders.size() > pages)
    share(BatchedGet::for_holders(droplets_of_fleet(*fleet_), std::move(holders)));
  else
    begin_alone(holders);
  if (actions.size() > kFewLooks)
    share(BatchedGet::at_actions(std::move(actions)));
  else
    begin_alone(actions);
}

void DigitalOceanProvider::begin_alone(const std::vector<WaitingGet>& looks) {
  for (const auto& look : looks) begin(look.ticket, look.operation);
}

void DigitalOceanProvider::begin(Ticket ticket, const Operation& operation) {
  OperationCall exchange(operation);
  auto first = exchange.begin();
  advance(ticket, std::move(exchange), std::move(first));
}

void DigitalOceanProvider::advance(Ticket ticket, OperationCall exchange, OperationCall::Next next) {
  if (auto* reply = std::get_if<Result<Reply>>(&next)) {
    ended_.push_back({ticket, std::move(*reply)});
    return;
  }
  const auto http = next_++;
  session_->start(http, std::get<ApiRequest>(next));
  under_way_.emplace(http, Started{ticket, std::move(exchange)});
}

void DigitalOceanProvider::send_pages(std::size_t shared, const std::vector<ApiRequest>& pages) {
  for (const auto& page : pages) {
    const auto http = next_++;
    session_->start(http, page);
    pages_under_way_.emplace(http, shared);
  }
}

void DigitalOceanProvider::take(const HttpCompletion& completion) {
  const auto found = under_way_.find(completion.ticket);
  if (found == under_way_.end()) {
    take_shared(completion.ticket, completion.response);
    return;
  }
  auto started = std::move(found->second);
  under_way_.erase(found);
  auto next = started.exchange.take(completion.response);
  advance(started.ticket, std::move(started.exchange), std::move(next));
}

void DigitalOceanProvider::take_shared(HttpTicket ticket, const Result<HttpResponse>& response) {
  const auto page = pages_under_way_.find(ticket);
  if (page == pages_under_way_.end()) return;
  const auto found = shared_.find(page->second);
  pages_under_way_.erase(page);
  auto& look = found->second;
  send_pages(found->first, look.take(response));
  if (!look.finished()) return;
  auto answers = look.answers();
  std::move(answers.begin(), answers.end(), std::back_inserter(ended_));
  auto left = look.left();
  shared_.erase(found);
  begin_alone(left);
}

}  // namespace muster::digitalocean
