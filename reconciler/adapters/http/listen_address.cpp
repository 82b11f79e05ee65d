#include "reconciler/adapters/http/listen_address.hpp"

#include <fmt/format.h>

#include <charconv>

namespace muster {

Result<ListenAddress> parse_listen_address(const std::string& text) {
  const Error wrong{ErrorKind::invalid,
                    fmt::format("\"{}\" is not an address and a port such as 127.0.0.1:8443", text)};
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return wrong;
  std::uint16_t port = 0;
  const auto [end, problem] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  if (problem != std::errc() || end != text.data() + text.size()) return wrong;
  auto host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) return wrong;
  return ListenAddress{std::move(host), port};
}

}  // namespace muster
