#include "providers/open/open_digitalocean.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "providers/agents/loopback_agents.hpp"
#include "providers/around/metered.hpp"
#include "providers/around/paced.hpp"
#include "providers/around/with_agents.hpp"
#include "providers/digitalocean/digitalocean_provider.hpp"
#include "providers/digitalocean/monitoring/monitoring_source.hpp"
#include "providers/digitalocean/session/session.hpp"
#include "providers/sandbox/sandbox_server.hpp"
#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/http/secret_address.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster {
namespace {

constexpr std::array kKeyVariables = {"DIGITALOCEAN_API_KEY", "DIGITALOCEAN_TOKEN",
                                      "DIGITALOCEAN_ACCESS_TOKEN"};
constexpr const char* kAddressVariable = "DIGITALOCEAN_API_URL";

/// The dependencies of the provider and the monitoring source, destroyed in the reverse order.
struct Deps {
  std::unique_ptr<SandboxServer> sandbox;
  std::unique_ptr<CurlClient> client;
  std::unique_ptr<digitalocean::Session> session;
  std::unique_ptr<CurlClient> agents_client;  ///< For the sandbox's agents; nullptr otherwise.
};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Result<Secret> key_for(const ProviderChoice& choice) {
  for (const char* name : kKeyVariables) {
    auto text = environment(name);
    if (text.empty()) continue;
    auto key = checked_key(text);
    wipe(text);
    if (!key) return key.error().during(name);
    return Secret(*std::move(key));
  }
  const auto found =
      choice.find_key ? choice.find_key(choice.name) : Result<std::string>(Error{ErrorKind::not_found, ""});
  if (found) {
    auto text = *found;
    auto key = checked_key(text);
    wipe(text);
    if (!key) return key.error().during("the secret \"" + choice.name + "\"");
    return Secret(*std::move(key));
  }
  if (found.error().kind != ErrorKind::not_found) return found.error();
  return Error{
      ErrorKind::denied,
      fmt::format("no key for DigitalOcean: set {} (or {}), store it with `muster vault set digitalocean`, "
                  "or use --sandbox",
                  kKeyVariables[0], fmt::join(kKeyVariables.begin() + 1, kKeyVariables.end(), " or "))};
}

CurlOptions guarded_by(const SendGate* gate) {
  CurlOptions options;
  if (gate) options.apply_limits = [gate] { return gate->refusal(); };
  return options;
}

/// The answer of an address on this machine. It may be a tunnel or a proxy to a cloud that bills.
enum class Word { loopback_cloud, another_cloud, none };

/// Asks without the key, which is only for the cloud itself.
Word word_of(const std::string& url) {
  CurlClient client;
  HttpRequest request;
  request.url = url + "/sandbox";
  request.timeout = std::chrono::seconds(5);
  const auto answer = send(client, std::move(request));
  if (!answer) return Word::none;
  const auto document = JsonDocument::parse(answer->body);
  if (answer->status != 200 || !document) return Word::another_cloud;
  const auto name = document->root().field("cloud").text_or("");
  return name && *name == "muster-sandbox" ? Word::loopback_cloud : Word::another_cloud;
}

OpenedProvider opened(std::shared_ptr<Deps> deps, const ProviderChoice& choice, const std::string& url,
                      std::string description, Clock& clock) {
  auto& session = *deps->session;
  OpenedProvider all;
  std::unique_ptr<Provider> cloud = std::make_unique<digitalocean::DigitalOceanProvider>(session);
  // Inside of the pacing: a waiting call must not count as a slow cloud.
  if (choice.on_call)
    cloud = std::make_unique<MeteredProvider>(std::move(cloud), clock, choice.on_call,
                                              [&session] { return session.budget().remaining(); });
  all.provider = std::make_unique<PacedProvider>(std::move(cloud), session.budget(), clock);
  const auto word = is_loopback(authority_of(url)) ? word_of(url) : Word::another_cloud;
  all.is_sandbox = word == Word::loopback_cloud;
  if (word != Word::another_cloud) {
    deps->agents_client = std::make_unique<CurlClient>(guarded_by(choice.gate));
    all.provider = std::make_unique<ProviderWithAgents>(
        std::move(all.provider), std::make_unique<LoopbackAgents>(*deps->agents_client, url), clock);
  }
  all.monitoring = std::make_unique<digitalocean::MonitoringSource>(session);
  all.description = std::move(description);
  all.keeps_alive = std::move(deps);
  return all;
}

Result<OpenedProvider> open_sandbox(const ProviderChoice& choice, Clock& clock) {
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
  return opened(std::move(deps), choice, url, "the sandbox on this machine", clock);
}

}  // namespace

Result<std::string> api_address(std::string url) {
  while (!url.empty() && url.back() == '/') url.pop_back();
  if (url.size() > 3 && url.ends_with("/v2")) url.resize(url.size() - 3);
  const auto authority = authority_of(url);
  const bool encrypted = url.starts_with("https://");
  if (authority.empty() || !(encrypted || url.starts_with("http://")))
    return Error{ErrorKind::invalid, fmt::format("{} is not an https address", kAddressVariable)};
  if (url.find('@') != std::string::npos || url.find_first_of("?#") != std::string::npos)
    return Error{
        ErrorKind::invalid,
        fmt::format("{} must be an address alone, without user, query or fragment", kAddressVariable)};
  if (!may_carry_secret(url))
    return Error{ErrorKind::invalid,
                 fmt::format("{} is http://{}: a key is sent in clear text to this machine only, use https",
                             kAddressVariable, authority)};
  return url;
}

Result<std::string> checked_key(const std::string& text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  const auto first = std::find_if_not(text.begin(), text.end(), is_space);
  const auto last = std::find_if_not(text.rbegin(), std::make_reverse_iterator(first), is_space).base();
  std::string key(first, last);
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
  if (key.empty() || !printable)
    return Error{ErrorKind::denied, "is not a key: it is empty or holds characters that no key has"};
  return key;
}

Result<OpenedProvider> open_digitalocean(const ProviderChoice& choice, Clock& clock) {
  if (choice.sandbox) return open_sandbox(choice, clock);
  auto key = key_for(choice);
  if (!key) return key.error();
  digitalocean::SessionOptions options;
  if (auto url = environment(kAddressVariable); !url.empty()) {
    auto address = api_address(std::move(url));
    if (!address) return address.error();
    options.url = *std::move(address);
  }
  const auto url = options.url;
  auto deps = std::make_shared<Deps>();
  deps->client = std::make_unique<CurlClient>(guarded_by(choice.gate));
  deps->session =
      std::make_unique<digitalocean::Session>(*deps->client, clock, *std::move(key), std::move(options));
  return opened(std::move(deps), choice, url, "digitalocean at " + url, clock);
}

}  // namespace muster
