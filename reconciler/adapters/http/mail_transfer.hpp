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

/// Hands one message to the server: `text` is a whole one by RFC 5322, lines ending in CRLF. Fails with
/// `denied` when the user is refused, `invalid` when the server refuses sender, recipient or message,
/// `timeout`, or `io`. Never repeats what it was given to log in with.
Result<Done> send_mail(const MailServer& server, const std::string& from, const std::vector<std::string>& to,
                       const std::string& text);

}  // namespace muster
