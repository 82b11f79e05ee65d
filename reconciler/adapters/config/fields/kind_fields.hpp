#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reconciler/adapters/config/fields/declared_fields.hpp"

namespace muster {

/// Which fields go with one kind of a declared thing, and an example of each that it cannot do without.
struct KindFields {
  const char* name;
  std::vector<std::string> fields;
  std::vector<std::pair<std::string, std::string>> needed;
};

/// Reports what a thing of this kind lacks, and what belongs to another kind. `called` is what the thing is
/// called before its kind: "readings from"; `none` what a kind without fields may have. A kind that is none
/// of `kinds` was reported by the schema.
void check_kind_fields(const DeclaredFields& fields, const std::string& kind,
                       const std::vector<KindFields>& kinds, const std::string& called,
                       const std::string& none);

/// Reports a field "url" that is no web address, or holds a user; gives whether it did.
bool report_bad_url(const DeclaredFields& fields, const std::string& url);

/// Whether a key may travel to that address: it is encrypted, or stays on this machine.
bool is_safe_for_keys(const std::string& url);

}  // namespace muster
