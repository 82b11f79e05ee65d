#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// A request that was to change something.
struct RecordedRequest {
  Instant at{};
  std::string method;
  std::string path;
  std::string what;  ///< The action it asked for: "shutdown"; "" where it named none.
  int status = 0;    ///< As the cloud answered, whatever became of the answer.
};

/// A machine went on or off, or was deleted.
struct PowerTurn {
  enum class To { on, off, gone };
  Instant at{};
  std::int64_t droplet = 0;
  To to = To::on;
};

/// What a cloud remembers of what was asked of it and what became of its machines, for tests to judge by. Not
/// in the state file; the latest 20,000 of each.
struct Record {
  std::deque<RecordedRequest> requests;
  std::deque<PowerTurn> turns;
  std::map<std::string, std::int64_t> faults;  ///< How often each fault struck.
  std::int64_t over_limit = 0;                 ///< Requests that were refused for being too many.
  std::int64_t agents_running_min = 0;
};

}  // namespace muster::sandbox
