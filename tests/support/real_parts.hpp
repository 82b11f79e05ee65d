#pragma once

#include <memory>
#include <string>
#include <utility>

#include "providers/agents/loopback_agents.hpp"
#include "providers/around/paced.hpp"
#include "providers/around/with_agents.hpp"
#include "providers/digitalocean/digitalocean_provider.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "reconciler/adapters/config/load_declared.hpp"
#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/store/sqlite_store.hpp"
#include "reconciler/adapters/system/process_table.hpp"
#include "reconciler/cli/session/workspace.hpp"
#include "tests/support/accelerated_clock.hpp"

namespace muster::testing {

/// Where a cloud process is and how fast its time passes.
struct CloudAddress {
  std::string url;
  double speed = 1;
  Instant since{};  ///< When the test began; see AcceleratedClock.
};

/// What stands behind the provider of `real_cloud`. Goes in the reverse order.
struct RealDeps {
  std::unique_ptr<AcceleratedHttpClient> client;
  std::unique_ptr<AcceleratedHttpClient> agents_client;
  std::unique_ptr<digitalocean::Session> session;
};

/// The provider as open_digitalocean makes it, but living by `clock`.
inline OpenedProvider real_cloud(const CloudAddress& cloud, Clock& clock, const SendGate& gate) {
  const auto hasty = [&](CurlOptions options) {
    return std::make_unique<AcceleratedHttpClient>(std::make_unique<CurlClient>(std::move(options)),
                                                   cloud.speed);
  };
  CurlOptions guarded;
  guarded.apply_limits = [&gate] { return gate.refusal(); };
  auto deps = std::make_shared<RealDeps>();
  deps->client = hasty(std::move(guarded));
  deps->agents_client = hasty({});
  deps->session = std::make_unique<digitalocean::Session>(*deps->client, clock, Secret(std::string("test")),
                                                          digitalocean::SessionOptions{.url = cloud.url});
  auto& session = *deps->session;
  OpenedProvider opened;
  opened.provider = std::make_unique<ProviderWithAgents>(
      std::make_unique<PacedProvider>(std::make_unique<digitalocean::DigitalOceanProvider>(session),
                                      session.budget(), clock),
      std::make_unique<LoopbackAgents>(*deps->agents_client, cloud.url), clock);
  opened.description = "the sandbox cloud at " + cloud.url;
  opened.keeps_alive = std::move(deps);
  return opened;
}

/// What a command works with, all of it real: the declared files of `dir`, the cloud over HTTP, the journal
/// in an SQLite file.
inline Result<Workspace> real_workspace(const CloudAddress& cloud, const std::string& dir,
                                        const std::string& state) {
  auto files = load_declared(dir);
  if (!files.ok()) return Error{ErrorKind::invalid, dir + " is not in order"};
  auto store = SqliteStore::open(state);
  if (!store) return store.error();
  Workspace workspace;
  workspace.declared = {std::move(files.fleet), std::move(files.policies), ""};
  workspace.clock = std::make_unique<AcceleratedClock>(cloud.since, cloud.speed);
  workspace.processes = std::make_unique<ProcessTable>();
  workspace.gate = std::make_unique<SendGate>();
  workspace.cloud = real_cloud(cloud, *workspace.clock, *workspace.gate);
  workspace.store = *std::move(store);
  workspace.is_sandbox = true;
  return workspace;
}

}  // namespace muster::testing
