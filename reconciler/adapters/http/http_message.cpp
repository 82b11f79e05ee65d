#include "reconciler/adapters/http/http_message.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace muster {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

/// Whether the host is an IPv4 address of this machine, written in full: other notations of it are read
/// differently by different programs.
bool is_loopback_quad(std::string_view host) {
  in_addr address{};
  return ::inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

/// Whether a host is followed by nothing, or by a colon and a port.
bool is_port_or_nothing(std::string_view rest) {
  if (rest.empty()) return true;
  const auto digits = rest.substr(1);
  return rest.front() == ':' && !digits.empty() && digits.size() <= 5 &&
         digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> header_of(const HttpHeaders& headers, std::string_view name) {
  for (const auto& header : headers) {
    if (same_name(header.name, name)) return header.value;
  }
  return std::nullopt;
}

bool only_reads(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.push_back('%');
    encoded.push_back(kHex[byte >> 4]);
    encoded.push_back(kHex[byte & 15]);
  }
  return encoded;
}

std::string authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  auto rest = url.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const auto user = rest.rfind('@');
  return std::string(user == std::string_view::npos ? rest : rest.substr(user + 1));
}

bool is_loopback(std::string_view authority) {
  constexpr std::string_view kSix = "[::1]";
  if (authority.starts_with(kSix)) return is_port_or_nothing(authority.substr(kSix.size()));
  const auto host = authority.substr(0, authority.find(':'));
  return is_port_or_nothing(authority.substr(host.size())) &&
         (same_name(host, "localhost") || is_loopback_quad(host));
}

}  // namespace muster
