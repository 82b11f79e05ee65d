#include "reconciler/adapters/http/secret_address.hpp"

#include <algorithm>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

bool may_carry_secret(std::string_view url) {
  const auto odd = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\'; };
  if (std::any_of(url.begin(), url.end(), odd)) return false;
  const auto authority = authority_of(url);
  if (url.starts_with("https://")) return !authority.empty();
  return url.starts_with("http://") && is_loopback(authority);
}

}  // namespace muster
