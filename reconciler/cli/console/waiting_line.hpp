#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "reconciler/cli/console/console.hpp"

namespace muster {

/// "Looking at the cloud… 3s" on the terminal of stderr, during an action that takes longer than a second.
/// The destructor removes it. No other output may use the terminal meanwhile. Not with -q.
class WaitingLine {
 public:
  WaitingLine(Console& console, const std::string& doing);
  ~WaitingLine();
  WaitingLine(const WaitingLine&) = delete;
  WaitingLine& operator=(const WaitingLine&) = delete;

 private:
  void run();

  Console& console_;
  std::string doing_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace muster
