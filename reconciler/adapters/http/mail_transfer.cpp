#include "reconciler/adapters/http/mail_transfer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

#include "reconciler/adapters/http/curl_handles.hpp"
#include "reconciler/adapters/http/http_message.hpp"

namespace muster {
namespace {

/// The unsent text, the server's last reply, and its reply about each recipient.
struct Conversation {
  std::string_view left;
  std::string said{};
  std::string asked_for{};  ///< The last named recipient; "" after another command.
  std::size_t named = 0;    ///< Recipients that were sent to the server.
  std::size_t taken = 0;
  std::vector<RefusedRecipient> refused{};

  void ask(std::string_view command) {
    constexpr std::string_view kHead = "RCPT TO:<";
    const auto end = command.find('>');
    asked_for = command.starts_with(kHead) && end != std::string_view::npos
                    ? std::string(command.substr(kHead.size(), end - kHead.size()))
                    : "";
    named += asked_for.empty() ? 0 : 1;
  }
  void hear(std::string line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
    if (line.empty()) return;
    // Whole: a reply that repeats the password is cut only after the password was removed.
    said = line;
    const bool last_line = line.size() < 4 || line[3] != '-';
    if (asked_for.empty() || !last_line) return;
    if (line.front() == '2')
      ++taken;
    else
      refused.push_back({asked_for, said, line.front() == '4'});
    asked_for.clear();
  }
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* data) {
  auto& left = static_cast<Conversation*>(data)->left;
  const auto bytes = std::min(left.size(), size * count);
  std::memcpy(into, left.data(), bytes);
  left.remove_prefix(bytes);
  return bytes;
}

/// Reads both directions of the session, line by line. Only replies and recipients are kept, because the
/// login data passes here too.
int listen_in(CURL*, curl_infotype type, char* bytes, std::size_t size, void* data) {
  auto& conversation = *static_cast<Conversation*>(data);
  if (type == CURLINFO_HEADER_OUT) conversation.ask({bytes, size});
  if (type == CURLINFO_HEADER_IN) conversation.hear(std::string(bytes, size));
  return 0;
}

ErrorKind kind_of(CURLcode code, long reply) {
  if (code == CURLE_OPERATION_TIMEDOUT) return ErrorKind::timeout;
  if (code == CURLE_LOGIN_DENIED) return ErrorKind::denied;
  if (reply >= 500 && reply < 600) return ErrorKind::invalid;
  return ErrorKind::io;
}

void configure(CURL* easy, const MailServer& server) {
  curl_easy_setopt(easy, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy, CURLOPT_USE_SSL,
                   static_cast<long>(server.encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(server.timeout.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(server.timeout.count()));
  // curl waits on its own for a reply that does not come, in whole seconds.
  const auto seconds = std::max<long>(1, static_cast<long>(server.timeout.count() / 1000));
  curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
  if (!server.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, server.ca_file.c_str());
  if (is_loopback(authority_of(server.url))) curl_easy_setopt(easy, CURLOPT_PROXY, "");
  if (!server.user.empty() && server.password != nullptr) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, server.password->c_str());
  }
}

/// One message in one conversation, and how it went.
struct Sent {
  Conversation conversation;
  std::optional<Error> failed{};
  long reply = 0;  ///< The last one's number; 0 for none.
};

Result<CurlList> list_of(const std::vector<std::string>& to) {
  CurlList recipients;
  for (const auto& address : to) {
    auto* longer = curl_slist_append(recipients.get(), fmt::format("<{}>", address).c_str());
    if (longer == nullptr) return Error{ErrorKind::io, "no memory for another recipient"};
    (void)recipients.release();
    recipients.reset(longer);
  }
  return recipients;
}

Sent converse(const MailServer& server, const std::string& from, const std::vector<std::string>& to,
              const std::string& text) {
  Sent sent{.conversation = {text}};
  const CurlEasy easy(started_curl() ? curl_easy_init() : nullptr);
  const auto recipients = list_of(to);
  if (!easy) sent.failed = Error{ErrorKind::io, "libcurl did not start"};
  if (!recipients) sent.failed = recipients.error();
  if (sent.failed) return sent;
  const auto sender = fmt::format("<{}>", from);
  std::string why(CURL_ERROR_SIZE, '\0');
  configure(easy.get(), server);
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients->get());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(easy.get(), CURLOPT_READDATA, &sent.conversation);
  curl_easy_setopt(easy.get(), CURLOPT_DEBUGFUNCTION, listen_in);
  curl_easy_setopt(easy.get(), CURLOPT_DEBUGDATA, &sent.conversation);
  curl_easy_setopt(easy.get(), CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, why.data());

