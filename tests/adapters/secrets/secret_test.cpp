#include "reconciler/adapters/secrets/secret.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <type_traits>

namespace muster {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

}  // namespace

TEST_CASE("a secret can be used, not printed, copied or compared") {
  const Secret secret(std::string("hunter2"));
  CHECK(secret.reveal() == "hunter2");
  CHECK(Printable<std::string>);
  CHECK_FALSE(Printable<Secret>);
  CHECK_FALSE(std::is_copy_constructible_v<Secret>);
  CHECK_FALSE(std::is_copy_assignable_v<Secret>);
  CHECK_FALSE(std::is_convertible_v<Secret, std::string>);
  CHECK_FALSE(std::is_convertible_v<std::string, Secret>);
}

TEST_CASE("what a secret was made from or moved out of holds it no longer") {
  std::string text(100, 'k');
  const char* bytes = text.data();
  Secret first(std::move(text));
  CHECK(text.empty());  // NOLINT: what a moved-from text holds is the point.
  CHECK(bytes[0] == '\0');
  CHECK(bytes[99] == '\0');
  Secret second(std::move(first));
  CHECK(first.empty());  // NOLINT
  CHECK(second.reveal() == std::string(100, 'k'));
  first = std::move(second);
  CHECK(second.empty());  // NOLINT
  CHECK(first.reveal().size() == 100);
}

TEST_CASE("a short text is wiped as well") {
  std::string text = "key";
  wipe(text);
  CHECK(text.empty());
  CHECK(text.data()[0] == '\0');
  CHECK(text.data()[2] == '\0');
}

}  // namespace muster
