#include "reconciler/adapters/vault/vault.hpp"

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"
#include "tests/support/secrets.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("a vault keeps secrets by name") {
  Vault vault;
  REQUIRE(vault.set("digitalocean", secret("dop_v1_canary"), noon()).ok());
  REQUIRE(vault.set("node-key", secret("two\nlines \xc3\xa9"), noon() + 1h).ok());
  REQUIRE(vault.set("digitalocean", secret("dop_v1_second"), noon() + 2h).ok());
  CHECK(vault.get("digitalocean")->reveal() == "dop_v1_second");
  REQUIRE(vault.entries().size() == 2);
  CHECK(vault.entries()[0].name == "digitalocean");
  CHECK(vault.entries()[0].set_at == noon() + 2h);
  REQUIRE(vault.remove("digitalocean").ok());
  CHECK(vault.entries().size() == 1);

  const auto missing = vault.get("node-kee");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().kind == ErrorKind::not_found);
  CHECK(missing.error().what == "the vault has no secret \"node-kee\"; did you mean \"node-key\"?");
  CHECK_FALSE(vault.remove("digitalocean").ok());
}

TEST_CASE("what comes out of the bytes is what went in") {
  Vault vault;
  REQUIRE(vault.set("a", secret("x"), noon()).ok());
  REQUIRE(vault.set("b-2", secret(std::string(65'536, 'y')), noon() + 1ms).ok());
  REQUIRE(vault.set("c", secret("yz"), noon()).ok());
  const auto again = Vault::from_bytes(vault.to_bytes());
  REQUIRE(again.ok());
  CHECK(again->to_bytes().reveal() == vault.to_bytes().reveal());
  CHECK(again->get("b-2")->reveal() == std::string(65'536, 'y'));
  CHECK(Vault::from_bytes(Vault().to_bytes())->entries().empty());
}

TEST_CASE("what cannot be kept is refused without being repeated") {
  Vault vault;
  for (const char* name : {"", "A", "1a", "a_b", "a b", "-a", "a-", "a--b", "\xc3\xa9"}) {
    INFO(name);
    const auto refused = vault.set(name, secret("canary"), noon());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().what.find("canary") == std::string::npos);
  }
  CHECK_FALSE(vault.set("a", secret(""), noon()).ok());
  CHECK_FALSE(vault.set("a", Secret(std::string("can\0ary", 7)), noon()).ok());
  CHECK_FALSE(vault.set("a", secret(std::string(65'537, 'x')), noon()).ok());
  CHECK(vault.entries().empty());
}

TEST_CASE("bytes that are no vault are told from one") {
  for (const char* bytes :
       {"", "muster vault 2\n", "muster vault 1\na", "muster vault 1\na 2026-11-23T20:00:00Z ???\n",
        "muster vault 1\nA 2026-11-23T20:00:00Z eA==\n", "muster vault 1\na yesterday eA==\n"}) {
    INFO(bytes);
    CHECK_FALSE(Vault::from_bytes(secret(bytes)).ok());
  }
}

TEST_CASE("what a secret is for is kept with it, and a vault of before knows nothing of it") {
  Vault vault;
  const SecretBinding token{SecretRole::token, {"https://a.example:9090", "http://127.0.0.1:1"}};
  REQUIRE(vault.set("prom", secret("x"), noon()).ok());
  REQUIRE(vault.set("node-key", secret("y"), noon()).ok());
  REQUIRE(vault.set("other", secret("z"), noon()).ok());
  REQUIRE(vault.bind("prom", token).ok());
  REQUIRE(vault.bind("node-key", {SecretRole::node_key, {}}).ok());
  const auto again = Vault::from_bytes(vault.to_bytes());
  REQUIRE(again.ok());
  CHECK(again->binding("prom") == token);
  CHECK(again->binding("node-key") == SecretBinding{SecretRole::node_key, {}});
  CHECK_FALSE(again->binding("other"));
  CHECK(again->get("prom")->reveal() == "x");

  CHECK(vault.bind("none", token).error().kind == ErrorKind::not_found);
  for (const char* to : {"", "a.example", "https://a b", "https://a,https://b", "https://a\n"})
    CHECK_FALSE(vault.bind("prom", {SecretRole::token, {to}}).ok());
  CHECK(vault.binding("prom") == token);

  const auto old = Vault::from_bytes(secret("muster vault 1\na 2026-11-23T20:00:00Z eA==\n"));
  REQUIRE(old.ok());
  CHECK(old->get("a")->reveal() == "x");
  CHECK_FALSE(old->binding("a"));
  CHECK_FALSE(Vault::from_bytes(secret("muster vault 1\na 2026-11-23T20:00:00Z eA== anything\n")).ok());
}
