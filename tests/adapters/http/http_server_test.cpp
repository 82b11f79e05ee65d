#include "reconciler/adapters/http/http_server.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "reconciler/adapters/http/curl_client.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;

namespace {

HttpResponse echo(const HttpRequest& request) {
  return {202,
          {{"X-Method", request.method}, {"X-Asked", header_of(request.headers, "X-Word").value_or("")}},
          request.url + "|" + request.body};
}

}  // namespace

TEST_CASE("a server hands on what it hears and answers what it is told") {
  auto server = HttpServer::start({}, echo);
  REQUIRE(server.ok());
  CurlClient client;
  const auto response = send(client, {.method = "POST",
                                      .url = (*server)->url() + "/a/b?c=d%20e",
                                      .headers = {{"X-Word", "hello"}},
                                      .body = "some body"});
  REQUIRE(response.ok());
  CHECK(response->status == 202);
  CHECK(response->body == "/a/b?c=d%20e|some body");
  CHECK(response->header("X-Method") == "POST");
  CHECK(response->header("X-Asked") == "hello");
  CHECK(send(client, {.method = "GET", .url = (*server)->url() + "/x"})->body == "/x|");
}

TEST_CASE("a body that is too large is refused before anybody reads it") {
  auto server = HttpServer::start({.largest_body = 1000}, echo);
  REQUIRE(server.ok());
  CurlClient client;
  const auto push = [&](std::size_t size) {
    return send(client, {.method = "POST", .url = (*server)->url() + "/", .body = std::string(size, 'x')})
        ->status;
  };
  CHECK(push(1000) == 202);
  CHECK(push(1001) == 413);
}

TEST_CASE("what cannot be listened on is told") {
  auto first = HttpServer::start({}, echo);
  REQUIRE(first.ok());
  const auto taken = HttpServer::start({.listen = (*first)->url().substr(7)}, echo);
  REQUIRE_FALSE(taken.ok());
  CHECK(taken.error().what.ends_with(": does another program use it?"));
  for (const char* listen : {"", "localhost", "127.0.0.1:", ":80", "127.0.0.1:99999", "127.0.0.1:http"}) {
    const auto wrong = HttpServer::start({.listen = listen}, echo);
    INFO(listen);
    REQUIRE_FALSE(wrong.ok());
    CHECK(wrong.error().kind == ErrorKind::invalid);
  }
  const auto no_certificate =
      HttpServer::start({.certificate = "/nowhere.pem", .certificate_key = "/nowhere.key"}, echo);
  REQUIRE_FALSE(no_certificate.ok());
  CHECK(no_certificate.error().what == "the certificate /nowhere.pem or its key /nowhere.key cannot be used");
}

TEST_CASE("with a certificate it speaks TLS, to clients that trust it") {
  if (std::system("command -v openssl > /dev/null") != 0) {
    WARN("openssl does not exist: not looked at");
    return;
  }
  const test::TemporaryFolder folder;
  const auto made =
      std::system(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
                   "-subj /CN=muster -addext subjectAltName=IP:127.0.0.1 -keyout " +
                   folder.path("key") + " -out " + folder.path("certificate") + " 2> /dev/null")
                      .c_str());
  REQUIRE(made == 0);
  auto server = HttpServer::start(
      {.certificate = folder.path("certificate"), .certificate_key = folder.path("key")}, echo);
  REQUIRE(server.ok());
  CHECK((*server)->url().starts_with("https://127.0.0.1:"));
  CurlOptions trusting;
  trusting.ca_file = folder.path("certificate");
  CurlClient friendly(trusting);
  const auto response = send(friendly, {.url = (*server)->url() + "/x"});
  REQUIRE(response.ok());
  CHECK(response->status == 202);
  CurlClient stranger;
  CHECK_FALSE(send(stranger, {.url = (*server)->url() + "/x"}).ok());
}
