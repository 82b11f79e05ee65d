#pragma once

#include <string>

#include "reconciler/core/base/result.hpp"
#include "reconciler/core/history/lease.hpp"

namespace muster {

/// The holder of a lease as compact JSON. Fields are only ever added.
std::string encode_holder(const LeaseHolder& holder);

/// The holder again. Unknown fields are ignored; what is no holder fails with invalid.
Result<LeaseHolder> decode_holder(const std::string& text);

}  // namespace muster
