#include "providers/sandbox/wire/json_value.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <charconv>
#include <limits>

namespace muster::sandbox {

namespace {

constexpr std::size_t deepest = 64;

/// Builds the value bottom up from the parser's events.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  bool Null() { return put({}); }
  bool Bool(bool value) {
    JsonValue made;
    made.kind = JsonValue::Kind::boolean;
    made.flag = value;
    return put(std::move(made));
  }
  bool Int(int value) { return Int64(value); }
  bool Uint(unsigned value) { return Int64(std::int64_t{value}); }
  bool Int64(std::int64_t value) {
    JsonValue made;
    made.kind = JsonValue::Kind::integer;
    made.integer = value;
    made.real = static_cast<double>(value);
    return put(std::move(made));
  }
  bool Uint64(std::uint64_t value) {
    const bool fits = value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fits ? Int64(static_cast<std::int64_t>(value)) : Double(static_cast<double>(value));
  }
  bool Double(double value) {
    JsonValue made;
    made.kind = JsonValue::Kind::real;
    made.real = value;
    return put(std::move(made));
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    JsonValue made;
    made.kind = JsonValue::Kind::text;
    made.string.assign(text, length);
    return put(std::move(made));
  }
  bool StartObject() { return open(JsonValue::Kind::object); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    names_.back().assign(text, length);
    return true;
  }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(JsonValue::Kind::list); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  JsonValue take() { return std::move(root_); }

 private:
  bool open(JsonValue::Kind kind) {
    if (open_.size() >= deepest) return false;
    open_.emplace_back().kind = kind;
    names_.emplace_back();
    return true;
  }

  bool close() {
    JsonValue done = std::move(open_.back());
    open_.pop_back();
    names_.pop_back();
    return put(std::move(done));
  }

  bool put(JsonValue value) {
    if (open_.empty())
      root_ = std::move(value);
    else if (open_.back().kind == JsonValue::Kind::list)
      open_.back().items.push_back(std::move(value));
    else
      open_.back().members.push_back({names_.back(), std::move(value)});
    return true;
  }

  JsonValue root_;
  std::vector<JsonValue> open_;
  std::vector<std::string> names_;
};

}  // namespace

const JsonValue& JsonValue::at(std::string_view name) const {
  static const JsonValue nothing;
  for (const auto& [key, value] : members)
    if (key == name) return value;
  return nothing;
}

std::int64_t JsonValue::id() const {
  if (is_integer()) return integer;
  std::int64_t number = -1;
  if (!is_text() || string.empty()) return -1;
  const auto end = string.data() + string.size();
  const auto read = std::from_chars(string.data(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : -1;
}

std::vector<std::string> JsonValue::texts() const {
  std::vector<std::string> all;
  for (const auto& item : items)
    if (item.is_text()) all.push_back(item.string);
  return all;
}

std::vector<std::int64_t> JsonValue::ids() const {
  std::vector<std::int64_t> all;
  for (const auto& item : items) all.push_back(item.id());
  return all;
}

Result<JsonValue> parse_json(std::string_view text) {
  Builder builder;
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(text.data(), text.size());
  const auto outcome = reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag |
                                    rapidjson::kParseValidateEncodingFlag>(stream, builder);
  if (outcome.IsError())
    return Error{ErrorKind::invalid, std::string(rapidjson::GetParseError_En(outcome.Code())) + " at byte " +
                                         std::to_string(outcome.Offset())};
  return builder.take();
}

}  // namespace muster::sandbox
