#include <mutex>

#include "tests/contracts/notifier_kinds.hpp"
#include "tests/support/raw_server.hpp"

namespace muster::testing {
namespace {

std::string answer(const char* status, const std::string& more = "") {
  return std::string("HTTP/1.1 ") + status + "\r\n" + more +
         "Connection: close\r\nContent-Length: 2\r\n\r\nok";
}

class WebPlace final : public Place {
 public:
  explicit WebPlace(const char* to) : to_(to), server_([this](int socket, int) { converse(socket); }) {}

  Receiver rule() const override {
    Receiver rule{.name = "place", .to = to_, .timeout = 2s};
    if (rule.to == "alertmanager") {
      rule.url = server_.url("");
    } else {
      rule.url_secret = "address";
    }
    if (rule.to != "slack") rule.token_secret = "token";
    if (rule.to == "webhook") rule.signing_secret = "key";
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
  std::string address() const { return server_.url("/hook/" + canary()); }

 private:
  void converse(int socket) {
    const auto mood = [this] {
      const std::lock_guard lock(mutex_);
      return mood_;
    }();
    const auto head = RawServer::read_until(socket, "\r\n\r\n");
    const auto body = read_body(socket, head);
    {
      const std::lock_guard lock(mutex_);
      said_ += head + body;
      if (mood == Mood::well) heard_.push_back(body);
    }
    switch (mood) {
      case Mood::well:
        return RawServer::write(socket, answer("200 OK"));
      case Mood::broken:
        return RawServer::write(socket, answer("503 Service Unavailable"));
      case Mood::refusing:
        return RawServer::write(socket, answer("400 Bad Request"));
      case Mood::distrustful:
        return RawServer::write(socket, answer("401 Unauthorized"));
      case Mood::overwhelmed:
        return RawServer::write(socket, answer("429 Too Many Requests", "Retry-After: 7\r\n"));
      case Mood::silent:
        RawServer::read_until(socket, "until it gives up");
    }
  }

  static std::string read_body(int socket, const std::string& head) {
    const std::string name = "Content-Length: ";
    const auto at = head.find(name);
    const auto length = at == std::string::npos ? 0U : std::stoul(head.substr(at + name.size()));
    std::string body;
    char byte = 0;
    while (body.size() < length && ::recv(socket, &byte, 1, 0) == 1) body.push_back(byte);
    return body;
  }

  std::string to_;
  mutable std::mutex mutex_;
  Mood mood_ = Mood::well;
  std::vector<std::string> heard_;
  std::string said_;
  RawServer server_;  // Last: its thread uses all of the above.
};

}  // namespace

std::unique_ptr<Place> web_place(const char* to) {
  return std::make_unique<WebPlace>(to);
}

const std::string& canary() {
  static const std::string text = "canary-0123456789abcdef";
  return text;
}

NotifierDeps ground_of(const Place& place) {
  const auto* web = dynamic_cast<const WebPlace*>(&place);
  const auto address = web == nullptr ? std::string() : web->address();
  return {.secret = [address](const SecretUse& use) -> Result<Secret> {
    return Secret(use.name == "address" ? std::string(address) : std::string(canary()));
  }};
}

const std::vector<NotifierKind>& notifier_kinds() {
  static const std::vector<NotifierKind> all = {
      {"alertmanager", [] { return web_place("alertmanager"); }},
      {"slack", [] { return web_place("slack"); }},
      {"webhook", [] { return web_place("webhook"); }},
      {"email", [] { return mail_place(); }},
  };
  return all;
}

}  // namespace muster::testing
