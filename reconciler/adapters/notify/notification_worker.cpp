#include "reconciler/adapters/notify/notification_worker.hpp"

#include <algorithm>

namespace muster {
namespace {

/// A retry is useless if the receiver never accepts such messages.
bool may_pass(const Error& error) {
  return error.kind == ErrorKind::io || error.kind == ErrorKind::timeout ||
         error.kind == ErrorKind::rate_limited;
}

/// The result of a message so far. After one recipient has it, it counts as delivered: a repetition would be
/// a duplicate.
struct DeliverySoFar {
  Result<Done> result = Done{};
  bool taken = false;
  std::vector<Unreached> refused{};
  std::vector<Unreached> waiting{};  ///< Worth another attempt.

  void record(const Result<Receipt>& answer) {
    if (!answer && !taken) result = answer.error();
    if (!answer) return;
    taken = true;
    result = Done{};
    waiting.clear();
    for (const auto& one : answer->unreached) (one.may_pass ? waiting : refused).push_back(one);
  }
  Delivery delivery(Notification message, int attempts) && {
    refused.insert(refused.end(), waiting.begin(), waiting.end());
    return {std::move(message), std::move(result), attempts, std::move(refused)};
  }
};

}  // namespace

NotificationWorker::NotificationWorker(std::unique_ptr<Notifier> notifier, RetryPolicy retry_policy)
    : notifier_(std::move(notifier)),
      retry_policy_(retry_policy),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

NotificationWorker::~NotificationWorker() = default;

bool NotificationWorker::offer(Notification message) {
  const std::lock_guard lock(mutex_);
  if (waiting_ || under_way_ || done_) return false;
  waiting_ = std::move(message);
  changed_.notify_all();
  return true;
}

std::optional<Delivery> NotificationWorker::collect() {
  const std::lock_guard lock(mutex_);
  auto delivery = std::move(done_);
  done_.reset();
  return delivery;
}

bool NotificationWorker::idle() const {
  const std::lock_guard lock(mutex_);
  return !waiting_ && !under_way_;
}

bool NotificationWorker::settle(Duration at_most) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, at_most, [this] { return !waiting_ && !under_way_; });
}

void NotificationWorker::hurry() {
  thread_.request_stop();
}

void NotificationWorker::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) {
    auto message = *std::move(waiting_);
    waiting_.reset();
    under_way_ = true;
    lock.unlock();
    auto delivery = deliver(std::move(message), stop);
    lock.lock();
    under_way_ = false;
    done_ = std::move(delivery);
    changed_.notify_all();
    if (stop.stop_requested()) return;
  }
}

Delivery NotificationWorker::deliver(Notification message, const std::stop_token& stop) {
  auto wait = retry_policy_.first_wait;
  DeliverySoFar so_far;
  for (int attempt = 1;; ++attempt) {
    const auto answer = notifier_->notify(message);
    so_far.record(answer);
    const bool done = answer.ok() ? so_far.waiting.empty() : !may_pass(answer.error());
    const auto asked = answer.ok() ? Duration(0) : answer.error().retry_after.value_or(Duration(0));
    // A receiver that requests a longer pause is tried in a later round.
    if (done || attempt >= retry_policy_.attempts || asked > retry_policy_.longest_wait ||
        !pause(asked > Duration(0) ? asked : wait, stop))
      return std::move(so_far).delivery(std::move(message), attempt);
    wait = std::min(wait * 2, retry_policy_.longest_wait);
  }
}

bool NotificationWorker::pause(Duration length, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, length, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace muster
