#include <catch2/catch.hpp>
#include <chrono>

#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/signing/hmac.hpp"
#include "tests/contracts/notifier_kinds.hpp"
#include "tests/support/builders.hpp"

using namespace muster;
using namespace muster::testing;

namespace {

Alert an_alert(AlertName name, const char* subject, const char* summary, Instant since) {
  Alert alert;
  alert.name = name;
  alert.subject = subject;
  alert.summary = summary;
  alert.since = since;
  return alert;
}

Notification a_full_message() {
  const auto now = test::noon();
  Notification message;
  message.target = "place";
  message.fleet = FleetName("fpai");
  message.at = now;
  message.firing_until = now + 4min;
  auto hot = an_alert(AlertName::threshold_crossed, "worker/1", "worker/1 cpu is hot", now - 6min);
  hot.labels["rule"] = "cpu-hot";
  message.firing.push_back(hot);
  message.resolved.push_back({an_alert(AlertName::stray, "4711", "a stray bills", now - 1h), now - 10s});
  message.notices.push_back({"applied", "0123456789ab", "resize machine worker/1 to s-2vcpu-2gb", now});
  return message;
}

struct ToldPlace {
  std::unique_ptr<Place> place;
  std::unique_ptr<Notifier> notifier;

  explicit ToldPlace(const NotifierKind& kind, Duration timeout = 10s) : place(kind.place()) {
    auto rule = place->rule();
    rule.timeout = timeout;
    auto opened = open_notifier(rule, ground_of(*place));
    REQUIRE(opened.ok());
    notifier = *std::move(opened);
  }
  Error error_when(Mood mood) {
    place->set(mood);
    const auto result = notifier->notify(a_full_message());
    REQUIRE_FALSE(result.ok());
    INFO(result.error().what);
    CHECK(result.error().what.find(canary()) == std::string::npos);
    CHECK_FALSE(result.error().what.empty());
    CHECK(place->heard().empty());
    return result.error();
  }
};

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("an announcer delivers what it is given, and says how it went") {
  const auto& kind = GENERATE(from_range(notifier_kinds()));
  DYNAMIC_SECTION(kind.name) {
    ToldPlace told(kind);
    SECTION("a message arrives whole, once") {
      const auto result = told.notifier->notify(a_full_message());
      INFO((result.ok() ? "" : result.error().what));
      REQUIRE(result.ok());
      const auto heard = told.place->heard();
      REQUIRE(heard.size() == 1);
      for (const auto* words : {"worker/1 cpu is hot", "a stray bills", "4711"}) {
        CAPTURE(heard[0], words);
        CHECK(heard[0].find(words) != std::string::npos);
      }
      // Notices neither fire nor end: Alertmanager has no use for them.
      CHECK((heard[0].find("resize machine worker/1") != std::string::npos) ==
            (std::string(kind.name) != "alertmanager"));
    }
    SECTION("and another one after it") {
      REQUIRE(told.notifier->notify(a_full_message()).ok());
      REQUIRE(told.notifier->notify(a_full_message()).ok());
      CHECK(told.place->heard().size() == 2);
    }
    SECTION("a place with trouble of its own can be asked again") {
      CHECK(told.error_when(Mood::broken).kind == ErrorKind::io);
      told.place->set(Mood::well);
      CHECK(told.notifier->notify(a_full_message()).ok());
    }
    SECTION("one that does not take such messages need not be") {
      CHECK(told.error_when(Mood::refusing).kind == ErrorKind::invalid);
    }
    SECTION("a refused key is told as that, and not told") {
      CHECK(told.error_when(Mood::distrustful).kind == ErrorKind::denied);
    }
    SECTION("one that has too much to do is left alone") {
      const auto error = told.error_when(Mood::overwhelmed);
      if (std::string(kind.name) == "email") {
        CHECK(error.kind == ErrorKind::io);
      } else {
        CHECK(error.kind == ErrorKind::rate_limited);
        CHECK(error.retry_after == Duration(7s));
      }
    }
    SECTION("one that says nothing is given up in time") {
      ToldPlace impatient(kind, 300ms);
      const auto began = std::chrono::steady_clock::now();
      // Whether it arrived nobody knows; told again it is told twice at worst.
      const auto kind_of_error = impatient.error_when(Mood::silent).kind;
      CHECK((kind_of_error == ErrorKind::io || kind_of_error == ErrorKind::timeout));
      CHECK(std::chrono::steady_clock::now() - began < 10s);
    }
    SECTION("texts cannot break out of the message") {
      auto message = a_full_message();
      message.firing[0].subject = "w\"1\\";
      message.firing[0].summary =
          "evil\r\nX-Evil: 1\r\n.\r\nMAIL FROM:<evil@example.com>\r\n<!channel> & \"quoted\" \xff\xfe → \x01";
      REQUIRE(told.notifier->notify(message).ok());
      const auto said = told.place->said();
      CHECK(said.find("\r\nX-Evil") == std::string::npos);
      // To Slack that would call everybody; to the others it is text.
      if (std::string(kind.name) == "slack") CHECK(said.find("<!channel>") == std::string::npos);
      CHECK(count_of(said, "\r\nMAIL FROM") == (std::string(kind.name) == "email" ? 1 : 0));
      CHECK(told.place->heard().at(0).find("evil") != std::string::npos);
    }
    SECTION("a place that does not exist is an error, not a wait") {
      auto rule = told.place->rule();
      rule.url = rule.url.empty() ? "" : "http://127.0.0.1:1";
      rule.server = rule.server.empty() ? "" : "smtp://127.0.0.1:1";
      const NotifierDeps deps{.secret = [](const SecretUse& use) -> Result<Secret> {
        return Secret(use.name == "address" ? fmt::format("http://127.0.0.1:1/hook/{}", canary())
                                            : std::string(canary()));
      }};
      const auto opened = open_notifier(rule, deps);
      REQUIRE(opened.ok());
      const auto result = (*opened)->notify(a_full_message());
      REQUIRE_FALSE(result.ok());
      CHECK(result.error().kind == ErrorKind::io);
      CHECK(result.error().what.find(canary()) == std::string::npos);
    }
    SECTION("a secret that does not exist is told by its name") {
      auto rule = told.place->rule();
      const auto opened =
          open_notifier(rule, {.secret = [](const SecretUse& use) -> Result<Secret> {
                          return Error{ErrorKind::not_found, "no secret \"" + use.name + "\""};
                        }});
      REQUIRE_FALSE(opened.ok());
      CHECK(opened.error().kind == ErrorKind::not_found);
      CHECK(opened.error().what.starts_with("notifying place: no secret "));
    }
  }
}

TEST_CASE("secrets travel where they are meant to, and in no other way") {
  for (const auto& kind : notifier_kinds()) {
    DYNAMIC_SECTION(kind.name) {
      ToldPlace told(kind);
      REQUIRE(told.notifier->notify(a_full_message()).ok());
      const auto said = told.place->said();
      const std::string name = kind.name;
      CHECK((said.find("Authorization: Bearer " + canary()) != std::string::npos) ==
            (name == "alertmanager" || name == "webhook"));
      CHECK((said.find("POST /hook/" + canary() + " ") != std::string::npos) ==
            (name == "slack" || name == "webhook"));
      if (name == "webhook") {
        const auto body = told.place->heard().at(0);
        CHECK(said.find("X-Muster-Signature: sha256=" + hmac_sha256(Secret(std::string(canary())), body)) !=
              std::string::npos);
        CHECK(check_json_text("announcement", body).ok());
      }
      CHECK(told.place->heard().at(0).find(canary()) == std::string::npos);
    }
  }
}

TEST_CASE("the signature is HMAC-SHA256 as everybody computes it") {
  // RFC 4231, test case 2.
  CHECK(hmac_sha256(Secret(std::string("Jefe")), "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("a mail says nothing before the connection is encrypted, unless it may") {
  const auto place = mail_place();
  auto rule = place->rule();
  rule.encrypted = true;
  const auto opened = open_notifier(rule, ground_of(*place));
  REQUIRE(opened.ok());
  const auto result = (*opened)->notify(a_full_message());
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().kind == ErrorKind::io);
  CHECK(place->said().find("AUTH") == std::string::npos);
  CHECK(place->said().find("MAIL FROM") == std::string::npos);
}

TEST_CASE("an address that is a secret must be one that secrets may be sent to") {
  Receiver rule;
  rule.name = "chat";
  rule.to = "slack";
  rule.url_secret = "chat-hook";
  for (const auto* url :
       {"http://chat.example/hook", "chat.example", "", "https://chat.example/a b", "ftp://x/"}) {
    const auto opened = open_notifier(
        rule, {.secret = [&](const SecretUse&) -> Result<Secret> { return Secret(std::string(url)); }});
    CAPTURE(url);
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().kind == ErrorKind::invalid);
    CHECK(opened.error().what == "notifying chat: the secret \"chat-hook\" is not an https address");
  }
}
