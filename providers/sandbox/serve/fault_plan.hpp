#pragma once

#include <optional>
#include <string>

#include "providers/sandbox/cloud/trouble.hpp"
#include "providers/sandbox/wire/message.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// What goes wrong with one request, in the order in which it strikes; a default one is: nothing.
struct Fault {
  std::string name{};                 ///< For the record; "" when it is none.
  Duration delay{};                   ///< Waited out first, on the wall.
  bool reset_before = false;          ///< The connection is reset and nothing has happened.
  Trouble trouble{};                  ///< Inside the cloud.
  bool reset_after = false;           ///< All is done, and then the connection is reset.
  int error_after = 0;                ///< All is done, and then it is answered with this status.
  std::optional<int> keep_percent{};  ///< So much of the body is sent, then the connection ends.
  Duration date_skew{};               ///< By how much the answer's Date is ahead.
};

/// Decides what goes wrong: asked once a request, by several threads side by side.
class FaultPlan {
 public:
  virtual ~FaultPlan() = default;
  virtual Fault fault_of(const Request& request, Instant now) = 0;
};

}  // namespace muster::sandbox
