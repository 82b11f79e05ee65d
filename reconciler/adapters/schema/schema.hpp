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
  std::string definition{};         ///< Of a $ref: the name under `definitions`; nothing else counts then.
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

  /// What a schema means: itself, or the definition its $ref names.
  const Schema& follow(const Schema& schema) const;
};

/// Reads a schema. Anything this subset does not know is an Error, so that no rule is silently ignored.
Result<SchemaDocument> parse_schema(const std::string& text);

/// The schema that the build embedded under that name, parsed once.
Result<std::shared_ptr<const SchemaDocument>> embedded_schema(const std::string& name);

}  // namespace muster
