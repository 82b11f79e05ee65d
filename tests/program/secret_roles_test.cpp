#include <catch2/catch.hpp>
#include <mutex>

#include "tests/program/vault_passphrase.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kKey = "0123456789abcdef-a-key-without-a-shape";

/// An address that anybody may have declared, and what it was told.
class Anybody {
 public:
  Anybody()
      : server_([this](int socket, int) {
          const auto head = RawServer::read_until(socket, "\r\n\r\n");
          {
            const std::lock_guard lock(mutex_);
            heard_ += head;
          }
          RawServer::write(socket, "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }) {}
  std::string url() const { return server_.url(""); }
  bool heard(const std::string& text) const {
    const std::lock_guard lock(mutex_);
    return heard_.find(text) != std::string::npos;
  }
  bool asked() const { return heard("GET "); }

 private:
  mutable std::mutex mutex_;
  std::string heard_{};
  RawServer server_;  // Last: its thread uses all of the above.
};

std::string fleet_with(const std::string& rest) {
  return "apiVersion: muster/v1\nkind: Fleet\nmetadata: { name: test }\nspec:\n  provider: digitalocean\n"
         "  regions: [nyc3]\n  pools:\n    - { name: worker, image: ubuntu-22-04-x64, sizes: [s-1vcpu-1gb], "
         "min: 0, "
         "max: 1 }\n" +
         rest;
}

std::string prometheus(const std::string& url, const std::string& token) {
  return fleet_with("  readings:\n    - { from: prometheus, url: \"" + url + "\", token: " + token + " }\n");
}

/// A bench with a passphrase.
struct KeepingBench : Workbench {
  KeepingBench() { write_private("passphrase", "open sesame\n"); }
  Ran keep(std::vector<std::string> words, const std::string& secret) const {
    words.insert(words.begin(), {"vault", "set"});
    return muster(words, kPassphraseFile, secret);
  }
};

}  // namespace

TEST_CASE("the key of the cloud goes to no address that a declared file names, whatever it is called there") {
  const KeepingBench bench;
  const Anybody anybody;
  std::map<std::string, std::string> environment = kPassphraseFile;
  std::string name = "digitalocean";
  SECTION("by its name, which validate tells") {
    bench.keep({name}, kKey);
    bench.write("desired-state/fleet.yaml", prometheus(anybody.url(), name));
    const auto valid = bench.muster({"validate"});
    CHECK(valid.code == 1);
    CHECK(valid.out.find("desired-state/fleet.yaml:10:") != std::string::npos);
    CHECK(valid.out.find("is the key of the cloud") != std::string::npos);
  }
  SECTION("by its shape") {
    name = "prom";
    bench.keep({name}, "dop_v1_" + kKey);
  }
  SECTION("by being the same as the vault's") {
    name = "prom";
    bench.keep({"digitalocean"}, kKey);
    bench.keep({name}, kKey);
  }
  SECTION("by being the same as the environment's") {
    name = "prom";
    environment["DIGITALOCEAN_TOKEN"] = kKey;
    environment["MUSTER_SECRET_PROM"] = kKey;
  }
  bench.write("desired-state/fleet.yaml", prometheus(anybody.url(), name));
  const auto plan = bench.sandbox({"plan"}, environment);
  INFO(plan.out + plan.err);
  CHECK_FALSE(anybody.heard(kKey));
  CHECK(plan.err.find("the key of the cloud") != std::string::npos);
  CHECK((plan.out + plan.err).find(kKey) == std::string::npos);
}

TEST_CASE("a secret that was kept for one address leaves for no other one, until its owner says so") {
  const KeepingBench bench;
  const Anybody good;
  const Anybody evil;
  bench.write("desired-state/fleet.yaml", prometheus(good.url(), "prom"));
  const auto kept = bench.keep({"prom"}, kKey);
  CHECK(kept.err.find("Permitted use of prom: token for " + good.url() + ".") != std::string::npos);
  bench.sandbox({"plan"}, kPassphraseFile);
  CHECK(good.heard("Bearer " + kKey));

  bench.write("desired-state/fleet.yaml", prometheus(evil.url(), "prom"));
  const auto refused = bench.sandbox({"plan"}, kPassphraseFile);
  CHECK_FALSE(evil.asked());
  CHECK(refused.err.find("if that is right: muster vault bind prom") == std::string::npos);
  CHECK(refused.err.find("muster vault bind prom") != std::string::npos);

  CHECK(bench.muster({"vault", "bind", "prom"}, kPassphraseFile).code == 0);
  bench.sandbox({"plan"}, kPassphraseFile);
  CHECK(evil.heard("Bearer " + kKey));
  CHECK(bench.muster({"vault", "list"}, kPassphraseFile).out.find("token for " + evil.url()) !=
        std::string::npos);
}

TEST_CASE("a secret that was kept for one use serves no other one") {
  const KeepingBench bench;
  const Anybody anybody;
  for (const auto* role : {"mail-password", "node-key", "signing-key", "wake-token", "address"}) {
    INFO(role);
    bench.write("desired-state/fleet.yaml", prometheus(anybody.url(), "shared"));
    REQUIRE(bench.keep({"shared", "--for", role}, kKey).code == 0);
    const auto plan = bench.sandbox({"plan"}, kPassphraseFile);
    CHECK(plan.err.find(std::string("is stored as ") + role) != std::string::npos);
    CHECK_FALSE(anybody.heard(kKey));
  }
  CHECK(bench.keep({"shared", "--for", "cloud-key"}, kKey).code == 1);
  CHECK(bench.keep({"shared", "--to", "https://a.example"}, kKey).code == 1);
}

TEST_CASE("another value of a secret is for the same as the one before") {
  const KeepingBench bench;
  REQUIRE(bench.keep({"prom", "--for", "token", "--to", "https://a.example/x"}, "one").code == 0);
  const auto again = bench.keep({"prom"}, "two");
  CHECK(again.err.find("token for https://a.example.") != std::string::npos);
}
