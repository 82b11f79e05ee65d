#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace muster::sandbox {

/// Writes one JSON text from front to back. The caller balances objects and lists.
class JsonText {
 public:
  JsonText& open_object();
  JsonText& close_object();
  JsonText& open_list();
  JsonText& close_list();
  JsonText& key(std::string_view name);
  JsonText& text(std::string_view value);
  /// Writes an integer in the unit of its field.
  JsonText& number(std::int64_t value);
  JsonText& flag(bool value);
  JsonText& null();
  /// Inserts a value that is JSON already.
  JsonText& raw(std::string_view json);

  JsonText& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  /// Writes a field with an integer in its unit.
  JsonText& number(std::string_view name, std::int64_t value) { return key(name).number(value); }
  JsonText& flag(std::string_view name, bool value) { return key(name).flag(value); }
  JsonText& raw(std::string_view name, std::string_view json) { return key(name).raw(json); }
  JsonText& texts(std::string_view name, const std::vector<std::string>& values);
  JsonText& numbers(std::string_view name, const std::vector<std::int64_t>& values);

  const std::string& str() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool first_ = true;
};

}  // namespace muster::sandbox
