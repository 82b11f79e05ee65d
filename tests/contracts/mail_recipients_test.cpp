#include <catch2/catch.hpp>
#include <map>
#include <mutex>

#include "reconciler/adapters/notify/mail_notifier.hpp"
#include "tests/contracts/drift_mail.hpp"
#include "tests/support/builders.hpp"
#include "tests/support/raw_server.hpp"

using namespace muster;
using namespace muster::test;

namespace {

using Words = std::vector<std::string>;

/// A mail server that answers each recipient as it is told, and keeps who got what.
class Post {
 public:
  Post() : server_([this](int socket, int) { converse(socket); }) {}

  /// The answer to RCPT by the part before the "@"; "250 ok" for others. "hang up" ends the conversation.
  std::map<std::string, std::string> recipients{};
  /// The answer behind the message when this one is among those who get it.
  std::map<std::string, std::string> at_the_end{};

  Receiver rule(Words to) const {
    Receiver rule{.name = "mail", .to = "email", .timeout = 5s};
    rule.server = "smtp" + server_.url("").substr(4);
    rule.from = "muster@example.com";
    for (auto& one : to) rule.recipients.push_back(one + "@example.com");
    rule.encrypted = false;
    return rule;
  }
  /// Who got each message that was taken.
  std::vector<Words> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }

 private:
  void converse(int socket) {
    const auto say = [&](const std::string& text) { RawServer::write(socket, text + "\r\n"); };
    const std::lock_guard lock(mutex_);
    say("220 post");
    Words to;
    for (auto line = RawServer::read_until(socket, "\r\n"); !line.empty();
         line = RawServer::read_until(socket, "\r\n")) {
      if (line.starts_with("RCPT")) {
        const auto name = line.substr(9, line.find('@') - 9);
        const auto known = recipients.find(name);
        const auto answer = known == recipients.end() ? std::string("250 ok") : known->second;
        if (answer == "hang up") return;
        if (answer.front() == '2') to.push_back(name);
        say(answer);
        if (answer.starts_with("421")) return;
      } else if (line.starts_with("DATA")) {
        say("354 go on");
        RawServer::read_until(socket, "\r\n.\r\n");
        std::string refusal;
        for (const auto& name : to)
          if (at_the_end.contains(name)) refusal = at_the_end.at(name);
        say(refusal.empty() ? "250 queued" : refusal);
        if (refusal.empty()) taken_.push_back(to);
        to.clear();
      } else if (line.starts_with("QUIT")) {
        return say("221 bye");
      } else {
        say("250 fine");
      }
    }
  }

  mutable std::mutex mutex_;
  std::vector<Words> taken_{};
  RawServer server_;  // Last: its thread uses all of the above.
};

/// "gone@example.com: 550 no", with "again" behind what is worth another attempt.
Words told_of(const Receipt& receipt) {
  Words told;
  for (const auto& one : receipt.unreached)
    told.push_back(one.address + ": " + one.why + (one.may_pass ? " again" : ""));
  return told;
}

}  // namespace

