#pragma once

#include <cstdint>
#include <string>

#include "reconciler/core/base/result.hpp"

namespace muster {

/// The address of a listener.
struct ListenAddress {
  std::string host;  ///< A name or an address; an IPv6 address without its brackets.
  std::uint16_t port = 0;

  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// Parses "127.0.0.1:8443", "localhost:8443" or "[::1]:8443". Fails with `invalid`.
Result<ListenAddress> parse_listen_address(const std::string& text);

}  // namespace muster
