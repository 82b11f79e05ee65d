#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/adapters/config/fields/declared_fields.hpp"

namespace muster {

/// The permitted fields of one kind of a declaration, and an example of each required one.
struct KindFields {
  const char* name;
  std::vector<std::string> fields;
  std::vector<std::pair<std::string, std::string>> needed;
};

/// Reports missing required fields and fields of other kinds. `called` introduces the kind in messages:
/// "readings from". `none` names the permitted fields of a kind without own fields. The schema reports a kind
/// that is none of `kinds`.
void check_kind_fields(const DeclaredFields& fields, const std::string& kind,
                       const std::vector<KindFields>& kinds, const std::string& called,
                       const std::string& none);

/// Reports a field "url" that is no web address, or contains a user name; returns whether it did.
bool report_bad_url(const DeclaredFields& fields, const std::string& url);

/// Whether a key may be sent to that address: the connection is encrypted, or stays on this machine.
bool is_safe_for_keys(const std::string& url);

}  // namespace muster
