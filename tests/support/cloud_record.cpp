#include "tests/support/cloud_record.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/json/json_document.hpp"

namespace muster {

std::int64_t CloudRecord::all() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& kind) { return sum + kind.second; });
}

std::string CloudRecord::describe() const {
  std::string text;
  for (const auto& [kind, count] : counts_) text += kind + ": " + std::to_string(count) + "\n";
  return text;
}

CloudRecord record_of(const CloudProcess& cloud) {
  CurlClient client;
  HttpRequest request;
  request.method = "GET";
  request.url = cloud.environment().at("DIGITALOCEAN_API_URL") + "/sandbox/record";
  const auto response = send(client, request);
  REQUIRE(response.ok());
  REQUIRE(response->status == 200);
  const auto document = JsonDocument::parse(response->body);
  REQUIRE(document.ok());
  std::map<std::string, std::int64_t> counts;
  const auto members = document->root().field("counts").members();
  REQUIRE(members.ok());
  for (const auto& [kind, count] : *members) counts[std::string(kind)] = *count.integer();
  return CloudRecord(std::move(counts));
}

}  // namespace muster
