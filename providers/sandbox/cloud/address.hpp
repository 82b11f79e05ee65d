#pragma once

#include <cstdint>
#include <string>

namespace muster::sandbox {

/// The address number `number` from `first`.`second` on; a second octet has 62,500.
std::string address(int first, std::int64_t second, std::int64_t number);

/// The public address number `number`. Comes from the range that is set aside for benchmarks (198.18.0.0/15),
/// so that nobody is ever reached by mistake.
std::string public_address(std::int64_t number);

}  // namespace muster::sandbox
