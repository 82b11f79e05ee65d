#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>
#include <utility>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/ports/clock.hpp"

namespace muster::testing {

/// A real clock that runs `speed` times as fast, in step with a sandbox of that speed. Processes that share
/// `since` share the time.
class AcceleratedClock final : public Clock {
 public:
  AcceleratedClock(Instant since, double speed) : since_(since), speed_(speed) {}

  Instant now() const override {
    const auto passed = std::chrono::floor<Duration>(std::chrono::system_clock::now()) - since_;
    return since_ + Duration(static_cast<std::int64_t>(static_cast<double>(passed.count()) * speed_));
  }
  Duration uptime() const override {
    // By the same clock: two that tick apart would be apart by seconds at such a speed.
    return now() - since_ + std::chrono::hours(1);
  }
  void wait_until(Instant until) override {
    const auto left = static_cast<double>((until - now()).count()) / speed_;
    if (left > 0) std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(left));
  }

 private:
  Instant since_;
  double speed_;
};

/// An HTTP client for those who live by such a clock: it waits a part of what they call waiting.
class AcceleratedHttpClient final : public HttpClient {
 public:
  AcceleratedHttpClient(std::unique_ptr<HttpClient> inside, double speed)
      : inside_(std::move(inside)), speed_(speed) {}

  void start(HttpTicket ticket, HttpRequest request) override { inside_->start(ticket, std::move(request)); }

 protected:
  std::vector<HttpCompletion> poll(Duration at_most) override {
    const auto part = static_cast<double>(at_most.count()) / speed_;
    return inside_->wait(Duration(std::max<std::int64_t>(1, static_cast<std::int64_t>(part))));
  }

 private:
  std::unique_ptr<HttpClient> inside_;
  double speed_;
};

}  // namespace muster::testing
