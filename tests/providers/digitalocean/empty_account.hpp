#pragma once

#include "tests/providers/digitalocean/scene.hpp"

namespace muster::digitalocean {

inline Fleet a_fleet() {
  Fleet fleet;
  fleet.name = FleetName("fpai");
  return fleet;
}

inline std::string slot_tags(int number) {
  return R"("muster-fleet:fpai","muster-pool:fpai:worker","muster-slot:worker:)" + std::to_string(number) +
         "\"";
}

inline std::string droplets(int from, int to) {
  std::string all;
  for (int number = from; number <= to; ++number)
    all += (all.empty() ? "" : ",") + droplet_json(1000 + number, slot_tags(number));
  return all;
}

/// An account in which nothing is but what a test says.
inline ScriptedHttpClient::Handler empty_but(
    std::function<std::optional<Result<HttpResponse>>(const std::string&)> own) {
  return [own = std::move(own)](const HttpRequest& request) -> Result<HttpResponse> {
    const auto target = target_of(request);
    if (auto answer = own(target)) return *answer;
    if (target == "/v2/account") return ok(R"({"account":{"droplet_limit":25,"volume_limit":100}})");
    if (target == "/v2/droplets?per_page=1&page=1") return page_json("droplets", "", 3);
    for (const std::string field : {"droplets", "volumes", "load_balancers", "firewalls", "vpcs", "tags"}) {
      if (target.rfind("/v2/" + field, 0) == 0) return page_json(field, "", 0);
    }
    return Error{ErrorKind::io, "unexpected: " + target};
  };
}

inline bool is(const std::string& target, const std::string& start) {
  return target.rfind(start, 0) == 0;
}

inline const std::string kDroplets = "/v2/droplets?tag_name=muster-fleet%3Afpai&per_page=200&page=";

}  // namespace muster::digitalocean
