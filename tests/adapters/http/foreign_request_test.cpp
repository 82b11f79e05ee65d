#include "reconciler/adapters/http/foreign_request.hpp"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("a host that no stranger can own is ours, any other must be named") {
  struct Row {
    const char* host;
    bool own;
  };
  const Row rows[] = {
      {"127.0.0.1:9640", true},
      {"127.0.0.1", true},
      {"10.0.0.7:9640", true},
      {"[::1]:9640", true},
      {"[fd00::7]", true},
      {"localhost:9640", true},
      {"LOCALHOST", true},
      {"localhost.:80", true},
      {"muster.localhost", true},
      {"muster:9640", true},  // A container or a machine of the same network.
      {"loop.example.com:9640", true},
      {"LOOP.example.COM", true},
      {"loop.example.com.", true},
      {"evil.example.com", false},
      {"evil.example.com:9640", false},
      {"127.0.0.1.evil.example", false},
      {"127.0.0.1.nip.io", false},
      {"localhost.evil.example", false},
      {"notlocalhost.example", false},
      {"loop.example.com.evil.example", false},
      {"evil.example:80:80", false},
      {"evil@127.0.0.1:80x", false},
      {"[::1", false},
      {"[::1].evil.example", false},
      {"[::1]evil.example:80", false},
      {"[::1]:80x", false},
      {"[evil.example]", false},
      {"evil.example#.localhost", false},
      {"evil.example/.localhost", false},
      {"evil.example\\muster", false},
      {"", false},
      {":9640", false},
  };
  for (const auto& row : rows) {
    INFO("\"" << row.host << "\"");
    CHECK(is_own_host(row.host, {"loop.example.com"}) == row.own);
  }
}

TEST_CASE("a web page of somebody else is refused, programs are heard") {
  struct Row {
    const char* message;
    const char* method;
    HttpHeaders headers;
    int status;  ///< 0: no refusal.
  };
  const Row rows[] = {
      {"a program reads", "GET", {{"Host", "127.0.0.1:9640"}}, 0},
      {"a program posts", "POST", {{"Host", "muster:9640"}}, 0},
      {"HTTP/1.0 without a host", "GET", {}, 0},
      {"a page reads by a name of its own", "GET", {{"Host", "evil.example"}}, 421},
      {"a page posts by a name of its own",
       "POST",
       {{"host", "evil.example"}, {"Origin", "http://evil.example"}},
       421},
      {"a page posts to the address",
       "POST",
       {{"Host", "127.0.0.1"}, {"Origin", "https://evil.example"}},
       403},
      {"a page without a name posts", "POST", {{"Host", "127.0.0.1"}, {"ORIGIN", "null"}}, 403},
      {"a page deletes", "DELETE", {{"Host", "127.0.0.1"}, {"Origin", "https://evil.example"}}, 403},
      {"a page reads, and cannot see the answer",
       "GET",
       {{"Host", "127.0.0.1"}, {"Origin", "https://e.example"}},
       0},
      {"two hosts", "GET", {{"Host", "127.0.0.1"}, {"Host", "evil.example"}}, 400},
  };
  for (const auto& row : rows) {
    INFO(row.message);
    const auto refusal =
        refusal_of_foreign({.method = row.method, .url = "/wake", .headers = row.headers}, {});
    CHECK((refusal ? refusal->status : 0) == row.status);
  }
}
