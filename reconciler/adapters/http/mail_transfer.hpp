#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A mail server and its connection settings.
struct MailServer {
  std::string url;        ///< "smtps://mail.example:465" or "smtp://mail.example:587".
  bool encrypted = true;  ///< Whether smtp:// must become TLS (STARTTLS) before anything is sent.
  std::string user{};     ///< Empty: no login.
  const std::string* password = nullptr;  ///< It outlives the call.
  Duration timeout = 10s;                 ///< Time limit of the whole session.
  std::string ca_file{};  ///< PEM file of the trusted authorities; "" for those of the system.
};

/// A recipient that did not get a message which other recipients got.
struct RefusedRecipient {
  std::string address;
  std::string reply;     ///< Reply of the server: "550 5.1.1 no such user". It can repeat the login data.
  bool for_now = false;  ///< Whether the server may accept it later: it answered 4xx.
};

/// Sends one message: `text` is a complete one by RFC 5322, with lines ending in CRLF. A rejected recipient
/// does not affect the others; if the server rejects the message for all or closes the connection at one,
/// each is tried alone. Returns the recipients that did not get it.
///
/// Fails if no recipient got it: with `denied` if the login failed, with `invalid` if the server rejected the
/// sender, every recipient or the message, with `timeout`, or with `io`. An error contains whole replies.
Result<std::vector<RefusedRecipient>> send_mail(const MailServer& server, const std::string& from,
                                                const std::vector<std::string>& to, const std::string& text);

}  // namespace muster
