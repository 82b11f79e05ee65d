#include "reconciler/node/push_address.hpp"

#include "reconciler/adapters/http/secret_address.hpp"

namespace muster::node {

std::string push_address_problem(const std::string& url) {
  // The address is not repeated: it may contain a password.
  if (url.find('@') != std::string::npos) return "expected an address without a user in it";
  if (url.find_first_of("?#") != std::string::npos) return "expected an address without a query";
  if (may_carry_secret(url)) return "";
  return "expected https:// and a host, because the machine's token travels along; http:// is for this "
         "machine only (127.0.0.1, [::1] or localhost)";
}

}  // namespace muster::node
