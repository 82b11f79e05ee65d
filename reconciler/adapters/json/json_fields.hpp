#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reconciler/adapters/json/json_value.hpp"

namespace muster {

/// Reads the fields of one object in sequence and keeps the first error, so that the caller fills a struct
/// and checks once:
///
///   JsonFields in(view);
///   Size size{.name = in.text("slug"), .memory = in.integer("memory")};
///   if (in.failed()) return in.error();
class JsonFields {
 public:
  explicit JsonFields(JsonView object) : object_(object) {}

  std::string text(std::string_view name) { return take(object_.field(name).text()); }
  std::int64_t integer(std::string_view name) { return take(object_.field(name).integer()); }
  bool boolean(std::string_view name) { return take(object_.field(name).boolean()); }
  Money money(std::string_view name) { return take(object_.field(name).money()); }
  Measure measure(std::string_view name) { return take(object_.field(name).measure()); }
  double number(std::string_view name) { return take(object_.field(name).number()); }
  /// A list of texts.
  std::vector<std::string> texts(std::string_view name) {
    std::vector<std::string> found;
    const auto items = object_.field(name).items();
    if (!items) {
      take(Result<Done>(items.error()));
      return found;
    }
    for (const JsonView item : *items) found.push_back(take(item.text()));
    return found;
  }

  /// An absent or null field returns `otherwise`; a wrong type is still an error.
  std::string text_or(std::string_view name, std::string otherwise) {
    return take(object_.field(name).text_or(std::move(otherwise)));
  }
  /// The same for an integer in the unit of the field.
  std::int64_t integer_or(std::string_view name, std::int64_t otherwise) {
    return take(object_.field(name).integer_or(otherwise));
  }
  bool boolean_or(std::string_view name, bool otherwise) {
    return take(object_.field(name).boolean_or(otherwise));
  }

  /// Records an error for a document without a version, or with another major version than 1.
  void format_version_1() {
    const auto version = text("format_version");
    if (failed() || version.starts_with("1.")) return;
    take(Result<Done>(
        object_.field("format_version").error("is " + version + "; this muster reads versions 1.x")));
  }

  /// The field itself, for access to its content.
  JsonView operator[](std::string_view name) const { return object_.field(name); }

  /// Returns the value of a result about this object. After a failure it keeps the error and returns a
  /// default value.
  template <class T>
  T take(Result<T> result) {
    if (result) return *std::move(result);
    if (!error_) error_ = result.error();
    return T{};
  }

  bool failed() const { return error_.has_value(); }
  /// Call only if `failed` is true.
  const Error& error() const { return *error_; }

 private:
  JsonView object_;
  std::optional<Error> error_;
};

}  // namespace muster
