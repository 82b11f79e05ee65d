#include "reconciler/core/fleet/declared/secret_use.hpp"

#include <catch2/catch.hpp>

using namespace muster;

namespace {

/// A fleet that uses a secret in every way there is.
Fleet a_fleet_with_secrets() {
  Fleet fleet;
  fleet.readings.push_back(
      {.kind = "prometheus", .url = "https://Prometheus.example:9090/base?x", .secret = "prom"});
  fleet.readings.push_back({.kind = "node", .secret = "node-key"});
  fleet.receivers.push_back({.name = "hook",
                             .to = "webhook",
                             .url_secret = "hook-address",
                             .token_secret = "hook-token",
                             .signing_secret = "hook-key"});
  fleet.receivers.push_back(
      {.name = "mail", .to = "email", .server = "smtps://mail.example:465", .password_secret = "mail"});
  return fleet;
}

}  // namespace

TEST_CASE("every secret that a fleet names has a role, a place in the file, and whom it goes to") {
  std::vector<std::string> told;
  for (const auto& use : secret_uses(a_fleet_with_secrets()))
    told.push_back(use.path + " " + use.name + " " + to_string(use.role) + " " + use.to);
  CHECK(told == std::vector<std::string>{
                    "spec.readings[0].token prom token https://prometheus.example:9090",
                    "spec.readings[1].key node-key node-key ",
                    "spec.announce[0].url_secret hook-address address ",
                    "spec.announce[0].token hook-token token ",
                    "spec.announce[0].signing_key hook-key signing-key ",
                    "spec.announce[1].password mail mail-password smtps://mail.example:465",
                });
}

TEST_CASE("a secret that is kept for one thing is used for nothing else") {
  const SecretBinding token{SecretRole::token, {"https://prometheus.example:9090"}};
  struct Row {
    const char* that;
    SecretUse use;
    bool allowed;
  };
  for (const auto& row : std::vector<Row>{
           {"as it is kept", {"prom", SecretRole::token, "https://prometheus.example:9090"}, true},
           {"to another host", {"prom", SecretRole::token, "https://evil.example:9090"}, false},
           {"to another port", {"prom", SecretRole::token, "https://prometheus.example"}, false},
           {"in clear text", {"prom", SecretRole::token, "http://prometheus.example:9090"}, false},
           {"behind a user that looks like the host",
            {"prom", SecretRole::token, origin_of("https://prometheus.example:9090@evil.example/")},
            false},
           {"to an address that nobody knows", {"prom", SecretRole::token, ""}, false},
           {"as a password", {"prom", SecretRole::mail_password, "https://prometheus.example:9090"}, false},
           {"as the key of machines", {"prom", SecretRole::node_key}, false},
           {"as an address", {"prom", SecretRole::address}, false},
       }) {
    INFO(row.that);
    const auto checked = check_use(token, row.use);
    CHECK(checked.ok() == row.allowed);
    if (!checked.ok()) CHECK(checked.error().kind == ErrorKind::denied);
  }
  CHECK(check_use({SecretRole::token, {}}, {"prom", SecretRole::token, "https://any.example"}).ok());
  CHECK(check_use(token, {"prom", SecretRole::mail_password, "smtps://evil.example"}).error().what ==
        "the secret \"prom\" is stored as token for https://prometheus.example:9090, and the fleet file "
        "requests it as mail-password for smtps://evil.example; muster did not use it. To permit this: "
        "muster vault bind prom");
}

TEST_CASE("what a fleet file uses a secret for is told when all its uses agree") {
  auto fleet = a_fleet_with_secrets();
  CHECK(binding_in(secret_uses(fleet), "prom") ==
        SecretBinding{SecretRole::token, {"https://prometheus.example:9090"}});
  CHECK(binding_in(secret_uses(fleet), "node-key") == SecretBinding{SecretRole::node_key, {}});
  CHECK_FALSE(binding_in(secret_uses(fleet), "another"));

  fleet.readings.push_back({.kind = "prometheus", .url = "https://second.example", .secret = "prom"});
  CHECK(binding_in(secret_uses(fleet), "prom") ==
        SecretBinding{SecretRole::token, {"https://prometheus.example:9090", "https://second.example"}});

  fleet.receivers[1].password_secret = "prom";
  CHECK_FALSE(binding_in(secret_uses(fleet), "prom"));
}

TEST_CASE("an origin is scheme, host and port, whatever stands behind") {
  CHECK(origin_of("https://A.example:1/b?c#d") == "https://a.example:1");
  CHECK(origin_of("https://a.example?c") == "https://a.example");
  CHECK(origin_of("https://a.example\\@evil.example/") == "https://a.example");
  CHECK(origin_of("smtp://[::1]:25") == "smtp://[::1]:25");
  CHECK(origin_of("") == "");
}

TEST_CASE("each role has a word of its own") {
  for (const auto role : {SecretRole::cloud_key, SecretRole::node_key, SecretRole::token, SecretRole::address,
                          SecretRole::signing_key, SecretRole::mail_password, SecretRole::wake_token})
    CHECK(secret_role_of(to_string(role)) == role);
  CHECK_FALSE(secret_role_of("Token"));
}
