#include "tests/support/signers.hpp"

namespace muster::test {

SigningKey key_of(const std::string& name) {
  std::string seed = name;
  seed.resize(32, '.');
  return *SigningKey::from_seed(Secret(std::move(seed)));
}

Approver approver(const std::string& name) {
  return {name, key_of(name).public_text()};
}

VerifiedStatement verified(Statement statement) {
  statement.fleet = FleetName("fpai");
  const auto by = statement.by;
  const SignatureCheck check(statement.fleet, {approver(by)}, "the fleet file");
  return *check.check(key_of(by).sign(std::move(statement)));
}

}  // namespace muster::test
