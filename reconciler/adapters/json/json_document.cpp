#include "reconciler/adapters/json/json_document.hpp"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "reconciler/adapters/json/json_tape.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

constexpr std::size_t kLargestText = (1u << 29) - 64;  // The largest value of JsonToken::from.

/// Receives RapidJSON's events and lays them on the tape.
class TapeWriter {
 public:
  TapeWriter(JsonTape& tape, int depth) : tape_(tape), start_(tape.text_.data()), depth_left_(depth) {}

  bool Null() { return scalar(JsonKind::null, 0, 0); }
  bool Bool(bool value) { return scalar(JsonKind::boolean, value ? 1 : 0, 0); }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    return scalar(JsonKind::number, offset(text), length);
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    return scalar(JsonKind::text, offset(text), length);
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) { return String(text, length, false); }
  bool StartObject() { return open(JsonKind::object); }
  bool StartArray() { return open(JsonKind::array); }
  bool EndObject(rapidjson::SizeType count) { return close(count); }
  bool EndArray(rapidjson::SizeType count) { return close(count); }
  // Never called: numbers arrive as they were written.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  std::uint32_t offset(const char* text) const { return static_cast<std::uint32_t>(text - start_); }

  bool scalar(JsonKind kind, std::uint32_t from, std::uint32_t length) {
    const auto next = static_cast<std::uint32_t>(tape_.tokens_.size() + 1);
    tape_.tokens_.push_back({static_cast<std::uint32_t>(kind) & 7u, from & 0x1fffffffu, length, next});
    return true;
  }

  bool open(JsonKind kind) {
    if (depth_left_ == 0) return false;  // Before the parser recurses: the stack cannot run out.
    --depth_left_;
    open_.push_back(static_cast<std::uint32_t>(tape_.tokens_.size()));
    return scalar(kind, 0, 0);
  }

  bool close(std::uint32_t count) {
    ++depth_left_;
    auto& token = tape_.tokens_[open_.back()];
    token.length = count;
    token.next = static_cast<std::uint32_t>(tape_.tokens_.size());
    open_.pop_back();
    return true;
  }

  JsonTape& tape_;
  const char* start_;
  int depth_left_;
  std::vector<std::uint32_t> open_;
};

/// The number of a \uXXXX escape that begins at that offset; nullopt where none does.
std::optional<unsigned> escaped_unit_at(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned unit = 0;
  const auto* end = text.data() + at + 6;
  const auto [stopped, error] = std::from_chars(text.data() + at + 2, end, unit, 16);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return unit;
}

bool is_high_half(unsigned unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}

bool is_low_half(unsigned unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// The first escape that is one half of a character without the other. RapidJSON takes a second half alone,
/// and the text is no UTF-8 any more when it is written again.
std::optional<std::size_t> first_half_character(std::string_view text) {
  for (auto at = text.find('\\'); at != std::string_view::npos; at = text.find('\\', at)) {
    const auto unit = escaped_unit_at(text, at);
    if (!unit) {
      at += 2;
      continue;
    }
    const auto next = is_high_half(*unit) ? escaped_unit_at(text, at + 6) : std::nullopt;
    const bool pair = next && is_low_half(*next);
    if (is_low_half(*unit) || (is_high_half(*unit) && !pair)) return at;
    at += pair ? 12 : 6;
  }
  return std::nullopt;
}

std::string place_in(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto start = before.rfind('\n');
  return fmt::format("line {}, column {}", line,
                     before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1);
}

/// The same after the text was parsed in place: an escaped line break is a real one then, so the content of
/// strings is erased before lines are counted. The tape is unusable afterwards.
std::string place_after_parsing(JsonTape& tape, std::size_t offset) {
  for (const auto& token : tape.tokens_) {
    if (static_cast<JsonKind>(token.kind) == JsonKind::text)
      std::fill_n(tape.text_.begin() + token.from, token.length, 'x');
  }
  return place_in(tape.text_, offset);
}

}  // namespace

Result<JsonDocument> JsonDocument::parse(std::string text, JsonLimits limits) {
  const auto size = text.size();
  if (size > std::min(limits.bytes, kLargestText))
    return Error{ErrorKind::invalid,
                 fmt::format("the JSON text has {} bytes, more than the {} allowed", size, limits.bytes)};
  if (const auto bad = first_invalid_utf8(text))
    return Error{ErrorKind::invalid, fmt::format("not UTF-8 at {}", place_in(text, *bad))};
  if (const auto zero = text.find('\0'); zero != std::string::npos)
    return Error{ErrorKind::invalid, fmt::format("a NUL byte at {}", place_in(text, zero))};
  if (const auto half = first_half_character(text))
    return Error{ErrorKind::invalid, fmt::format("half of a character at {}: a \\u escape from D800 to DFFF "
                                                 "needs its other half",
                                                 place_in(text, *half))};

  auto tape = std::make_unique<JsonTape>(std::move(text));
  tape->tokens_.reserve(std::max<std::size_t>(16, size / 12));
  TapeWriter writer(*tape, limits.depth);
  rapidjson::InsituStringStream stream(tape->text_.data());
  rapidjson::Reader reader;
  const auto outcome =
      reader.Parse<rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag>(stream, writer);
  if (outcome.IsError()) {
    const auto where = place_after_parsing(*tape, outcome.Offset());
    if (outcome.Code() == rapidjson::kParseErrorTermination)
      return Error{ErrorKind::invalid,
                   fmt::format("JSON nested deeper than {} levels at {}", limits.depth, where)};
    return Error{ErrorKind::invalid,
                 fmt::format("not JSON at {}: {}", where, rapidjson::GetParseError_En(outcome.Code()))};
  }
  return JsonDocument(std::move(tape));
}

JsonDocument::JsonDocument(std::unique_ptr<JsonTape> tape) : tape_(std::move(tape)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

}  // namespace muster
