#include "reconciler/core/fleet/declared/secret_use.hpp"
#include "reconciler/core/base/text/enum_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace muster {
namespace {

constexpr auto kRoles = enum_words<SecretRole>({
    {SecretRole::cloud_key, "cloud-key"},
    {SecretRole::node_key, "node-key"},
    {SecretRole::token, "token"},
    {SecretRole::address, "address"},
    {SecretRole::signing_key, "signing-key"},
    {SecretRole::mail_password, "mail-password"},
    {SecretRole::wake_token, "wake-token"},
});

std::string for_whom(const std::vector<std::string>& to) {
  return to.empty() ? "" : fmt::format(" for {}", fmt::join(to, ", "));
}

/// Takes the named ones only.
class Uses {
 public:
  void add(const std::string& name, SecretRole role, const std::string& url, const std::string& path) {
    if (!name.empty())
      all_.push_back({.name = name, .role = role, .to = url.empty() ? "" : origin_of(url), .path = path});
  }
  std::vector<SecretUse> take() { return std::move(all_); }

 private:
  std::vector<SecretUse> all_;
};

}  // namespace

const char* to_string(SecretRole role) {
  return kRoles.of(role);
}

std::optional<SecretRole> secret_role_of(const std::string& word) {
  return kRoles.find(word);
}

std::vector<SecretUse> secret_uses(const Fleet& fleet) {
  Uses uses;
  for (std::size_t i = 0; i < fleet.readings.size(); ++i) {
    const auto& rule = fleet.readings[i];
    const auto path = fmt::format("spec.readings[{}].", i);
    if (rule.kind == "node")
      uses.add(rule.secret, SecretRole::node_key, "", path + "key");
    else
      uses.add(rule.secret, SecretRole::token, rule.url, path + "token");
  }
  for (std::size_t i = 0; i < fleet.receivers.size(); ++i) {
    const auto& rule = fleet.receivers[i];
    const auto path = fmt::format("spec.announce[{}].", i);
    uses.add(rule.url_secret, SecretRole::address, "", path + "url_secret");
    uses.add(rule.token_secret, SecretRole::token, rule.url, path + "token");
    uses.add(rule.signing_secret, SecretRole::signing_key, "", path + "signing_key");
    uses.add(rule.password_secret, SecretRole::mail_password, rule.server, path + "password");
  }
  return uses.take();
}

std::string origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  const auto from = scheme == std::string_view::npos ? 0 : scheme + 3;
  std::string origin(url.substr(0, std::min(url.size(), url.find_first_of("/?#\\", from))));
  for (auto& c : origin) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return origin;
}

std::string to_string(const SecretBinding& binding) {
  return to_string(binding.role) + for_whom(binding.to);
}

std::optional<SecretBinding> binding_in(const std::vector<SecretUse>& uses, const std::string& name) {
  std::optional<SecretBinding> binding;
  bool anywhere = false;
  for (const auto& use : uses) {
    if (use.name != name) continue;
    if (!binding) binding = SecretBinding{use.role};
    if (binding->role != use.role) return std::nullopt;
    const bool known = std::find(binding->to.begin(), binding->to.end(), use.to) != binding->to.end();
    if (use.to.empty()) anywhere = true;
    if (!known && !use.to.empty()) binding->to.push_back(use.to);
  }
  if (binding && anywhere) binding->to.clear();
  return binding;
}

Result<Done> check_use(const SecretBinding& kept, const SecretUse& use) {
  const bool there = kept.to.empty() || std::find(kept.to.begin(), kept.to.end(), use.to) != kept.to.end();
  if (kept.role == use.role && there) return Done{};
  return Error{ErrorKind::denied,
               fmt::format("the secret \"{0}\" is stored as {1}, and the fleet file requests it as {2}; "
                           "muster did not use it. To permit this: muster vault bind {0}",
                           use.name, to_string(kept),
                           to_string(SecretBinding{use.role, use.to.empty() ? std::vector<std::string>()
                                                                            : std::vector{use.to}}))};
}

}  // namespace muster
