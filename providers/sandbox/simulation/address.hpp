#pragma once

#include <cstdint>
#include <string>

namespace muster::sandbox {

/// Returns address number `number` from `first`.`second` on; a second octet has 62,500.
std::string address(int first, std::int64_t second, std::int64_t number);

/// Returns public address number `number`, from the range that is reserved for benchmarks (198.18.0.0/15), so
/// that no real host is ever contacted.
std::string public_address(std::int64_t number);

}  // namespace muster::sandbox
