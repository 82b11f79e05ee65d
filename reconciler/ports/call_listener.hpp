#pragma once

#include <functional>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A call to a cloud that came to its end.
struct HeardCall {
  std::string kind;                 ///< "observe", "prices", "create_machine".
  std::optional<ErrorKind> failed;  ///< nullopt when it went well.
  Duration took{0};                 ///< From its start to its answer.
  std::optional<int> left;          ///< Requests that the cloud still takes, as it told last.
};

/// Hears of every call, on the thread that uses the provider; must not block.
using CallListener = std::function<void(const HeardCall&)>;

}  // namespace muster