  const auto code = curl_easy_perform(easy.get());
  if (code == CURLE_OK) return sent;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &sent.reply);
  why.resize(std::strlen(why.c_str()));
  if (why.empty()) why = curl_easy_strerror(code);
  if (sent.reply >= 400 && !sent.conversation.said.empty())
    why += fmt::format(" ({})", sent.conversation.said);
  sent.failed = Error{kind_of(code, sent.reply), fmt::format("{}: {}", server.url, why)};
  return sent;
}

/// Every recipient was rejected: the error lists each with the server's reply. One deferred recipient is a
/// reason for another attempt.
Error nobody_taken(const MailServer& server, const Sent& sent) {
  std::string each;
  bool for_now = false;
  for (const auto& one : sent.conversation.refused) {
    each += fmt::format("{}{}: {}", each.empty() ? "" : ", ", one.address, one.reply);
    for_now = for_now || one.for_now;
  }
  return {for_now ? ErrorKind::io : ErrorKind::invalid,
          fmt::format("{}: the server accepted no recipient ({})", server.url, each)};
}

/// Whether one recipient may have caused the failure for all: the server answered about recipients, and then
/// rejected the message, or closed the connection. A server that has no time for one can close it (421).
bool may_be_about_one(const Sent& sent, std::size_t recipients) {
  const auto& conversation = sent.conversation;
  const bool unanswered = conversation.named > conversation.taken + conversation.refused.size();
  return recipients > 1 && conversation.named > 0 && sent.failed->kind != ErrorKind::timeout &&
         (sent.reply >= 500 || conversation.named < recipients || unanswered ||
          !conversation.refused.empty());
}

/// Sends the message to each recipient alone; nullopt if none is accepted.
std::optional<std::vector<RefusedRecipient>> one_by_one(const MailServer& server, const std::string& from,
                                                        const std::vector<std::string>& to,
                                                        const std::string& text) {
  std::vector<RefusedRecipient> refused;
  std::string gone;  // The error that ended it: the others would take as long.
  for (const auto& address : to) {
    if (!gone.empty()) {
      refused.push_back({address, gone, true});
      continue;
    }
    auto sent = converse(server, from, {address}, text);
    if (!sent.failed) continue;
    if (sent.failed->kind == ErrorKind::timeout) gone = sent.failed->what;
    if (sent.conversation.refused.empty())
      refused.push_back({address, sent.failed->what, sent.reply < 500});
    else
      refused.push_back(sent.conversation.refused.front());
  }
  if (refused.size() == to.size()) return std::nullopt;
  return refused;
}

}  // namespace

Result<std::vector<RefusedRecipient>> send_mail(const MailServer& server, const std::string& from,
                                                const std::vector<std::string>& to, const std::string& text) {
  auto sent = converse(server, from, to, text);
  if (!sent.failed) return std::move(sent.conversation.refused);
  if (sent.conversation.taken == 0 && sent.conversation.refused.size() == to.size())
    return nobody_taken(server, sent);
  if (may_be_about_one(sent, to.size())) {
    if (auto refused = one_by_one(server, from, to, text)) return *std::move(refused);
  }
  return *sent.failed;
}

}  // namespace muster
