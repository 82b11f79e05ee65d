#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "reconciler/ports/notifier.hpp"

namespace muster::testing {

/// What announcers of a test answer, and what they were told; outlives them. Answers `Done` once the script
/// is used up.
class Script {
 public:
  explicit Script(std::vector<Result<Done>> answers = {}) : answers_(answers.begin(), answers.end()) {}

  std::unique_ptr<Notifier> notifier() { return std::make_unique<Scripted>(*this); }

  /// From now on nothing is answered until `let_go`.
  void hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
  }
  void let_go() {
    const std::lock_guard lock(mutex_);
    held_ = false;
    changed_.notify_all();
  }
  void answer(Result<Done> result) {
    const std::lock_guard lock(mutex_);
    answers_.push_back(std::move(result));
  }
  /// Those who do not get the next messages that are taken, message by message.
  void leave_out(std::vector<Unreached> unreached) {
    const std::lock_guard lock(mutex_);
    unreached_.push_back(std::move(unreached));
  }
  int begun() const {
    const std::lock_guard lock(mutex_);
    return begun_;
  }
  /// What was taken: the subjects of what fires, "-" before those that are over, "!" before notices; a space
  /// between them, one text a message.
  std::vector<std::string> received() const {
    const std::lock_guard lock(mutex_);
    return received_;
  }

 private:
  class Scripted final : public Notifier {
   public:
    explicit Scripted(Script& script) : script_(&script) {}
    Result<Receipt> notify(const Notification& message) override { return script_->take(message); }

   private:
    Script* script_;
  };

  Result<Receipt> take(const Notification& message) {
    std::unique_lock lock(mutex_);
    ++begun_;
    changed_.wait(lock, [this] { return !held_; });
    Result<Done> result = Done{};
    if (!answers_.empty()) {
      result = answers_.front();
      answers_.pop_front();
    }
    if (!result) return result.error();
    received_.push_back(in_short(message));
    Receipt receipt;
    if (!unreached_.empty()) {
      receipt.unreached = unreached_.front();
      unreached_.pop_front();
    }
    return receipt;
  }

  static std::string in_short(const Notification& message) {
    std::string text;
    for (const auto& alert : message.firing) text += alert.subject + " ";
    for (const auto& resolved : message.resolved) text += "-" + resolved.alert.subject + " ";
    for (const auto& notice : message.notices) text += "!" + notice.what + " ";
    if (!text.empty()) text.pop_back();
    return text;
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Result<Done>> answers_;
  std::deque<std::vector<Unreached>> unreached_{};
  std::vector<std::string> received_;
  int begun_ = 0;
  bool held_ = false;
};

}  // namespace muster::testing
