#pragma once

#include <optional>
#include <string>

namespace muster::node {

/// The result of one push, as muster-node-push prints it to its standard output.
struct PushReport {
  int samples = 0;     ///< Delivered and removed from the spool.
  int refused = 0;     ///< Number of readings that muster refuses permanently; they are removed too.
  int waiting = 0;     ///< Number of samples that stay in the spool and are sent again.
  bool given = false;  ///< Whether muster has the lines that were passed beside the spool.

  friend bool operator==(const PushReport&, const PushReport&) = default;
};

/// "delivered 12, refused 0, waiting 1, given 0"
std::string to_string(const PushReport& report);
std::optional<PushReport> report_in(const std::string& text);

}  // namespace muster::node
