#include <catch2/catch.hpp>

#include "tests/program/vault_passphrase.hpp"
#include "tests/support/cloud_process.hpp"
#include "tests/support/raw_server.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kCanary = "dop_v1_canary0123456789abcdef0123456789";

}  // namespace

TEST_CASE("a vault is made, read, changed and sealed anew by its commands") {
  const Workbench bench;
  bench.write_private("passphrase", "open sesame\nnot this\n");
  bench.write_private("another", "another one\n");

  const auto made = bench.muster({"vault", "set", "digitalocean"}, kPassphraseFile, kCanary + "\n");
  CHECK(made.code == 0);
  CHECK(made.out.empty());
  CHECK(made.err.find("Stored digitalocean in .muster/vault.json.") != std::string::npos);
  CHECK(made.err.find("canary") == std::string::npos);
  CHECK(bench.read(".muster/vault.json").find("canary") == std::string::npos);

  const auto got = bench.muster({"vault", "get", "digitalocean"}, kPassphraseFile);
  CHECK(got.code == 0);
  CHECK(got.out == kCanary + "\n");

  const auto missing = bench.muster({"vault", "get", "digitalocan"}, kPassphraseFile);
  CHECK(missing.code == 1);
  CHECK(missing.err == "error: the vault has no secret \"digitalocan\"; did you mean \"digitalocean\"?\n");

  const auto wrong = bench.muster({"vault", "list"}, {{"MUSTER_VAULT_PASSPHRASE_FILE", "another"}});
  CHECK(wrong.code == 1);
  CHECK(wrong.err == "error: the vault .muster/vault.json: the passphrase is wrong\n");

  const auto nobody = bench.muster({"vault", "list"});
  CHECK(nobody.code == 1);
  CHECK(nobody.err.find("name a file with --vault-passphrase-file") != std::string::npos);

  const auto rotated = bench.muster({"vault", "rotate", "--new-passphrase-file", "another"}, kPassphraseFile);
  CHECK(rotated.code == 0);
  // systemd hands the passphrase over as a file in a folder of the service's own.
  bench.write_private("credentials/muster-vault", "another one");
  const auto listed =
      bench.muster({"vault", "list"}, {{"CREDENTIALS_DIRECTORY", (bench.folder() / "credentials").string()}});
  CHECK(listed.code == 0);
  CHECK(listed.out.starts_with("digitalocean  set 20"));
  CHECK(listed.out.ends_with("cloud-key\n"));
}

TEST_CASE("a passphrase that others may read opens nothing") {
  const Workbench bench;
  bench.write_private("passphrase", "open sesame\n");
  REQUIRE(bench.muster({"vault", "set", "digitalocean"}, kPassphraseFile, kCanary).code == 0);
  for (const auto others : {std::filesystem::perms::others_read, std::filesystem::perms::group_read}) {
    std::filesystem::permissions(bench.folder() / "passphrase", std::filesystem::perms::owner_read |
                                                                    std::filesystem::perms::owner_write |
                                                                    others);
    const auto refused = bench.muster({"vault", "get", "digitalocean"}, kPassphraseFile);
    CHECK(refused.code == 1);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("chmod 600 passphrase") != std::string::npos);
  }
}

TEST_CASE("a secret comes out of the vault byte by byte, whatever is in it") {
  const Workbench bench;
  bench.write_private("passphrase", "open sesame\n");
  const std::string odd = "\x1b[31m\xff\u202e";
  REQUIRE(bench.muster({"vault", "set", "odd"}, kPassphraseFile, odd).code == 0);
  CHECK(bench.muster({"vault", "get", "odd"}, kPassphraseFile).out == odd + "\n");
}

TEST_CASE("the cloud's key is read from the vault when the environment has none") {
  const Workbench bench;
  bench.copy_reference_fleet();
  bench.write_private("passphrase", "open sesame\n");
  const CloudProcess cloud({"--speed", "1000"});
  REQUIRE(bench.muster({"vault", "set", "digitalocean"}, kPassphraseFile, "test").code == 0);
  auto environment = cloud.environment();
  environment.erase("DIGITALOCEAN_API_KEY");
  const auto keyless = bench.muster({"plan"}, environment);
  CHECK(keyless.code == 1);
  environment.insert(kPassphraseFile.begin(), kPassphraseFile.end());
  const auto planned = bench.muster({"plan"}, environment);
  INFO(planned.err);
  CHECK(planned.code == 0);
  CHECK(planned.out.find("Plan: ") != std::string::npos);
}

TEST_CASE("a cloud that says our key back does not get it into a message or the journal") {
  const Workbench bench;
  bench.copy_reference_fleet();
  for (const int status : {401, 403, 422, 500}) {
    RawServer echo([&](int socket, int) {
      auto head = RawServer::read_until(socket, "\r\n\r\n");
      const auto at = head.find("Bearer ");
      const auto key = at == std::string::npos ? "" : head.substr(at, head.find("\r\n", at) - at);
      const auto body = R"({"id":"no","message":"this is not a key: )" + key + R"("})";
      RawServer::write(socket, "HTTP/1.1 " + std::to_string(status) + " No\r\nContent-Length: " +
                                   std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
    });
    const auto planned =
        bench.muster({"plan", "--log-level", "trace"},
                     {{"DIGITALOCEAN_API_URL", echo.url("")}, {"DIGITALOCEAN_API_KEY", kCanary}});
    CHECK(planned.code == 1);
    INFO(planned.err);
    CHECK(planned.err.find("canary") == std::string::npos);
    CHECK(planned.out.find("canary") == std::string::npos);
    if (status != 500) CHECK(planned.err.find("[secret]") != std::string::npos);
    CHECK(bench.read(".muster/state.db").find("canary") == std::string::npos);
  }
}

TEST_CASE("a machine's token is printed for the machine alone") {
  const Workbench bench;
  bench.copy_reference_fleet();
  const std::map<std::string, std::string> key = {{"MUSTER_SECRET_NODE_KEY", "a key of sixteen and more"}};
  const auto none = bench.muster({"node-token", "worker/1"}, key);
  CHECK(none.code == 1);
  CHECK(none.err ==
        "error: the fleet file declares no source with `from: node`, so no muster accepts the token\n");

  bench.replace("desired-state/fleet.yaml", "    - from: digitalocean ",
                "    - { from: node, listen: \"127.0.0.1:8443\", key: node-key }\n    - from: digitalocean ");
  const auto first = bench.muster({"node-token", "worker/1"}, key);
  CHECK(first.code == 0);
  CHECK(first.out.starts_with("mnt_"));
  CHECK(first.err.empty());
  CHECK(bench.muster({"node-token", "worker/2"}, key).out != first.out);
  const auto keyless = bench.muster({"node-token", "worker/1"});
  CHECK(keyless.err ==
        "error: the secret \"node-key\" does not exist: store it with `muster vault set node-key`, or set "
        "MUSTER_SECRET_NODE_KEY\n");
  CHECK(bench.muster({"node-token", "web/1"}, key).err == "error: the fleet has no pool \"web\"\n");
}
