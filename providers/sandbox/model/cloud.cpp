#include "providers/sandbox/model/cloud.hpp"

namespace muster::sandbox {

Cloud new_cloud(const Rules& rules, std::uint64_t seed, Instant now) {
  Cloud cloud;
  cloud.rules = rules;
  cloud.random.seed = seed;
  cloud.account_uuid = cloud.random.uuid();
  cloud.next_droplet = cloud.random.between(520'000'000, 529'999'999);
  cloud.next_action = cloud.random.between(2'700'000'000, 2'799'999'999);
  cloud.next_image = cloud.random.between(197'000'000, 197'999'999);
  int network = 100;
  for (const auto& region : cloud.catalogue.regions) {
    if (!region.open) continue;
    const auto range = "10." + std::to_string(network++) + ".0.0/20";
    cloud.vpcs.add({cloud.random.uuid(), "default-" + region.slug, "", region.slug, range, true, now});
  }
  return cloud;
}

Duration on_the_wall(const Cloud& cloud, Duration delay) {
  const auto scaled = static_cast<double>(delay.count()) / cloud.rules.speed;
  return Duration(static_cast<std::int64_t>(scaled));
}

const Vpc* default_vpc(const Cloud& cloud, const std::string& region) {
  for (std::size_t i = 0; i < cloud.vpcs.size(); ++i)
    if (cloud.vpcs.at(i).is_default && cloud.vpcs.at(i).region == region) return &cloud.vpcs.at(i);
  return nullptr;
}

}  // namespace muster::sandbox
