#pragma once

#include <string>

namespace muster {

/// Returns the text without anything that looks like a secret: tokens of known clouds, muster-node and git
/// hosts, the text after "Bearer" and "Basic", passwords in addresses, values of fields and parameters with
/// the names token, password, secret or key, private keys. Foreign text passes through here before it reaches
/// a log, a terminal or the journal. Linear time.
std::string redacted(std::string text);

}  // namespace muster
