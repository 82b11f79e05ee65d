#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/plan/change/plan.hpp"

namespace muster {

// The parts of a plan file. Two tables contain each cause and each machine spec once, and other parts refer
// to them by position. So a thousand machines of one tier do not repeat its reason a thousand times. Each
// reader fails with invalid and the position.

/// Values in the order of their first use; equal values have one position. The values must outlive the table.
template <class T, class Hash>
class ValueTable {
 public:
  std::size_t add(const T& value) {
    const auto [at, is_new] = positions_.try_emplace(&value, values_.size());
    if (is_new) values_.push_back(&value);
    return at->second;
  }
  std::size_t position(const T& value) const { return positions_.at(&value); }
  const std::vector<const T*>& values() const { return values_; }

 private:
  struct HashTarget {
    std::size_t operator()(const T* value) const { return Hash()(*value); }
  };
  struct EqualTarget {
    bool operator()(const T* a, const T* b) const { return a == b || *a == *b; }
  };
  std::unordered_map<const T*, std::size_t, HashTarget, EqualTarget> positions_;
  std::vector<const T*> values_;
};

struct HashCause {
  std::size_t operator()(const Cause& cause) const;
};
struct HashSpec {
  std::size_t operator()(const MachineSpec& spec) const;
};

struct PlanTables {
  ValueTable<Cause, HashCause> causes;
  ValueTable<MachineSpec, HashSpec> specs;
};
PlanTables tables_of(const Plan& plan);

/// The same tables when a file is read. The size of the expanded data is limited: a small file must not fill
/// the memory.
class ReadTables {
 public:
  std::vector<Cause> causes;
  std::vector<MachineSpec> specs;

  /// Return the causes and the specification at positions. Fail with invalid if a position is wrong.
  Result<std::vector<Cause>> causes_at(const JsonView& positions);
  Result<MachineSpec> spec_at(const JsonView& position);
  /// Counts data before it is expanded. Fails with invalid if the file exceeds the limit.
  Result<Done> charge(std::size_t bytes, const JsonView& where);

 private:
  std::size_t left_ = std::size_t{1} << 30;
};

void write_texts(JsonWriter& out, const std::vector<std::string>& texts);
/// Parses it. Fails with invalid.
Result<std::vector<std::string>> read_texts(const JsonView& list);

/// Writes one side of attributes, such as before or after, as an object of texts; null if the object does not
/// exist.
template <class Each>
void write_side(JsonWriter& out, const std::vector<Each>& attributes, std::optional<std::string> Each::*side,
                bool is_there) {
  if (!is_there) {
    out.null();
    return;
  }
  out.begin_object();
  for (const auto& attribute : attributes) {
    if (attribute.*side) out.key(attribute.name).text(*(attribute.*side));
  }
  out.end_object();
}

/// Whether that side of the attributes in a file equals the output of write_side.
template <class Each>
bool side_agrees(const JsonView& view, const std::vector<Each>& attributes,
                 std::optional<std::string> Each::*side, bool is_there) {
  if (!is_there) return view.is_null();
  const auto members = view.members();
  if (!members) return false;
  std::size_t expected = 0;
  for (const auto& attribute : attributes) {
    if (!(attribute.*side)) continue;
    ++expected;
    const auto shown = view.field(attribute.name).text_view();
    if (!shown || *shown != *(attribute.*side)) return false;
  }
  return members->size() == expected;
}

void write_cause(JsonWriter& out, const Cause& cause);
/// Parses it. Fails with invalid.
Result<Cause> read_cause(const JsonView& view);

void write_spec(JsonWriter& out, const MachineSpec& spec);
/// Parses it. Fails with invalid.
Result<MachineSpec> read_spec(const JsonView& view);

void write_price(JsonWriter& out, const Price& price);
/// Parses it. Fails with invalid.
Result<Price> read_price(const JsonView& view);

/// In seconds, with milliseconds as decimals.
void write_seconds(JsonWriter& out, Duration length);
/// Parses it. Fails with invalid.
Result<Duration> read_seconds(const JsonView& view);

/// Fails with invalid if a name occurs twice in the object, because readers disagree on which one counts.
Result<Done> names_differ(const JsonView& object);

}  // namespace muster