TEST_CASE("one recipient that is refused keeps the message from nobody else") {
  struct Row {
    const char* that;
    std::map<std::string, std::string> recipients;
    std::map<std::string, std::string> at_the_end;
    std::vector<Words> taken;
    Words unreached;
  };
  const auto row = GENERATE(from_range(std::vector<Row>{
      {"all are taken", {}, {}, {{"ada", "ben", "cy"}}, {}},
      {"the last is gone",
       {{"cy", "550 5.1.1 no such person"}},
       {},
       {{"ada", "ben"}},
       {"cy@example.com: 550 5.1.1 no such person"}},
      {"the first is gone", {{"ada", "550 gone"}}, {}, {{"ben", "cy"}}, {"ada@example.com: 550 gone"}},
      {"an answer of two lines",
       {{"ben", "550-no such person\r\n550 at all"}},
       {},
       {{"ada", "cy"}},
       {"ben@example.com: 550 at all"}},
      {"two are gone, one is left",
       {{"ada", "550 gone"}, {"cy", "553 odd"}},
       {},
       {{"ben"}},
       {"ada@example.com: 550 gone", "cy@example.com: 553 odd"}},
      {"one is put off", {{"ben", "450 later"}}, {}, {{"ada", "cy"}}, {"ben@example.com: 450 later again"}},
      {"the server takes one message for one, and refuses it for all on account of another",
       {},
       {{"ben", "554 not for ben"}},
       {{"ada"}, {"cy"}},
       {"ben@example.com"}},
      {"the server hangs up when it hears of one",
       {{"ben", "hang up"}},
       {},
       {{"ada"}, {"cy"}},
       {"ben@example.com"}},
      {"the server hangs up when it hears of the first",
       {{"ada", "hang up"}},
       {},
       {{"ben"}, {"cy"}},
       {"ada@example.com"}},
      {"the server has no time for the first, and closes",
       {{"ada", "421 closing"}},
       {},
       {{"ben"}, {"cy"}},
       {"ada@example.com: 421 closing again"}},
      {"the server has no time for the last, and closes",
       {{"cy", "421 closing"}},
       {},
       {{"ada"}, {"ben"}},
       {"cy@example.com: 421 closing again"}},
  }));
  INFO(row.that);
  Post post;
  post.recipients = row.recipients;
  post.at_the_end = row.at_the_end;
  MailNotifier mail(post.rule({"ada", "ben", "cy"}), Secret(), "");
  const auto receipt = mail.notify(drift_mail());
  INFO((receipt.ok() ? "" : receipt.error().what));
  REQUIRE(receipt.ok());
  CHECK(post.taken() == row.taken);
  const auto told = told_of(*receipt);
  REQUIRE(told.size() == row.unreached.size());
  for (std::size_t i = 0; i < told.size(); ++i) CHECK(told[i].starts_with(row.unreached[i]));
}

TEST_CASE("where nobody is taken, each is named, and one that was put off is worth another attempt") {
  Post post;
  MailNotifier mail(post.rule({"ada", "ben"}), Secret(), "");
  post.recipients = {{"ada", "550 gone"}, {"ben", "550 gone too"}};
  const auto refused = mail.notify(drift_mail());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == ErrorKind::invalid);
  CHECK(refused.error().what.find(
            "the server accepted no recipient (ada@example.com: 550 gone, ben@example.com: 550 gone too)") !=
        std::string::npos);
  post.recipients["ben"] = "450 later";
  const auto put_off = mail.notify(drift_mail());
  REQUIRE_FALSE(put_off.ok());
  CHECK(put_off.error().kind == ErrorKind::io);
  CHECK(post.taken().empty());
}

TEST_CASE("whoever was put off gets the same message alone, and the next message goes to all") {
  Post post;
  post.recipients = {{"ben", "450 later"}};
  MailNotifier mail(post.rule({"ada", "ben"}), Secret(), "");
  REQUIRE(mail.notify(drift_mail()).ok());
  REQUIRE_FALSE(mail.notify(drift_mail()).ok());
  post.recipients.clear();
  const auto late = mail.notify(drift_mail());
  REQUIRE(late.ok());
  CHECK(late->unreached.empty());
  REQUIRE(mail.notify(drift_mail("worker/2")).ok());
  CHECK(post.taken() == std::vector<Words>{{"ada"}, {"ben"}, {"ada", "ben"}});
}

TEST_CASE("a long reply is cut only after the password was removed") {
  const std::string password = "a-password-at-the-cut";
  for (const std::size_t before : {280U, 290U, 590U, 2000U}) {
    Post post;
    post.recipients = {{"ada", "550 " + std::string(before, 'x') + " " + password}, {"ben", "250 ok"}};
    MailNotifier mail(post.rule({"ada", "ben"}), Secret(std::string(password)), "");
    const auto receipt = mail.notify(drift_mail());
    REQUIRE(receipt.ok());
    REQUIRE(receipt->unreached.size() == 1);
    const std::string& why = receipt->unreached[0].why;
    CHECK(why.find("a-pass") == std::string::npos);
    CHECK(why.size() < 700);
  }
}

TEST_CASE("a server that says the password back does not get it into a message, whatever it is") {
  for (const char* password : {"secret", "[secret]", "e", "correct horse"}) {
    INFO(password);
    Post post;
    post.recipients = {{"ada", std::string("550 not with ") + password}, {"ben", "250 ok"}};
    MailNotifier mail(post.rule({"ada", "ben"}), Secret(std::string(password)), "");
    const auto receipt = mail.notify(drift_mail());
    REQUIRE(receipt.ok());
    REQUIRE(receipt->unreached.size() == 1);
    const std::string& why = receipt->unreached[0].why;
    CHECK(why.find("[secret]") != std::string::npos);
    CHECK(why.find("correct horse") == std::string::npos);
  }
}
