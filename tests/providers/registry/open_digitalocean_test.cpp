#include "providers/registry/open_digitalocean.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "providers/registry/provider_key.hpp"
#include "tests/support/fake_clock.hpp"

namespace muster {
namespace {

ProviderChoice choice_of(const char* name) {
  ProviderChoice choice;
  choice.name = name;
  return choice;
}

}  // namespace

TEST_CASE("a key goes out encrypted, or not beyond this machine") {
  struct Row {
    const char* that;
    const char* url;
    const char* expected;  ///< "" for refused.
  };
  for (const auto& row : {
           Row{"the real one", "https://api.digitalocean.com", "https://api.digitalocean.com"},
           Row{"a final slash", "https://api.digitalocean.com/", "https://api.digitalocean.com"},
           Row{"the version is ours to add", "https://api.digitalocean.com/v2/",
               "https://api.digitalocean.com"},
           Row{"a path in front", "https://proxy.example/do/v2", "https://proxy.example/do"},
           Row{"this machine in clear text", "http://127.0.0.1:8080", "http://127.0.0.1:8080"},
           Row{"this machine by name", "http://localhost:8080/", "http://localhost:8080"},
           Row{"another machine in clear text", "http://api.digitalocean.com", ""},
           Row{"one that only looks like this machine", "http://127.0.0.1.example.com", ""},
           Row{"one that hides behind a user", "http://127.0.0.1@example.com", ""},
           Row{"a query", "https://api.digitalocean.com?x=1", ""},
           Row{"no scheme", "api.digitalocean.com", ""},
           Row{"another scheme", "ftp://127.0.0.1", ""},
           Row{"nothing", "", ""},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto address = api_address("DIGITALOCEAN_API_URL", row.url);
      CHECK(address.ok() == (*row.expected != '\0'));
      if (address) CHECK(*address == row.expected);
      if (!address) CHECK(address.error().kind == ErrorKind::invalid);
    }
  }
}

TEST_CASE("a key is taken as it was meant") {
  CHECK(*checked_key(" dop_v1_abc\n") == "dop_v1_abc");
  for (const auto* text : {"", "  \n", "dop v1", "dop\x01", "d\xc3\xb6p"}) {
    const auto key = checked_key(text);
    REQUIRE_FALSE(key.ok());
    CHECK(key.error().kind == ErrorKind::denied);
    CHECK((*text == '\0' || key.error().what.find(text) == std::string::npos));
  }
}

TEST_CASE("a provider is opened by its name") {
  testing::FakeClock clock;
  CHECK(provider_names() == std::vector<std::string>{"digitalocean"});
  const auto unknown = open_provider(choice_of("digitalocan"), clock);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().kind == ErrorKind::invalid);
  CHECK(unknown.error().what.find("digitalocean") != std::string::npos);
}

TEST_CASE("without a key nothing is opened, except the sandbox") {
  testing::FakeClock clock;
  for (const char* name : {"DIGITALOCEAN_API_KEY", "DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"})
    ::unsetenv(name);
  const auto closed = open_provider(choice_of("digitalocean"), clock);
  REQUIRE_FALSE(closed.ok());
  CHECK(closed.error().kind == ErrorKind::denied);
  CHECK(closed.error().what.find("DIGITALOCEAN_API_KEY") != std::string::npos);

  auto choice = choice_of("digitalocean");
  choice.sandbox = true;
  const auto sandbox = open_provider(choice, clock);
  REQUIRE(sandbox.ok());
  const auto prices = sandbox->provider->prices();
  INFO((prices ? "" : prices.error().what));
  REQUIRE(prices.ok());
  CHECK(prices->of_size(SizeName("s-2vcpu-4gb")) == Price{Money::micros(35710), Money::dollars(24)});
  CHECK(prices->of_load_balancer().monthly == Money::dollars(12));
  CHECK(prices->of_volume(50).monthly == Money::dollars(5));
  CHECK(prices->sells(SizeName("s-2vcpu-4gb"), Region("nyc3")));
  CHECK_FALSE(prices->dated.empty());
}

}  // namespace muster
