#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// muster's answer to a push: the result of each reading in it. Only an answer whose numbers add up to the
/// number of sent readings is a receipt, because any other web server may answer 200.
struct PushReceipt {
  std::int64_t fresh = 0;    ///< Number of readings.
  std::int64_t known = 0;    ///< Number of readings that arrived before, because an answer was lost.
  std::int64_t refused = 0;  ///< Number of readings that will never be accepted.
  std::int64_t early =
      0;  ///< Number of readings later than `latest`: to be sent again when their time has come.
  std::optional<Instant> latest{};

  std::int64_t all() const { return fresh + known + refused + early; }
  friend bool operator==(const PushReceipt&, const PushReceipt&) = default;
};

/// "40 new, 0 known already, 1 refused, 2 later than 2026-11-30T04:00:00Z": the first line of the answer. The
/// last two parts are omitted if they are zero.
std::string to_string(const PushReceipt& receipt);

/// Returns the receipt on the first line of an answer; nullopt if there is none.
std::optional<PushReceipt> receipt_in(std::string_view answer);

/// Returns the number of readings in a push: its lines that are not blank.
std::int64_t readings_in(std::string_view push);

}  // namespace muster
