#include <mutex>

#include "reconciler/adapters/secrets/base64.hpp"
#include "tests/contracts/notifier_kinds.hpp"
#include "tests/support/raw_server.hpp"

namespace muster::testing {
namespace {

std::string without_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  return text;
}

/// The text of a mail whose body is base64.
std::string body_of(const std::string& mail) {
  const auto head = mail.find("\r\n\r\n");
  const auto encoded = without_breaks(mail.substr(head == std::string::npos ? mail.size() : head + 4));
  const auto padding = static_cast<std::size_t>(std::count(encoded.begin(), encoded.end(), '='));
  const auto text = from_base64(encoded, encoded.size() / 4 * 3 - padding);
  return text ? *text : "not base64";
}

class MailPlace final : public Place {
 public:
  MailPlace() : server_([this](int socket, int) { converse(socket); }) {}

  Receiver rule() const override {
    Receiver rule{.name = "place", .to = "email", .timeout = 2s};
    rule.server = fmt::format("smtp{}", server_.url("").substr(4));
    rule.from = "muster@example.com";
    rule.recipients = {"ops@example.com", "dev@example.com"};
    rule.user = "muster";
    rule.password_secret = "password";
    rule.encrypted = false;
    return rule;
  }
  void set(Mood mood) override {
    const std::lock_guard lock(mutex_);
    mood_ = mood;
  }
  std::vector<std::string> heard() const override {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  std::string said() const override {
    const std::lock_guard lock(mutex_);
    return said_;
  }

 private:
  Mood mood() const {
    const std::lock_guard lock(mutex_);
    return mood_;
  }
  std::string line(int socket) {
    auto text = RawServer::read_until(socket, "\r\n");
    const std::lock_guard lock(mutex_);
    said_ += text;
    return text;
  }

  void converse(int socket) {
    if (mood() == Mood::silent) {
      RawServer::read_until(socket, "until it gives up");
      return;
    }
    RawServer::write(socket, mood() == Mood::overwhelmed ? "421 too busy\r\n" : "220 here\r\n");
    for (auto text = line(socket); !text.empty(); text = line(socket)) {
      if (text.starts_with("QUIT")) return RawServer::write(socket, "221 bye\r\n");
      RawServer::write(socket, reply_to(socket, text));
    }
  }

  std::string reply_to(int socket, const std::string& text) {
    if (text.starts_with("EHLO")) return "250-here\r\n250 AUTH PLAIN\r\n";
    if (text.starts_with("AUTH")) {
      RawServer::write(socket, "334 \r\n");
      line(socket);
      return mood() == Mood::distrustful ? std::string("535 no such user, ") + canary() + "\r\n"
                                         : "235 welcome\r\n";
    }
    if (text.starts_with("RCPT") && mood() == Mood::refusing) return "550 nobody of that name\r\n";
    if (!text.starts_with("DATA")) return "250 fine\r\n";
    if (mood() == Mood::broken) return "451 trouble of our own\r\n";
    RawServer::write(socket, "354 go on\r\n");
    auto mail = RawServer::read_until(socket, "\r\n.\r\n");
    const std::lock_guard lock(mutex_);
    said_ += mail;
    mail.resize(mail.size() - 3);
    heard_.push_back(body_of(mail));
    return "250 queued\r\n";
  }

  mutable std::mutex mutex_;
  Mood mood_ = Mood::well;
  std::vector<std::string> heard_;
  std::string said_;
  RawServer server_;  // Last: its thread uses all of the above.
};

}  // namespace

std::unique_ptr<Place> mail_place() {
  return std::make_unique<MailPlace>();
}

}  // namespace muster::testing
