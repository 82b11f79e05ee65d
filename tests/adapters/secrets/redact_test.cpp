#include "reconciler/adapters/secrets/redact.hpp"

#include <catch2/catch.hpp>
#include <chrono>

using muster::redacted;

TEST_CASE("what looks like a secret is hidden, wherever it stands") {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const auto& row : {
           Row{"the key dop_v1_0123456789abcdef0123 was refused", "the key (hidden) was refused"},
           Row{"(dor_v1_0123456789abcdef)", "((hidden))"},
           Row{"Authorization: Bearer abc.def-123", "Authorization: Bearer (hidden)"},
           Row{"{\"authorization\":\"bearer  abcdef123\"}", "{\"authorization\":\"bearer (hidden)\"}"},
           Row{"Basic dXNlcjpwYXNz", "Basic (hidden)"},
           Row{"AKIAIOSFODNN7EXAMPLE is not allowed", "(hidden) is not allowed"},
           Row{"GET https://me:hunter2@host/x failed", "GET https://me:(hidden)@host/x failed"},
           Row{"GET /x?a=1&access_token=abcd1234&b=2", "GET /x?a=1&access_token=(hidden)&b=2"},
           Row{"{\"db_password\": \"correct horse\", \"size\": 3}",
               "{\"db_password\": \"(hidden)\", \"size\": 3}"},
           Row{"api_key='sixteen letters!'", "api_key='(hidden)'"},
           Row{"mnt_abcdefghijklmnopqrstuvwxyz", "(hidden)"},
           Row{"ghp_abcdefghijklmnop and glpat-abcdefghijk", "(hidden) and (hidden)"},
           Row{"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\nbnNz\n-----END OPENSSH PRIVATE KEY-----\nrest",
               "(hidden)\nrest"},
           Row{"-----BEGIN RSA PRIVATE KEY-----\ncut off", "(hidden)"},
       }) {
    INFO(row.text);
    CHECK(redacted(row.text) == row.expected);
    CHECK(redacted(redacted(row.text)) == redacted(row.text));
  }
}

TEST_CASE("ordinary words stay as they are") {
  for (const char* text :
       {"worker/3: cpu 85.3% > 80% for 6m (12 of 12 readings)",
        "the token is not that of worker/1 in this fleet",
        "no key for DigitalOcean: set DIGITALOCEAN_API_KEY (or DIGITALOCEAN_TOKEN)",
        "GET http://127.0.0.1:9090/api/v1/query: no whole answer within 10s", "basic sizes only", "",
        "the secret \"node-key\" does not exist: set MUSTER_SECRET_NODE_KEY", "git@github.com:shop/fleet.git",
        "sha256:0123456789abcdef", "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}) {
    INFO(text);
    CHECK(redacted(text) == text);
  }
}

TEST_CASE("a long text takes no longer than its length") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "token=\"Bearer -----BEGIN ://";
  const auto clean = redacted(text);
  CHECK(clean.size() <= text.size() * 2);
}
