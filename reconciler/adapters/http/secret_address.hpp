#pragma once

#include <string_view>

namespace muster {

/// Whether a token or key may be sent to that address: it is https, or http to this machine (is_loopback).
/// Every sender of a secret calls this function.
bool may_carry_secret(std::string_view url);

}  // namespace muster
