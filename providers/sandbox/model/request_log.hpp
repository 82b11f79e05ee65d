#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// A request with an effect.
struct RecordedRequest {
  Instant at{};
  std::string method;
  std::string path;
  std::string what;  ///< The requested action: "shutdown"; "" if there is none.
  int status = 0;    ///< Status of the answer, even if the answer was lost.
};

/// A machine was turned on or off, or deleted.
struct PowerTurn {
  enum class To { on, off, gone };
  Instant at{};
  std::int64_t droplet = 0;
  To to = To::on;
};

/// The record of requests and of power changes of machines, for tests. Not in the state file; the latest
/// 20,000 of each.
struct RequestLog {
  std::deque<RecordedRequest> requests;
  std::deque<PowerTurn> turns;
  std::map<std::string, std::int64_t> faults;  ///< Number of occurrences of each fault.
  std::int64_t over_limit = 0;                 ///< Number of requests that were refused by the rate limit.
  std::int64_t agents_running_min = 0;
};

}  // namespace muster::sandbox
