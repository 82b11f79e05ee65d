#include "providers/around/paced.hpp"

#include <algorithm>
#include <utility>

#include "reconciler/ports/steady_time.hpp"

namespace muster {

PacedProvider::PacedProvider(std::unique_ptr<Provider> inside, RateBudget& budget, Clock& clock)
    : inside_(std::move(inside)), budget_(&budget), clock_(&clock) {}

void PacedProvider::start(Ticket ticket, const Operation& operation) {
  held_.push_back({ticket, operation});
}

void PacedProvider::release() {
  // The inner provider counts a released call only when it sends it, so this loop counts it too.
  auto room = budget_->free_at(steady_now(*clock_));
  while (!held_.empty() && room-- > 0) {
    inside_->start(held_.front().ticket, held_.front().operation);
    held_.pop_front();
    ++under_way_;
  }
}

std::vector<Completion> PacedProvider::wait(Duration at_most) {
  const auto until = steady_now(*clock_) + at_most;
  while (true) {
    release();
    const auto now = steady_now(*clock_);
    const auto next_release = held_.empty() ? until : std::min(until, budget_->next_at(now));
    if (under_way_ > 0) {
      auto completions = inside_->wait(std::max(next_release - now, Duration(0)));
      under_way_ -= std::min(under_way_, completions.size());
      if (!completions.empty()) return completions;
    } else if (!held_.empty() && now < until) {
      wait_for(*clock_, next_release - now);
    }
    // Ends after every wake-up if the time is over, or if waiting cannot change anything.
    if (held_.empty() || steady_now(*clock_) >= until || steady_now(*clock_) == now) return {};
  }
}

}  // namespace muster
