#pragma once

#include <string>

#include "reconciler/adapters/signing/signature_check.hpp"
#include "reconciler/adapters/signing/signing_key.hpp"

namespace muster::test {

/// A key that is always the same for a name, and nobody's but a test's.
SigningKey key_of(const std::string& name);

/// The approver of that name with that key.
Approver approver(const std::string& name);

/// A statement with its signature checked: by the key of its author, for fleet "fpai".
VerifiedStatement verified(Statement statement);

}  // namespace muster::test
