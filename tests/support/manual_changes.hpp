#pragma once

#include <string>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_value.hpp"
#include "tests/support/cloud_process.hpp"

namespace muster::test {

/// Somebody who changes things in the cloud past muster.
class ManualChanges {
 public:
  explicit ManualChanges(const CloudProcess& cloud) : url_(cloud.environment().at("DIGITALOCEAN_API_URL")) {}

  /// The id of the droplet of that name; "" when there is none.
  std::string droplet(const std::string& name) const;
  /// Its tags behind one another; "" when it has none.
  std::string tags(const std::string& droplet) const;
  void power_off(const std::string& droplet) const;
  void rename(const std::string& droplet, const std::string& name) const;
  void remove_firewalls() const;
  /// In nyc3; comes back when it runs.
  std::string make_droplet(const std::string& name, const std::string& size) const;
  std::string make_volume(const std::string& name, int gib) const;
  bool has_volume(const std::string& id) const;

 private:
  HttpResponse ask(const std::string& method, const std::string& target, const std::string& body = "") const;
  JsonDocument get(const std::string& target) const;
  void await(const std::string& droplet, const char* member, const std::string& value) const;

  std::string url_;
};

/// The value as JSON text again.
std::string compact(JsonView value);

}  // namespace muster::test
