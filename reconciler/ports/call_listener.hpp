#pragma once

#include <functional>
#include <optional>
#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A call to a cloud that has ended.
struct HeardCall {
  std::string kind;                 ///< "observe", "prices", "create_machine".
  std::optional<ErrorKind> failed;  ///< nullopt: the call succeeded.
  Duration took{0};                 ///< From its start to its answer.
  std::optional<int> left;          ///< Number of requests that the cloud still accepts, by its last answer.
};

/// Called after every call, on the thread that uses the provider. It must not block.
using CallListener = std::function<void(const HeardCall&)>;

}  // namespace muster
