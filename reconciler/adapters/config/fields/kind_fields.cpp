#include "reconciler/adapters/config/fields/kind_fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "reconciler/adapters/http/http_message.hpp"
#include "reconciler/adapters/http/secret_address.hpp"

namespace muster {

void check_kind_fields(const DeclaredFields& fields, const std::string& kind,
                       const std::vector<KindFields>& kinds, const std::string& called,
                       const std::string& none) {
  const auto known =
      std::find_if(kinds.begin(), kinds.end(), [&](const KindFields& one) { return kind == one.name; });
  if (known == kinds.end()) return;
  for (const auto& [name, example] : known->needed) {
    if (!fields.has(name))
      fields.report(name, fmt::format("{} {} without their {}", called, kind, name),
                    fmt::format("{}: {}", name, example));
  }
  std::set<std::string> all;
  for (const auto& one : kinds) all.insert(one.fields.begin(), one.fields.end());
  const auto may = known->fields.empty() ? none : fmt::format("{}", fmt::join(known->fields, ", "));
  for (const auto& name : all) {
    const bool fits = std::find(known->fields.begin(), known->fields.end(), name) != known->fields.end();
    if (!fits && fields.has(name))
      fields.report(name, fmt::format("{} {} have no {}", called, kind, name), may);
  }
}

bool report_bad_url(const DeclaredFields& fields, const std::string& url) {
  constexpr const char* kRight = "http:// or https:// and a host";
  const bool web = url.starts_with("http://") || url.starts_with("https://");
  if (url.find('@') != std::string::npos) {
    // Not repeated: it may contain a password.
    fields.report("url", "an address with a user in it", kRight);
    return true;
  }
  if (web && !authority_of(url).empty() && url.find_first_of(" \t") == std::string::npos) return false;
  fields.report("url", fmt::format("\"{}\" is not an address", url), kRight);
  return true;
}

bool is_safe_for_keys(const std::string& url) {
  return may_carry_secret(url);
}

}  // namespace muster
