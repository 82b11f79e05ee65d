#include "reconciler/adapters/signing/signature_check.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "reconciler/adapters/secrets/base64.hpp"

namespace muster {
namespace {

Error denied(std::string what) {
  return {ErrorKind::denied, std::move(what)};
}

bool fits(const std::string& signature, const std::string& text, const std::string& key) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()), bytes,
                                     text.size(), reinterpret_cast<const unsigned char*>(key.data())) == 0;
}

}  // namespace

Result<Approver> SignatureCheck::approver(const std::string& name) const {
  const auto found = std::find_if(approvers_.begin(), approvers_.end(),
                                  [&](const Approver& approver) { return approver.name == name; });
  if (found != approvers_.end()) return *found;
  std::string known;
  for (const auto& approver : approvers_) known += (known.empty() ? "" : ", ") + approver.name;
  return denied(fmt::format("{} has no key in {}, which names {}", name, source_,
                            known.empty() ? "no approvers" : known));
}

Result<VerifiedStatement> SignatureCheck::check(const SignedStatement& said) const {
  constexpr std::string_view kPrefix = "ed25519:";
  const auto& statement = said.statement;
  if (statement.fleet != fleet_)
    return denied(fmt::format("it is for fleet {}, this is fleet {}", statement.fleet.value, fleet_.value));
  const auto by = approver(statement.by);
  if (!by) return by.error();
  if (said.key != by->key) {
    return denied(fmt::format("it names the key {}, but {}'s key in {} is {}", said.key, statement.by,
                              source_, by->key));
  }
  const auto key = by->key.starts_with(kPrefix)
                       ? from_base64(by->key.substr(kPrefix.size()), crypto_sign_PUBLICKEYBYTES)
                       : denied("unknown");
  if (!key) return denied(fmt::format("{}'s key in {} is not an Ed25519 key", statement.by, source_));
  const auto signature = from_base64(said.signature, crypto_sign_BYTES);
  if (!signature || !fits(*signature, text_to_sign(statement), *key)) {
    return denied(fmt::format(
        "the signature is invalid: {}'s key did not make it, or the signed text was edited afterwards",
        statement.by));
  }
  return VerifiedStatement(statement, by->key);
}

}  // namespace muster
