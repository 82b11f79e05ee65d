#pragma once

#include <catch2/catch.hpp>
#include <string>

#include "reconciler/adapters/schema/check_json.hpp"

namespace muster::test {

/// Checks that printed JSON has the form that its schema says.
inline void check_document(const std::string& schema, const std::string& json) {
  INFO(json);
  const auto checked = check_json_text(schema, json);
  CHECK((checked.ok() ? "" : checked.error().what) == "");
}

}  // namespace muster::test
