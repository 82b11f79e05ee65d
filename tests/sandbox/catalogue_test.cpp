#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

TEST_CASE("sizes are sold at the published prices") {
  Customer customer;
  const auto sizes = customer.ask("GET", "/v2/sizes?per_page=200").body.at("sizes");
  struct Row {
    const char* slug;
    int vcpus, memory, disk;
    double monthly, hourly;
  };
  for (const auto& row : {
           Row{"s-1vcpu-512mb-10gb", 1, 512, 10, 4, 0.00595},
           Row{"s-1vcpu-1gb", 1, 1024, 25, 6, 0.00893},
           Row{"s-1vcpu-2gb", 1, 2048, 50, 12, 0.01786},
           Row{"s-2vcpu-2gb", 2, 2048, 60, 18, 0.02679},
           Row{"s-2vcpu-4gb", 2, 4096, 80, 24, 0.03571},
           Row{"s-4vcpu-8gb", 4, 8192, 160, 48, 0.07143},
           Row{"s-8vcpu-16gb", 8, 16384, 320, 96, 0.14286},
           Row{"s-8vcpu-32gb-amd", 8, 32768, 400, 168, 0.25},
           Row{"s-4vcpu-8gb-240gb-intel", 4, 8192, 240, 64, 0.09524},
       }) {
    DYNAMIC_SECTION(row.slug) {
      const JsonValue* found = nullptr;
      for (const auto& size : sizes.items)
        if (size.at("slug").string == row.slug) found = &size;
      REQUIRE(found != nullptr);
      CHECK(found->at("vcpus").integer == row.vcpus);
      CHECK(found->at("memory").integer == row.memory);
      CHECK(found->at("disk").integer == row.disk);
      CHECK(found->at("price_monthly").real == row.monthly);
      CHECK(found->at("price_hourly").real == row.hourly);
      CHECK(found->at("available").flag);
    }
  }
}

TEST_CASE("a region lists the sizes that list the region") {
  Customer customer;
  const auto sizes = customer.ask("GET", "/v2/sizes?per_page=200").body.at("sizes");
  const auto regions = customer.ask("GET", "/v2/regions?per_page=200").body.at("regions");
  int closed = 0;
  for (const auto& region : regions.items) {
    std::vector<std::string> sold;
    for (const auto& size : sizes.items)
      for (const auto& place : size.at("regions").texts())
        if (place == region.at("slug").string) sold.push_back(size.at("slug").string);
    CHECK(region.at("sizes").texts() == sold);
    CHECK(region.at("available").flag == !sold.empty());
    closed += region.at("available").flag ? 0 : 1;
  }
  CHECK(closed == 3);
}

TEST_CASE("images are found by slug and by number") {
  Customer customer;
  const auto by_slug = customer.ask("GET", "/v2/images/debian-12-x64").body.at("image");
  CHECK(by_slug.at("distribution").string == "Debian");
  const auto by_number = customer.ask("GET", "/v2/images/" + std::to_string(by_slug.at("id").integer));
  CHECK(by_number.body.at("image").at("slug").string == "debian-12-x64");
  CHECK(customer.ask("GET", "/v2/images/plan9").status == 404);
  CHECK(customer.ask("GET", "/v2/images?type=distribution").body.at("meta").at("total").integer == 6);
}

TEST_CASE("keys are added, found by id and fingerprint, renamed, used and removed") {
  Customer customer;
  const auto added =
      customer.ask("POST", "/v2/account/keys", R"({"name":"a","public_key":"ssh-ed25519 AAAA me"})");
  REQUIRE(added.status == 201);
  const auto id = std::to_string(added.body.at("ssh_key").at("id").integer);
  const auto fingerprint = added.body.at("ssh_key").at("fingerprint").string;
  CHECK(fingerprint.size() == 47);
  CHECK(
      customer.ask("POST", "/v2/account/keys", R"({"name":"b","public_key":"ssh-ed25519 AAAA me"})").status ==
      422);
  CHECK(customer.ask("POST", "/v2/account/keys", R"({"name":"b","public_key":"nonsense"})").status == 422);
  CHECK(customer.ask("PUT", "/v2/account/keys/" + fingerprint, R"({"name":"c"})").status == 200);
  CHECK(customer.ask("GET", "/v2/account/keys/" + id).body.at("ssh_key").at("name").string == "c");
  customer.droplet("by-id", R"(,"ssh_keys":[)" + id + "]");
  customer.droplet("by-fingerprint", R"(,"ssh_keys":[")" + fingerprint + "\"]");
  CHECK(customer.ask("DELETE", "/v2/account/keys/" + id).status == 204);
  CHECK(customer.ask("GET", "/v2/account/keys/" + id).status == 404);
}

}  // namespace muster::sandbox
