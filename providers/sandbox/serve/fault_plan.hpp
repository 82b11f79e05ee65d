#pragma once

#include <cstddef>
#include <optional>

#include "providers/sandbox/wire/message.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster::sandbox {

/// What goes wrong with one request; a default one is: nothing.
struct Fault {
  Duration delay{};                   ///< Waited out first.
  std::optional<Response> instead{};  ///< Sent in place of the answer.
  bool reset = false;                 ///< The connection is reset and nothing is sent.
  std::optional<std::size_t>
      cut_body_at{};  ///< So many bytes of the body are sent, then the connection ends.
};

/// Decides what goes wrong. Asked twice a request, by several threads side by side: before it has taken
/// effect (a fault then means that nothing happened) and after (the effect is there and only the answer
/// suffers).
class FaultPlan {
 public:
  virtual ~FaultPlan() = default;
  virtual Fault before_effect(const Request& request, Instant now) = 0;
  virtual Fault after_effect(const Request& request, const Response& response, Instant now) = 0;
};

}  // namespace muster::sandbox
