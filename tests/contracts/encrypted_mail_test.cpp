#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/notify/mail_notifier.hpp"
#include "tests/contracts/drift_mail.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/started_program.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

namespace {

bool is_there(const char* program) {
  return std::system((std::string("command -v ") + program + " > /dev/null").c_str()) == 0;
}

/// A certificate for this machine that nobody but a test trusts.
bool make_certificate(const TemporaryFolder& folder) {
  return std::system(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "
                      "/CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout " +
                      folder.path("key.pem") + " -out " + folder.path("cert.pem") + " 2> /dev/null")
                         .c_str()) == 0;
}

}  // namespace

TEST_CASE("mail logs in and is told only over TLS that proves itself") {
  if (!is_there("openssl") || !is_there("python3")) {
    WARN("SKIPPED: needs openssl and python3");
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(make_certificate(folder));
  const std::string kind = GENERATE("starttls", "smtps");
  const bool trusted = GENERATE(true, false);
  CAPTURE(kind, trusted);
  const StartedProgram server(
      {"python3", std::string(MUSTER_SOURCE_DIR) + "/tests/contracts/mail_server.py", folder.path("port"),
       folder.path("said"), folder.path("cert.pem"), folder.path("key.pem"), kind},
      folder.path("log"));
  REQUIRE(eventually([&] { return std::filesystem::exists(folder.path("port")); }));
  Receiver rule{.name = "mail", .to = "email", .from = "muster@example.com"};
  rule.server = (kind == "smtps" ? "smtps://127.0.0.1:" : "smtp://127.0.0.1:") + text_of(folder.path("port"));
  rule.recipients = {"ops@example.com"};
  rule.user = "muster";
  MailNotifier mail(rule, Secret(std::string("canary")), trusted ? folder.path("cert.pem") : "");
  const auto result = mail.notify(drift_mail("machine.worker/1"));
  INFO((result.ok() ? "" : result.error().what) + text_of(folder.path("log")));
  CHECK(result.ok() == trusted);
  if (!trusted) {
    CHECK(result.error().kind == ErrorKind::io);
    return;
  }
  REQUIRE(eventually([&] { return std::filesystem::exists(folder.path("said")); }));
  const auto said = text_of(folder.path("said"));
  INFO(said);
  CHECK(said.find("tls AUTH PLAIN") != std::string::npos);
  CHECK(said.find("tls MAIL FROM:<muster@example.com>") != std::string::npos);
  CHECK(said.find("tls RCPT TO:<ops@example.com>") != std::string::npos);
  CHECK(said.find("tls Subject: muster fpai: 1 warning") != std::string::npos);
  CHECK(said.find("clear AUTH") == std::string::npos);
  CHECK(said.find("clear MAIL") == std::string::npos);
}
