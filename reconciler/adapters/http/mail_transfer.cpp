#include "reconciler/adapters/http/mail_transfer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "reconciler/adapters/http/curl_handles.hpp"
#include "reconciler/adapters/http/http_message.hpp"

namespace muster {
namespace {

/// What is still to be sent, and what the server said last.
struct Conversation {
  std::string_view left;
  std::string said;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* data) {
  auto& left = static_cast<Conversation*>(data)->left;
  const auto bytes = std::min(left.size(), size * count);
  std::memcpy(into, left.data(), bytes);
  left.remove_prefix(bytes);
  return bytes;
}

std::size_t hear(char* bytes, std::size_t size, std::size_t count, void* data) {
  std::string line(bytes, size * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  if (!line.empty()) static_cast<Conversation*>(data)->said = line.substr(0, 300);
  return size * count;
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

}  // namespace

Result<Done> send_mail(const MailServer& server, const std::string& from, const std::vector<std::string>& to,
                       const std::string& text) {
  const CurlEasy easy(started_curl() ? curl_easy_init() : nullptr);
  if (!easy) return Error{ErrorKind::io, "libcurl did not start"};
  CurlList recipients;
  for (const auto& address : to) {
    auto* longer = curl_slist_append(recipients.get(), fmt::format("<{}>", address).c_str());
    if (longer == nullptr) return Error{ErrorKind::io, "no memory for another recipient"};
    (void)recipients.release();
    recipients.reset(longer);
  }
  const auto sender = fmt::format("<{}>", from);
  Conversation conversation{text, {}};
  std::string why(CURL_ERROR_SIZE, '\0');
  configure(easy.get(), server);
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, give);
  curl_easy_setopt(easy.get(), CURLOPT_READDATA, &conversation);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERFUNCTION, hear);
  curl_easy_setopt(easy.get(), CURLOPT_HEADERDATA, &conversation);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, why.data());

  const auto code = curl_easy_perform(easy.get());
  if (code == CURLE_OK) return Done{};
  long reply = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &reply);
  why.resize(std::strlen(why.c_str()));
  if (why.empty()) why = curl_easy_strerror(code);
  if (reply >= 400 && !conversation.said.empty()) why += fmt::format(" ({})", conversation.said);
  return Error{kind_of(code, reply), fmt::format("{}: {}", server.url, why)};
}

}  // namespace muster
