#include "reconciler/adapters/secrets/secret_of_environment.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace muster {

std::string secret_variable(const std::string& name) {
  std::string variable = "MUSTER_SECRET_";
  for (const char c : name) {
    const bool small = c >= 'a' && c <= 'z';
    variable += small ? static_cast<char>(c - 'a' + 'A') : c == '-' ? '_' : c;
  }
  return variable;
}

Result<Secret> environment_secret(const std::string& name) {
  const auto variable = secret_variable(name);
  const char* text = std::getenv(variable.c_str());
  if (text == nullptr || *text == '\0')
    return Error{ErrorKind::not_found,
                 fmt::format("the secret \"{}\" does not exist: set {}", name, variable)};
  return Secret(std::string(text));
}

}  // namespace muster
