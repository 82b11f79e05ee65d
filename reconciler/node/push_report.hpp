#pragma once

#include <optional>
#include <string>

namespace muster::node {

/// What one push came to, as muster-node-push says it on its standard output.
struct PushReport {
  int samples = 0;     ///< Delivered, and out of the spool.
  int refused = 0;     ///< Readings that muster will never take; they are out of the spool, too.
  int waiting = 0;     ///< Samples that stay in the spool and go out again.
  bool given = false;  ///< Whether muster has the lines that were given beside the spool.

  friend bool operator==(const PushReport&, const PushReport&) = default;
};

/// "delivered 12, refused 0, waiting 1, given 0"
std::string to_string(const PushReport& report);
std::optional<PushReport> report_in(const std::string& text);

}  // namespace muster::node
