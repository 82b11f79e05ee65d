#include "providers/around/metered.hpp"

#include <algorithm>

namespace muster {

void MeteredProvider::note(const std::string& kind, Instant since, bool ok) {
  // A clock that was set back must not take time away.
  const auto took = std::max(clock_->now() - since, Duration(0));
  auto& meter = meters_[kind];
  ++meter.calls;
  if (!ok) ++meter.failures;
  meter.total += took;
  meter.longest = std::max(meter.longest, took);
}

Result<ActualState> MeteredProvider::observe(const Fleet& fleet, Instant now) {
  const auto since = clock_->now();
  auto state = inside_->observe(fleet, now);
  note("observe", since, state.ok());
  return state;
}

Result<PriceList> MeteredProvider::prices() {
  const auto since = clock_->now();
  auto prices = inside_->prices();
  note("prices", since, prices.ok());
  return prices;
}

void MeteredProvider::start(Ticket ticket, const Operation& operation) {
  running_[ticket] = {kind_of(operation), clock_->now()};
  inside_->start(ticket, operation);
}

std::vector<Completion> MeteredProvider::wait(Duration at_most) {
  auto completions = inside_->wait(at_most);
  for (const auto& completion : completions) {
    const auto running = running_.find(completion.ticket);
    if (running == running_.end()) continue;
    note(running->second.kind, running->second.since, completion.reply.ok());
    running_.erase(running);
  }
  return completions;
}

}  // namespace muster
