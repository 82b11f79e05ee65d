#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// Returns the holder of a lease as compact JSON. New versions only add fields.
std::string encode_holder(const LeaseHolder& holder);

/// Parses a holder. Unknown fields are ignored. Fails with invalid.
Result<LeaseHolder> decode_holder(const std::string& text);

}  // namespace muster
