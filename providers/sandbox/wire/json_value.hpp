#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reconciler/core/base/result.hpp"

namespace muster::sandbox {

struct JsonMember;

/// A parsed JSON value: the body of a request or the state file.
struct JsonValue {
  enum class Kind { null, boolean, integer, real, text, list, object };

  Kind kind = Kind::null;
  bool flag = false;
  std::int64_t integer = 0;  ///< In the unit of the field.
  double real = 0;           ///< In the unit of the field. Set for `integer` too.
  std::string string;
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;  ///< In the written order.

  /// Returns the member of that name; a null value if there is none, because absent and null are equal for
  /// this API.
  const JsonValue& at(std::string_view name) const;
  bool has(std::string_view name) const { return !at(name).is_null(); }

  bool is_null() const { return kind == Kind::null; }
  bool is_text() const { return kind == Kind::text; }
  bool is_integer() const { return kind == Kind::integer; }
  bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
  bool is_list() const { return kind == Kind::list; }
  bool is_object() const { return kind == Kind::object; }

  std::string text_or(const std::string& otherwise) const { return is_text() ? string : otherwise; }
  /// The value in its unit, or `otherwise`.
  std::int64_t integer_or(std::int64_t otherwise) const { return is_integer() ? integer : otherwise; }
  double number_or(double otherwise) const { return is_number() ? real : otherwise; }
  bool flag_or(bool otherwise) const { return kind == Kind::boolean ? flag : otherwise; }
  /// An integer, also if a client sent it as a text ("123"); -1 otherwise.
  std::int64_t id() const;
  /// The texts of a list; other values are omitted.
  std::vector<std::string> texts() const;
  /// The ids of a list, see `id`.
  std::vector<std::int64_t> ids() const;
};

/// A named value of an object.
struct JsonMember {
  std::string first;  ///< Its name.
  JsonValue second;
};

/// Parses one JSON text. Fails with `invalid` for malformed text and for nesting deeper than 64.
Result<JsonValue> parse_json(std::string_view text);

}  // namespace muster::sandbox
