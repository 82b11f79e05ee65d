#include "reconciler/adapters/vault/vault_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "tests/support/builders.hpp"
#include "tests/support/secrets.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace {

/// A vault with one secret in a folder of its own.
struct Filed {
  test::TemporaryFolder folder;
  std::string file = folder.path(".muster/vault.json");

  Filed() {
    Vault vault;
    REQUIRE(vault.set("digitalocean", secret("dop_v1_canary0000000000"), noon()).ok());
    REQUIRE(save_vault(vault, secret("open sesame"), file, kCheapSeal).ok());
  }
  Result<Vault> open(const std::string& passphrase = "open sesame") const {
    return load_vault(file, [&]() -> Result<Secret> { return secret(passphrase); });
  }
};

}  // namespace

TEST_CASE("a vault opens with its passphrase, and only its owner can read the file") {
  const Filed filed;
  const auto vault = filed.open();
  REQUIRE(vault.ok());
  CHECK(vault->get("digitalocean")->reveal() == "dop_v1_canary0000000000");
  struct stat about {};
  REQUIRE(::stat(filed.file.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  // Neither the secret nor its name can be read in it.
  CHECK(text_of(filed.file).find("canary") == std::string::npos);
  CHECK(text_of(filed.file).find("digitalocean") == std::string::npos);
}

TEST_CASE("each way in which a vault does not open is told, and tells nothing") {
  const Filed filed;
  const auto said = [&](const Result<Vault>& vault) {
    REQUIRE_FALSE(vault.ok());
    CHECK(vault.error().what.find("canary") == std::string::npos);
    CHECK(vault.error().what.find("sesame") == std::string::npos);
    const auto prefix = "the vault " + filed.file + ": ";
    return vault.error().what.starts_with(prefix) ? vault.error().what.substr(prefix.size())
                                                  : vault.error().what;
  };
  const auto good = text_of(filed.file);
  const auto change = [&](const std::string& from, const std::string& to) {
    auto text = good;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    std::ofstream(filed.file, std::ios::binary) << text;
  };
  SECTION("another passphrase") {
    CHECK(said(filed.open("open sesamE")) == "the passphrase is wrong");
  }
  SECTION("no passphrase") {
    const auto none = load_vault(filed.file, []() -> Result<Secret> {
      return Error{ErrorKind::cancelled, "none"};
    });
    CHECK(said(none) == "none");
  }
  SECTION("no file") {
    CHECK(load_vault(filed.folder.path("nowhere"), [] { return Result<Secret>(secret("x")); }).error().kind ==
          ErrorKind::not_found);
  }
  SECTION("others may read it") {
    ::chmod(filed.file.c_str(), 0640);
    CHECK(said(filed.open()) == "other users can read it (mode 640): run chmod 600 " + filed.file);
  }
  SECTION("cut short") {
    std::ofstream(filed.file, std::ios::binary) << good.substr(0, good.size() / 2);
    CHECK(said(filed.open()) == "it is not a vault of muster");
  }
  SECTION("something else") {
    std::ofstream(filed.file, std::ios::binary) << "{\"format_version\": \"1.0\"}";
    CHECK(said(filed.open()).starts_with("it is not a vault of muster: "));
  }
  SECTION("cheaper numbers") {
    change("\"operations\": 1", "\"operations\": 2");
    CHECK(said(filed.open()).starts_with("it was changed or damaged since muster wrote it"));
  }
  SECTION("any letter of what is sealed") {
    const auto at = good.find("\"secrets\": \"") + 20;
    auto text = good;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    std::ofstream(filed.file, std::ios::binary) << text;
    CHECK(said(filed.open()).starts_with("it was changed or damaged since muster wrote it"));
  }
  SECTION("a folder") {
    std::filesystem::remove(filed.file);
    std::filesystem::create_directories(filed.file);
    ::chmod(filed.file.c_str(), 0700);
    CHECK(said(filed.open()) == "cannot read " + filed.file + ": it is a folder, not a regular file");
  }
}

TEST_CASE("the same secrets are sealed differently every time") {
  const Filed filed;
  const auto before = text_of(filed.file);
  const auto vault = filed.open();
  REQUIRE(vault.ok());
  REQUIRE(save_vault(*vault, secret("open sesame"), filed.file, kCheapSeal).ok());
  const auto after = text_of(filed.file);
  CHECK(before != after);
  const auto salt = [](const std::string& text) { return text.substr(text.find("\"salt\""), 40); };
  CHECK(salt(before) != salt(after));
  // Under another passphrase the old one opens nothing.
  REQUIRE(save_vault(*vault, secret("another one"), filed.file, kCheapSeal).ok());
  CHECK_FALSE(filed.open().ok());
  CHECK(filed.open("another one").ok());
}

TEST_CASE("changes side by side lose nothing") {
  const Filed filed;
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&filed, writer] {
      for (int i = 0; i < 5; ++i) {
        const auto lock = VaultLock::take(filed.file);
        auto vault = filed.open();
        (void)vault->set("w" + std::to_string(writer) + "-" + std::to_string(i), secret("x"), noon());
        (void)save_vault(*vault, secret("open sesame"), filed.file, kCheapSeal);
      }
    });
  }
  writers.clear();
  CHECK(filed.open()->entries().size() == 21);
}

TEST_CASE("a vault that cannot be written leaves the old one as it was") {
  const Filed filed;
  const auto before = text_of(filed.file);
  Vault vault;
  REQUIRE_FALSE(save_vault(vault, secret("open sesame"), "/proc/nowhere/vault.json", kCheapSeal).ok());
  CHECK(text_of(filed.file) == before);
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(filed.folder.path(".muster")))
    ++files;
  CHECK(files == 1);
}

TEST_CASE("a vault is kept in a file of its own: no link is replaced, nothing half-written stays") {
  const test::TemporaryFolder folder;
  Vault vault;
  REQUIRE(vault.set("digitalocean", secret("kept"), Instant{}).ok());
  SECTION("a link to it is told of and stays") {
    REQUIRE(save_vault(vault, secret("open sesame"), folder.path("real.json"), kCheapSeal).ok());
    std::filesystem::create_symlink("real.json", folder.path("vault.json"));
    const auto saved = save_vault(vault, secret("another one"), folder.path("vault.json"), kCheapSeal);
    REQUIRE_FALSE(saved.ok());
    CHECK(saved.error().what.find("it is a link") != std::string::npos);
    CHECK(std::filesystem::is_symlink(folder.path("vault.json")));
    CHECK(
        load_vault(folder.path("real.json"), []() -> Result<Secret> { return secret("open sesame"); }).ok());
  }
  SECTION("whoever holds the lock removes what was left by savers that were ended, and nothing else") {
    folder.write("vault.json.4711.tmp", "half");
    folder.write("vault.json.4712.tmp", "half");
    folder.write("other.json.4711.tmp", "not ours");
    folder.write("vault.json.backup", "not ours");
    const auto lock = VaultLock::take(folder.path("vault.json"));
    REQUIRE(lock.ok());
    CHECK_FALSE(std::filesystem::exists(folder.path("vault.json.4711.tmp")));
    CHECK_FALSE(std::filesystem::exists(folder.path("vault.json.4712.tmp")));
    CHECK(std::filesystem::exists(folder.path("other.json.4711.tmp")));
    CHECK(std::filesystem::exists(folder.path("vault.json.backup")));
  }
}
