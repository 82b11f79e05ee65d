#include "providers/registry/open_digitalocean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "providers/agents/loopback_agents.hpp"
#include "providers/around/metered.hpp"
#include "providers/around/paced.hpp"
#include "providers/around/with_agents.hpp"
#include "providers/digitalocean/digitalocean_provider.hpp"
#include "providers/digitalocean/monitoring/monitoring_source.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "providers/registry/cloud_behind.hpp"
#include "providers/registry/provider_key.hpp"
#include "providers/sandbox/sandbox_server.hpp"
#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/http/secret_address.hpp"

namespace muster {
namespace {

/// The dependencies of the provider and the monitoring source, destroyed in the reverse order.
struct Deps {
  std::unique_ptr<SandboxServer> sandbox;
  std::unique_ptr<CurlClient> client;
  std::unique_ptr<digitalocean::Session> session;
  std::unique_ptr<CurlClient> agents_client;  ///< For the sandbox's agents; nullptr otherwise.
};

CurlOptions guarded_by(const SendGate* gate) {
  CurlOptions options;
  if (gate) options.apply_limits = [gate] { return gate->refusal(); };
  return options;
}

OpenedProvider opened(const ProviderEntry& entry, const ProviderChoice& choice, Clock& clock,
                      std::shared_ptr<Deps> deps, const std::string& url, std::string description) {
  auto& session = *deps->session;
  OpenedProvider all;
  std::unique_ptr<Provider> cloud = std::make_unique<digitalocean::DigitalOceanProvider>(session);
  // Inside of the pacing: a waiting call must not count as a slow cloud.
  if (choice.on_call)
    cloud = std::make_unique<MeteredProvider>(std::move(cloud), clock, choice.on_call,
                                              [&session] { return session.budget().remaining(); });
  all.provider = std::make_unique<PacedProvider>(std::move(cloud), session.budget(), clock);
  const auto behind = cloud_behind(entry, url);
  all.is_sandbox = behind == CloudBehind::sandbox;
  if (behind != CloudBehind::billed) {
    deps->agents_client = std::make_unique<CurlClient>(guarded_by(choice.gate));
    all.provider = std::make_unique<ProviderWithAgents>(
        std::move(all.provider), std::make_unique<LoopbackAgents>(*deps->agents_client, url), clock);
  }
  all.monitoring = std::make_unique<digitalocean::MonitoringSource>(session);
  all.description = std::move(description);
  all.keeps_alive = std::move(deps);
  return all;
}

Result<OpenedProvider> open_sandbox(const ProviderEntry& entry, const ProviderChoice& choice, Clock& clock) {
  auto server = SandboxServer::start({.state_file = choice.sandbox_state, .speed = choice.sandbox_speed});
  if (!server) return server.error().during("starting the sandbox");
  auto deps = std::make_shared<Deps>();
  deps->sandbox = *std::move(server);
  deps->client = std::make_unique<CurlClient>(guarded_by(choice.gate));
  digitalocean::SessionOptions options{.url = deps->sandbox->url()};
  // Its rate windows are accelerated too.
  const auto window =
      static_cast<double>(options.burst_window.count()) / std::max(choice.sandbox_speed, 0.001);
  options.burst_window = Duration(static_cast<std::int64_t>(window) + 1);
  deps->session = std::make_unique<digitalocean::Session>(*deps->client, clock,
                                                          Secret(std::string("sandbox")), std::move(options));
  const auto url = deps->sandbox->url();
  return opened(entry, choice, clock, std::move(deps), url, "the sandbox on this machine");
}

}  // namespace

Result<std::string> api_address(const char* variable, std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (url.size() > 3 && url.ends_with("/v2")) url.resize(url.size() - 3);
  const auto authority = authority_of(url);
  const bool encrypted = url.starts_with("https://");
  if (authority.empty() || !(encrypted || url.starts_with("http://")))
    return Error{ErrorKind::invalid, fmt::format("{} is not an https address", variable)};
  if (url.find('@') != std::string::npos || url.find_first_of("?#") != std::string::npos)
    return Error{ErrorKind::invalid,
                 fmt::format("{} must be an address alone, without user, query or fragment", variable)};
  if (!may_carry_secret(url))
    return Error{ErrorKind::invalid,
                 fmt::format("{} is http://{}: a key is sent in clear text to this machine only, use https",
                             variable, authority)};
  return url;
}

Result<OpenedProvider> open_digitalocean(const ProviderEntry& entry, const ProviderChoice& choice,
                                         Clock& clock) {
  if (choice.sandbox) return open_sandbox(entry, choice, clock);
  auto key = key_of(entry, choice);
  if (!key) return key.error();
  digitalocean::SessionOptions options;
  if (auto url = environment_text(entry.address_variable); !url.empty()) {
    auto address = api_address(entry.address_variable, std::move(url));
    if (!address) return address.error();
    options.url = *std::move(address);
  }
  const auto url = options.url;
  auto deps = std::make_shared<Deps>();
  deps->client = std::make_unique<CurlClient>(guarded_by(choice.gate));
  deps->session =
      std::make_unique<digitalocean::Session>(*deps->client, clock, *std::move(key), std::move(options));
  return opened(entry, choice, clock, std::move(deps), url, fmt::format("{} at {}", entry.name, url));
}

}  // namespace muster
