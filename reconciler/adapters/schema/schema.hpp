#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/adapters/schema/scalar_formats.hpp"
#include "reconciler/core/base/result.hpp"

namespace re2 {
class RE2;
}

namespace muster {

enum class SchemaType { object, array, string, integer, number, boolean, null };

/// A word of an `enum`.
struct SchemaWord {
  SchemaType type = SchemaType::string;
  std::string text;
};

struct Schema;
using SchemaPointer = std::shared_ptr<const Schema>;

struct SchemaPattern {
  std::string text;
  std::shared_ptr<const re2::RE2> expression;
};

/// One JSON Schema (draft 4), in the subset that muster's own schemas use.
struct Schema {
  std::string description{};
  std::string definition{};  ///< Of a $ref: the name under `definitions`; the other fields are then ignored.
  std::vector<SchemaType> types{};  ///< Empty: any.
  std::vector<SchemaWord> words{};  ///< Of an enum; empty: any.
  ScalarFormat format = ScalarFormat::none;
  std::optional<SchemaPattern> pattern{};
  std::optional<std::size_t> min_length{};
  std::optional<std::size_t> max_length{};
  std::string minimum{};  ///< Decimal digits; "" for none.
  std::string maximum{};
  bool above_minimum = false;  ///< exclusiveMinimum.
  bool below_maximum = false;
  std::optional<std::size_t> min_items{};
  std::optional<std::size_t> max_items{};
  bool unique_items = false;
  SchemaPointer items{};
  std::vector<std::pair<std::string, SchemaPointer>> properties{};
  std::vector<std::pair<SchemaPattern, SchemaPointer>> pattern_properties{};
  std::vector<std::string> required{};
  bool closed = false;         ///< additionalProperties: false.
  SchemaPointer additional{};  ///< additionalProperties: a schema.
  std::vector<SchemaPointer> one_of{};

  const Schema* property(std::string_view name) const;
};

/// A schema with its definitions.
struct SchemaDocument {
  SchemaPointer root;
  std::map<std::string, SchemaPointer> definitions;

  /// Returns the schema itself, or the definition that its $ref names.
  const Schema& follow(const Schema& schema) const;
};

/// Parses a schema. Fails with invalid for anything outside of this subset, so that no rule is silently
/// ignored.
Result<SchemaDocument> parse_schema(const std::string& text);

/// Returns the embedded schema of that name, parsed once. Fails with not_found.
Result<std::shared_ptr<const SchemaDocument>> embedded_schema(const std::string& name);

}  // namespace muster
