#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/secret_address.hpp"

#include <catch2/catch.hpp>

#include "tests/support/scripted_http_client.hpp"

using namespace muster;

TEST_CASE("headers are found in whatever case they were written") {
  const HttpResponse response{.status = 200, .headers = {{"RateLimit-Remaining", "4999"}, {"x", ""}}};
  CHECK(response.header("ratelimit-remaining") == "4999");
  CHECK(response.header("X") == "");
  CHECK_FALSE(response.header("ratelimit").has_value());
}

TEST_CASE("percent encoding leaves only what every server reads alike") {
  CHECK(percent_encoded("muster-slot:worker:1") == "muster-slot%3Aworker%3A1");
  CHECK(percent_encoded("a b&c=d/e~_.-") == "a%20b%26c%3Dd%2Fe~_.-");
  CHECK(percent_encoded("\xc3\xa9") == "%C3%A9");
}

TEST_CASE("the authority of an address, and whether it is this machine") {
  struct Row {
    const char* that;
    const char* url;
    const char* authority;
    bool here;
  };
  for (const auto& row : {
           Row{"an API", "https://api.digitalocean.com/v2/droplets?page=1", "api.digitalocean.com", false},
           Row{"a port", "http://127.0.0.1:8080/v2", "127.0.0.1:8080", true},
           Row{"a name", "http://localhost:1/", "localhost:1", true},
           Row{"the newer protocol", "http://[::1]:80/", "[::1]:80", true},
           Row{"a name that only begins like an address", "http://127.0.0.1.evil.example/",
               "127.0.0.1.evil.example", false},
           Row{"a user is no part of it", "http://127.0.0.1@evil.example/", "evil.example", false},
           Row{"a query without a path", "http://evil.example?localhost", "evil.example", false},
           Row{"not an address", "localhost", "", false},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(authority_of(row.url) == row.authority);
      CHECK(is_loopback(authority_of(row.url)) == row.here);
    }
  }
}

TEST_CASE("a secret travels encrypted, or stays on this machine") {
  struct Row {
    const char* that;
    const char* url;
    bool may;
  };
  for (const auto& row : {
           Row{"https", "https://muster.example:8443", true},
           Row{"http to this machine", "http://127.0.0.1:8080/v1", true},
           Row{"any address of this machine", "http://127.8.9.10", true},
           Row{"its name in capitals", "http://LOCALHOST:1/", true},
           Row{"IPv6", "http://[::1]:80/", true},
           Row{"a path that looks like a user", "http://localhost/@evil", true},
           Row{"http to another machine", "http://10.0.0.1", false},
           Row{"a name that begins like an address", "http://127.0.0.1.evil", false},
           Row{"a name that begins like localhost", "http://localhost.evil", false},
           Row{"a name that begins with localhost and a dash", "http://localhost-evil:80", false},
           Row{"an address as a user", "http://127.0.0.1@evil", false},
           Row{"an address with a port as a user", "http://127.0.0.1:80@evil", false},
           Row{"a port that is none", "http://127.0.0.1:80.evil", false},
           Row{"IPv6 that goes on", "http://[::1].evil", false},
           Row{"IPv6 with a zone", "http://[::1%25eth0]/", false},
           Row{"IPv6 as a user", "http://[::1]@evil", false},
           Row{"a backslash that some read as a slash", "http://127.0.0.1\\@evil", false},
           Row{"a backslash behind the host", "http://127.0.0.1\\.evil", false},
           Row{"a dot that is encoded", "http://localhost%2eevil", false},
           Row{"octal numbers", "http://0177.0.0.1", false},
           Row{"numbers that are left out", "http://127.1", false},
           Row{"a number too large", "http://127.0.0.1000", false},
           Row{"a line break", "http://127.0.0.1\n.evil", false},
           Row{"a blank", "https://muster.example evil", false},
           Row{"no host", "https://", false},
           Row{"another protocol", "ftp://127.0.0.1", false},
           Row{"no protocol", "127.0.0.1:80", false},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(may_carry_secret(row.url) == row.may);
    }
  }
}

TEST_CASE("answers keep the order of the requests, whatever order they come in") {
  ScriptedHttpClient client([](const HttpRequest& request) { return HttpResponse{200, {}, request.url}; });
  client.start(7, {.url = "http://x/other"});
  const auto answers = send_all(client, {{.url = "http://x/a"}, {.url = "http://x/b"}});
  REQUIRE(answers.size() == 2);
  CHECK(answers[0]->body == "http://x/a");
  CHECK(answers[1]->body == "http://x/b");

  const auto others = client.wait(0ms);
  REQUIRE(others.size() == 1);
  CHECK(others[0].ticket == 7);
  CHECK(others[0].response->body == "http://x/other");
  CHECK(client.wait(0ms).empty());
}
