#pragma once

#include <string>

#include "reconciler/core/alert/notification_log.hpp"

namespace muster {

/// Returns the book as in schemas/alert-book.schema.json. The same book results in the same bytes.
std::string to_json(const NotificationLog& book);

/// Parses the book. Fails with `invalid`, with the position, for other text or a later version.
Result<NotificationLog> notification_log_in(const std::string& json);

}  // namespace muster
