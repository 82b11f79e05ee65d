#include "providers/sandbox/simulation/address.hpp"

namespace muster::sandbox {

std::string address(int first, std::int64_t second, std::int64_t number) {
  return std::to_string(first) + "." + std::to_string(second + number / 62'500) + "." +
         std::to_string(number / 250 % 250) + "." + std::to_string(number % 250 + 2);
}

std::string public_address(std::int64_t number) {
  return address(198, 18, number);
}

}  // namespace muster::sandbox
