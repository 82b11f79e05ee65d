#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/reading_needs.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/secret_use.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// What sources stand on; all of it outlives them.
struct SourceGround {
  HttpClient& client;
  Clock& clock;
  ReadingNeeds needs;
  std::function<Result<Secret>(const SecretUse& use)> secret;  ///< Finds a declared secret for its use.
};

/// Opens a declared source of the kinds prometheus, node_exporter and host. Fails with `invalid` for
/// another kind, or with what kept its secret from being found.
Result<std::unique_ptr<ReadingSource>> open_source(const ReadingsRule& rule, const SourceGround& ground);

/// The same of the kind node, which listens from then on: for a muster that keeps running. One that looks
/// once would take pushes and forget them.
Result<std::unique_ptr<ReadingSource>> open_node_source(const ReadingsRule& rule, const FleetName& fleet,
                                                        const SourceGround& ground);

}  // namespace muster
