#include <algorithm>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

Response show_account(const Call& call) {
  return json_response(200, "account", [&](JsonText& out) {
    out.open_object().number("droplet_limit", call.cloud.rules.droplet_limit).number("floating_ip_limit", 3);
    out.number("reserved_ip_limit", 3).number("volume_limit", call.cloud.rules.volume_limit);
    out.text("email", "sandbox@example.com").text("name", "Sandbox").text("uuid", call.cloud.account_uuid);
    out.flag("email_verified", true).text("status", "active").text("status_message", "");
    out.key("team")
        .open_object()
        .text("uuid", call.cloud.account_uuid)
        .text("name", "Sandbox")
        .close_object();
    out.close_object();
  });
}

Response show_balance(const Call& call) {
  JsonText out;
  out.open_object().text("month_to_date_balance", "0.00").text("account_balance", "0.00");
  out.text("month_to_date_usage", "0.00").text("generated_at", api_time(call.now)).close_object();
  return json_response(200, out);
}

/// Sixteen hexadecimal pairs that depend on the key alone; not the MD5 that the real service computes.
std::string fingerprint_of(const std::string& public_key) {
  constexpr char digits[] = "0123456789abcdef";
  std::uint64_t state = 0;
  for (const char c : public_key) state = mixed(state ^ static_cast<unsigned char>(c));
  std::string text;
  for (unsigned i = 0; i < 16; ++i) {
    if (i == 8) state = mixed(state);
    const auto byte = state >> (8U * (i % 8U)) & 255U;
    if (i > 0) text += ':';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

SshKey* find_key(const Call& call) {
  if (auto* key = call.cloud.keys.find(call.number(0))) return key;
  for (std::size_t i = 0; i < call.cloud.keys.size(); ++i)
    if (call.cloud.keys.at(i).fingerprint == call.parts[0]) return &call.cloud.keys.at(i);
  return nullptr;
}

Response list_keys(const Call& call) {
  const auto& all = call.cloud.keys;
  return page_of(call, "ssh_keys", all.size(),
                 [&](JsonText& out, std::size_t i) { write_json(out, all.at(i)); });
}

Response add_key(const Call& call) {
  SshKey key;
  key.name = call.body.at("name").text_or("");
  key.public_key = call.body.at("public_key").text_or("");
  if (key.name.empty()) return unprocessable("Name can't be blank");
  if (!key.public_key.starts_with("ssh-") && !key.public_key.starts_with("ecdsa-"))
    return unprocessable("Key invalid, key should be of type rsa, ecdsa or ed25519");
  key.fingerprint = fingerprint_of(key.public_key);
  for (std::size_t i = 0; i < call.cloud.keys.size(); ++i)
    if (call.cloud.keys.at(i).fingerprint == key.fingerprint)
      return unprocessable("SSH Key is already in use on your account");
  key.id = call.cloud.random.between(10'000'000, 59'999'999);
  const auto& added = call.cloud.keys.add(std::move(key));
  return json_response(201, "ssh_key", [&](JsonText& out) { write_json(out, added); });
}

Response show_key(const Call& call) {
  const auto* key = find_key(call);
  if (key == nullptr) return not_found();
  return json_response(200, "ssh_key", [&](JsonText& out) { write_json(out, *key); });
}

Response rename_key(const Call& call) {
  auto* key = find_key(call);
  if (key == nullptr) return not_found();
  const auto name = call.body.at("name").text_or("");
  if (name.empty()) return unprocessable("Name can't be blank");
  key->name = name;
  return json_response(200, "ssh_key", [&](JsonText& out) { write_json(out, *key); });
}

Response remove_key(const Call& call) {
  const auto* key = find_key(call);
  if (key == nullptr) return not_found();
  call.cloud.keys.erase(std::int64_t{key->id});
  return done();
}

constexpr Route routes[] = {
    {"GET", "/v2/account", show_account},         {"GET", "/v2/customers/my/balance", show_balance},
    {"GET", "/v2/account/keys", list_keys},       {"POST", "/v2/account/keys", add_key},
    {"GET", "/v2/account/keys/*", show_key},      {"PUT", "/v2/account/keys/*", rename_key},
    {"DELETE", "/v2/account/keys/*", remove_key},
};

}  // namespace

Routes account_routes() {
  return routes;
}

}  // namespace muster::sandbox
