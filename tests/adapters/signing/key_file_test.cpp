#include "reconciler/adapters/signing/key_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <sstream>

#include "reconciler/adapters/secrets/base64.hpp"
#include "tests/support/secrets.hpp"
#include "tests/support/signers.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const AskPassphrase nobody_asks = [] { return Result<Secret>(Error{ErrorKind::denied, "asked"}); };
AskPassphrase says(const char* words) {
  return [words] { return Result<Secret>(secret(words)); };
}

}  // namespace

TEST_CASE("a key comes back from its file, which only its owner may read") {
  const TemporaryFolder folder;
  const auto file = folder.path("ada.key");
  const auto key = key_of("ada");
  REQUIRE(save_key("ada", key, std::nullopt, file).ok());
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const auto loaded = load_key(file, nobody_asks);
  REQUIRE(loaded.ok());
  CHECK(loaded->name == "ada");
  CHECK(loaded->key.public_text() == key.public_text());

  SECTION("it is never overwritten") {
    const auto before = text_of(file);
    const auto again = save_key("ada", key_of("bo"), std::nullopt, file);
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().kind == ErrorKind::conflict);
    CHECK(text_of(file) == before);
  }
  SECTION("a key that others may read is not used") {
    REQUIRE(chmod(file.c_str(), 0640) == 0);
    const auto open = load_key(file, nobody_asks);
    REQUIRE_FALSE(open.ok());
    CHECK(open.error().kind == ErrorKind::denied);
    CHECK_THAT(open.error().what, Catch::Contains("chmod 600"));
  }
}

TEST_CASE("a sealed key opens with its passphrase only, and nothing of it is in the open") {
  const TemporaryFolder folder;
  const auto file = folder.path("ada.key");
  const auto key = key_of("ada");
  REQUIRE(save_key("ada", key, secret("correct horse"), file).ok());
  const auto text = text_of(file);
  CHECK(text.find(to_base64(key.seed().reveal())) == std::string::npos);
  CHECK(text.find("\"secret\": \"" + to_base64(key.seed().reveal())) == std::string::npos);

  const auto opened = load_key(file, says("correct horse"));
  REQUIRE(opened.ok());
  CHECK(opened->key.public_text() == key.public_text());

  const auto wrong = load_key(file, says("battery staple"));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.error().kind == ErrorKind::denied);
  CHECK_THAT(wrong.error().what, Catch::Contains("the passphrase does not open it"));
  CHECK_THAT(wrong.error().what, !Catch::Contains("battery"));

  // The seal is bound to the name: a key cannot be passed off as another person's.
  auto renamed = text;
  renamed.replace(renamed.find("\"ada\""), 5, "\"bob\"");
  folder.write("bob.key", renamed);
  chmod(folder.path("bob.key").c_str(), 0600);
  CHECK_FALSE(load_key(folder.path("bob.key"), says("correct horse")).ok());
}

TEST_CASE("what is no key is told without showing it") {
  const TemporaryFolder folder;
  CHECK(load_key(folder.path("none"), nobody_asks).error().kind == ErrorKind::not_found);
  const auto seed = to_base64(std::string(32, 's'));
  for (const auto& text :
       {std::string("hunter2"), std::string("{}"), std::string(R"({"format_version":"1.0","name":"ada"})"),
        R"({"format_version":"1.0","name":"ada","public":")" + key_of("ada").public_text() +
            R"(","secret":")" + seed + "\"}",
        R"({"format_version":"1.0","name":"ada","public":")" + key_of("ada").public_text() +
            R"(","secret":"hunter2"})"}) {
    INFO(text);
    folder.write("key", text);
    REQUIRE(chmod(folder.path("key").c_str(), 0600) == 0);
    const auto loaded = load_key(folder.path("key"), nobody_asks);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.error().kind == ErrorKind::invalid);
    CHECK_THAT(loaded.error().what, !Catch::Contains("hunter2") && !Catch::Contains(seed));
  }
}

TEST_CASE("new keys differ") {
  const auto one = SigningKey::make();
  const auto other = SigningKey::make();
  REQUIRE(one.ok());
  REQUIRE(other.ok());
  CHECK(one->public_text() != other->public_text());
  CHECK_FALSE(SigningKey::from_seed(secret("short")).ok());
}
