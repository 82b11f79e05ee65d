#include "reconciler/adapters/secrets/without_secret.hpp"

#include <set>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/secrets/secret.hpp"

namespace muster {
namespace {

/// Inserted text is never searched again: otherwise a secret that is part of it would be found for ever.
std::string replaced(const std::string& text, const std::string& secret) {
  std::string out;
  std::size_t from = 0;
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, from)) {
    out.append(text, from, at - from).append("[secret]");
    from = at + secret.size();
  }
  return out.append(text, from);
}

std::string in_json(const std::string& text) {
  JsonWriter out(JsonLayout::compact);
  out.text(text);
  auto quoted = std::move(out).finish();
  return quoted.substr(1, quoted.size() - 2);
}

/// With a slash as "\/", as some JSON writers escape it.
std::string with_spelt_slashes(const std::string& text) {
  std::string out;
  for (const char c : text) out.append(c == '/' ? "\\/" : std::string(1, c));
  return out;
}

}  // namespace

std::string without_secret(std::string text, const std::string& secret) {
  if (secret.empty()) return text;
  std::set<std::string> forms = {secret, percent_encoded(secret), in_json(secret),
                                 with_spelt_slashes(secret)};
  auto base64 = to_base64(secret);
  forms.insert(base64);
  while (base64.ends_with('=')) base64.pop_back();
  forms.insert(base64);
  // Backwards: the longer of two with the same beginning is first.
  for (auto form = forms.rbegin(); form != forms.rend(); ++form) text = replaced(text, *form);
  for (auto node = forms.begin(); node != forms.end();) {
    auto form = forms.extract(node++);
    wipe(form.value());
  }
  return text;
}

}  // namespace muster
