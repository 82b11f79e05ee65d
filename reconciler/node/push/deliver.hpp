#pragma once

#include <string>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/node/push_report.hpp"
#include "reconciler/node/spool.hpp"

namespace muster::node {

/// Where readings go and as whom.
struct Delivery {
  std::string url;  ///< muster's address, without a path.
  std::string machine;
  Secret token;
  std::string mark{};   ///< Of the process that measures; "" when it is not known.
  std::string given{};  ///< Lines that the spool could not take, delivered last.
};

/// Pushes what waits in the spool, oldest first, and takes it out once muster has said that it has it, or
/// that it will never take it. Only muster's own receipt counts, for one as for the other: any other answer
/// leaves everything where it is. What muster gets twice, because an answer was lost, it counts once. What
/// muster finds to be ahead of its clock stays and goes out again. Where a push is refused as too large or as
/// it stands by somebody who gives no receipt, its halves are tried, so that one sample does not hold up the
/// rest. Fails when muster cannot be reached, does not take the token, or somebody else answers.
Result<PushReport> deliver(const Spool& spool, const Delivery& delivery, HttpClient& client);

}  // namespace muster::node
