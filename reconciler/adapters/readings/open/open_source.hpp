#pragma once

#include <functional>
#include <memory>
#include <string>

#include "reconciler/adapters/http/http_client.hpp"
#include "reconciler/adapters/readings/reading_needs.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/core/fleet/declared/secret_use.hpp"
#include "reconciler/ports/clock.hpp"
#include "reconciler/ports/reading_source.hpp"

namespace muster {

/// Dependencies of sources; all of them outlive the sources.
struct SourceDeps {
  HttpClient& client;
  Clock& clock;
  ReadingNeeds needs;
  std::function<Result<Secret>(const SecretUse& use)> secret;  ///< Returns a declared secret for its use.
};

/// Opens a declared source of the kinds prometheus, node_exporter and host. Fails with `invalid` for another
/// kind, or with the error of a secret that could not be read.
Result<std::unique_ptr<ReadingSource>> open_source(const ReadingsRule& rule, const SourceDeps& deps);

/// The same for the kind node, which listens from then on: for a muster that keeps running. A command that
/// runs once would accept pushes and lose them. Fails as NodeSource::open does, and with the error of a
/// secret.
Result<std::unique_ptr<ReadingSource>> open_node_source(const ReadingsRule& rule, const FleetName& fleet,
                                                        const SourceDeps& deps);

}  // namespace muster
