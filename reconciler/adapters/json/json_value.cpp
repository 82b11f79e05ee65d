#include "reconciler/adapters/json/json_value.hpp"

#include <fmt/format.h>

#include <charconv>

#include "reconciler/adapters/json/decimal.hpp"
#include "reconciler/adapters/json/json_tape.hpp"

namespace muster {

JsonKind JsonView::kind() const {
  return missing_ ? JsonKind::missing : tape_->kind(node_);
}

std::string_view JsonView::raw() const {
  return tape_->text(node_);
}

JsonView JsonView::field(std::string_view name) const {
  if (missing_) return *this;  // The first name that is not there is the one to report.
  if (kind() == JsonKind::object) {
    const auto end = (*tape_)[node_].next;
    for (auto key = node_ + 1; key < end; key = (*tape_)[key + 1].next) {
      if (tape_->text(key) == name) return {tape_, key + 1};
    }
  }
  auto nothing = *this;
  nothing.missing_ = true;
  nothing.missing_name_ = name;
  return nothing;
}

Result<std::string_view> JsonView::text_view() const {
  if (kind() != JsonKind::text) return expected("text");
  return raw();
}

Result<std::string> JsonView::text() const {
  if (kind() != JsonKind::text) return expected("text");
  return std::string(raw());
}

Result<std::string_view> JsonView::decimal() const {
  if (kind() != JsonKind::number) return expected("number");
  return raw();
}

Result<std::int64_t> JsonView::integer() const {
  if (kind() != JsonKind::number) return expected("whole number");
  if (const auto value = exact_decimal(raw(), 0)) return *value;
  return error(fmt::format("expected whole number within 64 bits, got {}", raw()));
}

Result<double> JsonView::number() const {
  if (kind() != JsonKind::number) return expected("number");
  double value = 0;
  const auto text = raw();
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return error(fmt::format("the number {} is out of range", text));
  return value;
}

Result<bool> JsonView::boolean() const {
  if (kind() != JsonKind::boolean) return expected("true or false");
  return (*tape_)[node_].from == 1;
}

Result<Money> JsonView::money() const {
  if (kind() != JsonKind::number && kind() != JsonKind::text) return expected("amount of money");
  if (const auto micros = scaled_decimal(raw(), 6)) return Money::micros(*micros);
  return error(fmt::format("expected amount of money, got \"{}\"", raw()));
}

Result<Measure> JsonView::measure() const {
  if (kind() != JsonKind::number && kind() != JsonKind::text) return expected("number");
  if (const auto milli = scaled_decimal(raw(), 3)) return Measure::milli(*milli);
  return error(fmt::format("expected number, got \"{}\"", raw()));
}

Result<JsonItems> JsonView::items() const {
  if (kind() != JsonKind::array) return expected("array");
  const auto& token = (*tape_)[node_];
  return JsonItems(tape_, node_ + 1, token.next, token.length);
}

Result<JsonMembers> JsonView::members() const {
  if (kind() != JsonKind::object) return expected("object");
  const auto& token = (*tape_)[node_];
  return JsonMembers(tape_, node_ + 1, token.next, token.length);
}

Result<std::string> JsonView::text_or(std::string otherwise) const {
  if (absent_or_null()) return otherwise;
  return text();
}

Result<std::int64_t> JsonView::integer_or(std::int64_t otherwise) const {
  if (absent_or_null()) return otherwise;
  return integer();
}

Result<bool> JsonView::boolean_or(bool otherwise) const {
  if (absent_or_null()) return otherwise;
  return boolean();
}

std::string JsonView::path() const {
  std::string path;
  const auto name = [&path](std::string_view part) { path.append(path.empty() ? "" : ".").append(part); };
  // Only errors ask for a path, so it is found by walking down from the top rather than kept in each view.
  for (std::uint32_t at = 0; at != node_;) {
    const bool object = tape_->kind(at) == JsonKind::object;
    std::size_t index = 0;
    auto child = at + 1;
    while (child < node_) {
      const auto value = object ? child + 1 : child;
      if (node_ < (*tape_)[value].next) break;
      child = (*tape_)[value].next;
      ++index;
    }
    if (object) {
      name(tape_->text(child));
      at = child + 1;
    } else {
      path += fmt::format("[{}]", index);
      at = child;
    }
  }
  if (missing_) name(missing_name_);
  return path;
}

Error JsonView::error(const std::string& problem) const {
  const auto where = path();
  return {ErrorKind::invalid, where.empty() ? problem : where + ": " + problem};
}

Error JsonView::expected(const char* what) const {
  return error(fmt::format("expected {}, got {}", what, to_string(kind())));
}

JsonItems::Iterator& JsonItems::Iterator::operator++() {
  node_ = (*tape_)[node_].next;
  return *this;
}

JsonMember JsonMembers::Iterator::operator*() const {
  return {tape_->text(node_), {tape_, node_ + 1}};
}

JsonMembers::Iterator& JsonMembers::Iterator::operator++() {
  node_ = (*tape_)[node_ + 1].next;
  return *this;
}

}  // namespace muster
