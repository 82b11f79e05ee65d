#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "reconciler/adapters/json/json_kind.hpp"
#include "reconciler/core/base/measure.hpp"
#include "reconciler/core/base/money.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster {

class JsonItems;
class JsonMembers;
class JsonTape;  // The parsed text: one flat array of tokens.

/// One value in a JsonDocument: small, cheap to copy, valid as long as the document.
///
/// A look-up that finds nothing returns a `missing` view; only reading its value is an error. Every error is
/// `invalid` with the position: "machines[3].size: expected text, got number".
class JsonView {
 public:
  JsonKind kind() const;
  bool exists() const { return kind() != JsonKind::missing; }
  bool is_null() const { return kind() == JsonKind::null; }
  bool absent_or_null() const { return !exists() || is_null(); }

  /// The member of that name; the first one if there are two. The name must outlive the view.
  JsonView field(std::string_view name) const;

  /// The value as that type. Each fails with invalid and the place in the text if it has another type.
  Result<std::string> text() const;
  Result<std::string_view> text_view() const;  ///< Points into the document, without a copy.
  Result<std::int64_t> integer() const;        ///< An integer; "3.0" and "2e3" are integers, "3.5" is not.
  Result<double> number() const;
  Result<bool> boolean() const;
  Result<Money> money() const;      ///< A number, or a decimal number as text; rounded to micro-dollars.
  Result<Measure> measure() const;  ///< A number, or a decimal number as text; rounded to thousandths.
  Result<std::string_view> decimal() const;  ///< The number exactly as written.
  Result<JsonItems> items() const;           ///< The elements of an array.
  Result<JsonMembers> members() const;       ///< The members of an object, in the written order.

  /// The value of the field; `otherwise` if it is absent or null. Fails with invalid if it has another type.
  /// An integer is in the unit of the field.
  Result<std::string> text_or(std::string otherwise) const;
  Result<std::int64_t> integer_or(std::int64_t otherwise) const;
  Result<bool> boolean_or(bool otherwise) const;

  /// "machines[3].size"; "" for the document itself.
  std::string path() const;
  /// An Error about this value: its path, then `problem`.
  Error error(const std::string& problem) const;

 private:
  friend class JsonDocument;
  friend class JsonItems;
  friend class JsonMembers;
  JsonView(const JsonTape* tape, std::uint32_t node) : tape_(tape), node_(node) {}

  Error expected(const char* what) const;
  std::string_view raw() const;

  const JsonTape* tape_;
  std::uint32_t node_;
  bool missing_ = false;
  std::string_view missing_name_{};  // The first missing name on the path.
};

/// The elements of an array: for (const JsonView item : *items).
class JsonItems {
 public:
  class Iterator {
   public:
    JsonView operator*() const { return {tape_, node_}; }
    Iterator& operator++();
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

   private:
    friend class JsonItems;
    Iterator(const JsonTape* tape, std::uint32_t node) : tape_(tape), node_(node) {}
    const JsonTape* tape_;
    std::uint32_t node_;
  };

  Iterator begin() const { return {tape_, first_}; }
  Iterator end() const { return {tape_, end_}; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }

 private:
  friend class JsonView;
  JsonItems(const JsonTape* tape, std::uint32_t first, std::uint32_t end, std::size_t count)
      : tape_(tape), first_(first), end_(end), count_(count) {}
  const JsonTape* tape_;
  std::uint32_t first_;
  std::uint32_t end_;
  std::size_t count_;
};

struct JsonMember {
  std::string_view name;
  JsonView value;
};

/// The members of an object: for (const auto& [name, value] : *members).
class JsonMembers {
 public:
  class Iterator {
   public:
    JsonMember operator*() const;
    Iterator& operator++();
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.node_ == b.node_; }

   private:
    friend class JsonMembers;
    Iterator(const JsonTape* tape, std::uint32_t node) : tape_(tape), node_(node) {}
    const JsonTape* tape_;
    std::uint32_t node_;
  };

  Iterator begin() const { return {tape_, first_}; }
  Iterator end() const { return {tape_, end_}; }
  std::size_t size() const { return count_; }

 private:
  friend class JsonView;
  JsonMembers(const JsonTape* tape, std::uint32_t first, std::uint32_t end, std::size_t count)
      : tape_(tape), first_(first), end_(end), count_(count) {}
  const JsonTape* tape_;
  std::uint32_t first_;
  std::uint32_t end_;
  std::size_t count_;
};

}  // namespace muster
