#include "reconciler/adapters/vault/vault.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/core/base/diagnostic.hpp"

namespace muster {
namespace {

constexpr std::size_t kLongestSecret = 65'536;
constexpr std::size_t kLongestName = 64;
constexpr std::string_view kVaultHead = "muster vault 1\n";

bool is_name(const std::string& name) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && name.size() <= kLongestName && small(name.front()) && name.back() != '-' &&
         name.find("--") == std::string::npos &&
         std::all_of(name.begin(), name.end(), [&](char c) { return small(c) || digit(c) || c == '-'; });
}

std::string_view take_until(std::string_view& text, char end) {
  const auto at = text.find(end);
  const auto piece = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return piece;
}

std::size_t decoded_size(std::string_view base64) {
  const auto padding = static_cast<std::size_t>(std::count(base64.begin(), base64.end(), '='));
  return base64.size() / 4 * 3 - std::min(padding, base64.size() / 4 * 3);
}

/// " token https://a,https://b": the text after the secret; empty for a secret without a binding.
std::string written(const std::optional<SecretBinding>& binding) {
  if (!binding) return "";
  auto text = std::string(" ") + to_string(binding->role);
  for (std::size_t i = 0; i < binding->to.size(); ++i) text += (i == 0 ? " " : ",") + binding->to[i];
  return text;
}

std::optional<SecretBinding> binding_from(std::string_view text) {
  const auto role = secret_role_of(std::string(take_until(text, ' ')));
  if (!role) return std::nullopt;
  SecretBinding binding{*role};
  while (!text.empty()) binding.to.emplace_back(take_until(text, ','));
  return binding;
}

}  // namespace

Error Vault::no_such(const std::string& name) const {
  std::vector<std::string> names;
  for (const auto& [known, kept] : secrets_) names.push_back(known);
  const auto nearest = nearest_word(name, names);
  return {ErrorKind::not_found,
          fmt::format("the vault has no secret \"{}\"{}", name,
                      nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest))};
}

Result<Done> Vault::set(const std::string& name, Secret value, Instant now) {
  if (!is_name(name))
    return Error{ErrorKind::invalid,
                 fmt::format("\"{}\" is not a secret's name: lower-case letters, digits and dashes, such as "
                             "digitalocean",
                             name.substr(0, kLongestName))};
  const auto& text = value.reveal();
  if (text.empty()) return Error{ErrorKind::invalid, "the secret is empty"};
  if (text.size() > kLongestSecret)
    return Error{ErrorKind::invalid, fmt::format("the secret is longer than {} bytes", kLongestSecret)};
  if (text.find('\0') != std::string::npos) return Error{ErrorKind::invalid, "the secret holds a NUL byte"};
  secrets_.insert_or_assign(name, Kept{.value = std::move(value), .set_at = now});
  return Done{};
}

Result<Secret> Vault::get(const std::string& name) const {
  const auto found = secrets_.find(name);
  if (found == secrets_.end()) return no_such(name);
  return Secret(std::string(found->second.value.reveal()));
}

Result<Done> Vault::remove(const std::string& name) {
  if (secrets_.erase(name) == 0) return no_such(name);
  return Done{};
}

Result<Done> Vault::bind(const std::string& name, SecretBinding binding) {
  const auto found = secrets_.find(name);
  if (found == secrets_.end()) return no_such(name);
  for (const auto& to : binding.to) {
    const bool whole = std::none_of(to.begin(), to.end(), [](char c) {
      return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == ',';
    });
    if (to.empty() || !whole || to.find("://") == std::string::npos)
      return Error{ErrorKind::invalid,
                   fmt::format("\"{}\" is not an address such as https://prometheus.example:9090", to)};
  }
  found->second.binding = std::move(binding);
  return Done{};
}

std::optional<SecretBinding> Vault::binding(const std::string& name) const {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? std::nullopt : found->second.binding;
}

std::vector<Vault::Entry> Vault::entries() const {
  std::vector<Entry> all;
  for (const auto& [name, kept] : secrets_) all.push_back({name, kept.set_at, kept.binding});
  return all;
}

Secret Vault::to_bytes() const {
  // Reserved at once: a growing text leaves copies in memory.
  std::size_t size = kVaultHead.size();
  for (const auto& [name, kept] : secrets_)
    size += name.size() + kept.value.reveal().size() * 2 + written(kept.binding).size() + 64;
  std::string bytes;
  bytes.reserve(size);
  bytes += kVaultHead;
  for (const auto& [name, kept] : secrets_) {
    auto value = to_base64(kept.value.reveal());
    bytes += name;
    bytes += ' ';
    bytes += format_instant(kept.set_at);
    bytes += ' ';
    bytes += value;
    bytes += written(kept.binding);
    bytes += '\n';
    wipe(value);
  }
  return Secret(std::move(bytes));
}

Result<Vault> Vault::from_bytes(const Secret& bytes) {
  const Error strange{ErrorKind::invalid, "the sealed content is not a vault"};
  std::string_view text = bytes.reveal();
  if (!text.starts_with(kVaultHead)) return strange;
  text.remove_prefix(kVaultHead.size());
  Vault vault;
  while (!text.empty()) {
    auto line = take_until(text, '\n');
    const std::string name(take_until(line, ' '));
    const auto set_at = parse_instant(std::string(take_until(line, ' ')));
    std::string base64(take_until(line, ' '));
    auto value = from_base64(base64, decoded_size(base64));
    wipe(base64);
    if (!set_at || !value) return strange;
    if (!vault.set(name, Secret(*std::move(value)), *set_at)) return strange;
    if (line.empty()) continue;
    auto binding = binding_from(line);
    if (!binding || !vault.bind(name, *std::move(binding))) return strange;
  }
  return vault;
}

}  // namespace muster
