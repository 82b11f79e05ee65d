#pragma once

#include <string_view>

namespace muster {

/// Whether a token or key may be sent to that address: it is https, or http to this machine (is_loopback).
/// Every place that sends a secret asks this one function.
bool may_carry_secret(std::string_view url);

}  // namespace muster
