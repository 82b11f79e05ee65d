#pragma once

#include <string>
#include <vector>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/base/time.hpp"

namespace muster {

/// A mail server and how to talk to it.
struct MailServer {
  std::string url;        ///< "smtps://mail.example:465" or "smtp://mail.example:587".
  bool encrypted = true;  ///< Whether smtp:// must become TLS (STARTTLS) before anything is said.
  std::string user{};     ///< Empty: nobody logs in.
  const std::string* password = nullptr;  ///< Outlives the call.
  Duration timeout = 10s;                 ///< Of the whole conversation.
  std::string ca_file{};  ///< PEM file of the authorities to trust; "" for those of the system.
};

/// A recipient that did not get a message which others got.
struct RefusedRecipient {
  std::string address;
  std::string reply;     ///< What the server said: "550 5.1.1 no such user".
  bool for_now = false;  ///< Whether it may be taken later: the server said 4xx.
};

/// Hands one message to the server: `text` is a whole one by RFC 5322, lines ending in CRLF. A recipient that
/// is refused does not keep it from the others; where the server refuses the message of all, each is tried
/// alone. Returns those who did not get it.
///
/// Fails when nobody got it: with `denied` when the user is refused, `invalid` when the server refuses
/// sender, every recipient or the message, `timeout`, or `io`. Never repeats what it was given to log in
/// with.
Result<std::vector<RefusedRecipient>> send_mail(const MailServer& server, const std::string& from,
                                                const std::vector<std::string>& to, const std::string& text);

}  // namespace muster
