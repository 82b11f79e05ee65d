#include "providers/around/metered.hpp"

#include <algorithm>

#include "reconciler/ports/steady_time.hpp"

namespace muster {
namespace {

template <class T>
std::optional<ErrorKind> failure_of(const Result<T>& result) {
  return result.ok() ? std::nullopt : std::optional(result.error().kind);
}

}  // namespace

void MeteredProvider::note(const std::string& kind, Instant since, const std::optional<ErrorKind>& failed) {
  const auto took = steady_now(*clock_) - since;
  auto& meter = meters_[kind];
  ++meter.calls;
  if (failed) ++meter.failures;
  meter.total += took;
  meter.longest = std::max(meter.longest, took);
  if (listener_) listener_({kind, failed, took, left_ ? left_() : std::nullopt});
}

Result<ActualState> MeteredProvider::observe(const Fleet& fleet, Instant now) {
  const auto since = steady_now(*clock_);
  auto state = inside_->observe(fleet, now);
  note("observe", since, failure_of(state));
  return state;
}

std::vector<Result<Reply>> MeteredProvider::look(const std::vector<Operation>& looks) {
  const auto since = steady_now(*clock_);
  auto replies = inside_->look(looks);
  for (std::size_t i = 0; i < looks.size(); ++i) note(kind_of(looks[i]), since, failure_of(replies[i]));
  return replies;
}

Result<PriceList> MeteredProvider::prices() {
  const auto since = steady_now(*clock_);
  auto prices = inside_->prices();
  note("prices", since, failure_of(prices));
  return prices;
}

void MeteredProvider::start(Ticket ticket, const Operation& operation) {
  running_[ticket] = {kind_of(operation), steady_now(*clock_)};
  inside_->start(ticket, operation);
}

std::vector<Completion> MeteredProvider::wait(Duration at_most) {
  auto completions = inside_->wait(at_most);
  for (const auto& completion : completions) {
    const auto running = running_.find(completion.ticket);
    if (running == running_.end()) continue;
    note(running->second.kind, running->second.since, failure_of(completion.reply));
    running_.erase(running);
  }
  return completions;
}

}  // namespace muster
