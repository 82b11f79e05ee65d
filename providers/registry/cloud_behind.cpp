#include "providers/registry/cloud_behind.hpp"

#include <chrono>
#include <utility>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/http/secret_address.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster {

CloudBehind cloud_behind(const ProviderEntry& cloud, const std::string& url) {
  if (!is_loopback(authority_of(url))) return CloudBehind::billed;
  CurlClient client;
  HttpRequest request;
  request.url = url + "/sandbox";
  request.timeout = std::chrono::seconds(5);
  const auto answer = send(client, std::move(request));
  if (!answer) return CloudBehind::unknown;
  const auto document = JsonDocument::parse(answer->body);
  if (answer->status != 200 || !document) return CloudBehind::billed;
  const auto name = document->root().field("cloud").text_or("");
  return name && *name == cloud.sandbox_name ? CloudBehind::sandbox : CloudBehind::billed;
}

}  // namespace muster
