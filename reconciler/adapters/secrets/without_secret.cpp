#include "reconciler/adapters/secrets/without_secret.hpp"

#include <set>

#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/secrets/secret.hpp"
#include "reconciler/adapters/secrets/spelt_secret.hpp"

namespace muster {
namespace {

/// Inserted text is never searched again: otherwise a secret that is part of it would be found for ever.
std::string replaced(const std::string& text, const std::string& secret) {
  const std::string may_begin = {secret.front(), '\\', '&', '%'};
  std::string out;
  std::size_t from = 0;
  for (auto at = text.find_first_of(may_begin); at != std::string::npos;
       at = text.find_first_of(may_begin, at)) {
    const auto length = spelt_length(text, at, secret);
    if (length == 0) {
      ++at;
      continue;
    }
    out.append(text, from, at - from).append("[secret]");
    at += length;
    from = at;
  }
  return out.append(text, from);
}

}  // namespace

std::string without_secret(std::string text, const std::string& secret) {
  if (secret.empty()) return text;
  std::set<std::string> forms = {secret};
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
