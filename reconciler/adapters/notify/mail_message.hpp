#pragma once

#include <string>
#include <vector>

#include "reconciler/core/alert/notification.hpp"

namespace muster {

/// Returns the announcement as a mail by RFC 5322: plain text in UTF-8, lines ending in CRLF. No text can add
/// a header.
std::string mail_message(const Notification& notification, const std::string& from,
                         const std::vector<std::string>& to);

}  // namespace muster
