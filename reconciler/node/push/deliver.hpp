#pragma once

#include <string>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/node/spool.hpp"

namespace muster::node {

/// Where readings go and as whom.
struct Delivery {
  std::string url;  ///< muster's address, without a path.
  std::string machine;
  Secret token;
};

/// What one push came to.
struct Delivered {
  int samples = 0;
  int refused = 0;  ///< Samples that muster will never take; they are thrown away.
};

/// Pushes what waits in the spool, oldest first, and takes it out once muster has it. What muster gets twice,
/// because an answer was lost, it counts once. Fails when muster cannot be reached or does not take the
/// token; then everything stays.
Result<Delivered> deliver(const Spool& spool, const Delivery& delivery, HttpClient& client);

}  // namespace muster::node
