#include "reconciler/adapters/http/foreign_request.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "reconciler/core/base/lower_case.hpp"

namespace muster {
namespace {

constexpr std::string_view kDigits = "0123456789";

HttpResponse plain(int status, const std::string& text) {
  return {status, {{"Content-Type", "text/plain; charset=utf-8"}}, text + "\n"};
}

constexpr std::string_view kNameLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
constexpr std::string_view kIpv6Letters = "0123456789abcdef:.";

bool is_empty_or_port(std::string_view text) {
  return text.empty() || (text.front() == ':' && text.find_first_not_of(kDigits, 1) == text.npos);
}

/// The host without its port, in lower case; "" if it is neither a name nor an address.
std::string host_without_port(const std::string& host) {
  const bool bracket = host.starts_with('[');
  const auto end = bracket ? host.find(']') : host.find(':');
  if (bracket && end == std::string::npos) return "";
  const auto name = host.substr(0, bracket ? end + 1 : end);
  if (!is_empty_or_port(std::string_view(host).substr(name.size()))) return "";
  if (!bracket) return name.find_first_not_of(kNameLetters) == std::string::npos ? name : "";
  const auto address = name.substr(1, name.size() - 2);
  const bool ipv6 =
      address.find(':') != std::string::npos && address.find_first_not_of(kIpv6Letters) == std::string::npos;
  return ipv6 ? name : "";
}

/// Browsers accept "127.1" and "0x7f.1" as addresses too, and send them as 127.0.0.1.
bool is_ipv4(std::string_view host) {
  return std::count(host.begin(), host.end(), '.') == 3 &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool is_own_host(std::string_view host, const std::vector<std::string>& names) {
  auto name = host_without_port(lower_case(host));
  if (name.ends_with('.')) name.pop_back();
  if (name.empty()) return false;
  if (name.starts_with('[') || is_ipv4(name) || name.find('.') == std::string::npos) return true;
  if (name.ends_with(".localhost")) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& own) { return lower_case(own) == name; });
}

std::optional<HttpResponse> refusal_of_foreign(const HttpRequest& request,
                                               const std::vector<std::string>& names) {
  std::vector<std::string> hosts;
  for (const auto& header : request.headers)
    if (lower_case(header.name) == "host") hosts.push_back(header.value);
  if (hosts.size() > 1) return plain(400, "the request names several hosts");
  // Only HTTP/1.0 omits the host, and no browser uses it.
  if (!hosts.empty() && !is_own_host(hosts.front(), names))
    return plain(421, "this host name is not served here: start muster with --allow-host to serve it");
  if (!only_reads(request) && header_of(request.headers, "Origin"))
    return plain(403, "a web page may not send this request");
  return std::nullopt;
}

std::string machine_host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "";
}

}  // namespace muster
