#pragma once

#include <string>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/node/push_report.hpp"
#include "reconciler/node/spool.hpp"

namespace muster::node {

/// The receiver and the sender of readings.
struct Delivery {
  std::string url;  ///< muster's address, without a path.
  std::string machine;
  Secret token;
  std::string mark{};   ///< Of the measuring process; "" if unknown.
  std::string given{};  ///< Lines for which the spool had no room, delivered last.
};

/// Pushes the samples in the spool, oldest first, and removes each one after muster has accepted or refused
/// it permanently. Only muster's own receipt counts for both: after any other answer everything stays. muster
/// counts a sample once if it arrives twice after a lost answer. A sample that is ahead of muster's clock
/// stays and is sent again. If a push is refused as too large or as a whole without a receipt, its halves are
/// tried, so that one sample does not block the rest. Fails with io or timeout if muster cannot be reached or
/// another server answers, and with denied if muster does not accept the token.
Result<PushReport> deliver(const Spool& spool, const Delivery& delivery, HttpClient& client);

}  // namespace muster::node
