#include "reconciler/adapters/json/json_writer.hpp"

#include <fmt/format.h>

#include <cassert>

#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

const char* short_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return nullptr;
  }
}

std::string mended_utf8(std::string_view text) {
  std::string mended;
  while (const auto bad = first_invalid_utf8(text)) {
    mended.append(text.substr(0, *bad)).append(kReplacement);
    text.remove_prefix(*bad + 1);
  }
  return mended.append(text);
}

/// Characters that a terminal interprets are escaped: printed JSON is as harmless as text.
std::string escaped(char32_t code) {
  constexpr char32_t kPlane = 0x10000;
  if (code < kPlane) return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
  const auto beyond = static_cast<std::uint32_t>(code - kPlane);
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (beyond >> 10), 0xdc00 + (beyond & 0x3ff));
}

}  // namespace

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_content_.empty()) return;
  if (has_content_.back()) out_.push_back(',');
  has_content_.back() = true;
  if (layout_ == JsonLayout::pretty) out_.append("\n").append(has_content_.size() * 2, ' ');
}

JsonWriter& JsonWriter::begin(char bracket) {
  separate();
  out_.push_back(bracket);
  has_content_.push_back(false);
  return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
  assert(!has_content_.empty() && !after_key_);
  const bool had_content = has_content_.back();
  has_content_.pop_back();
  if (had_content && layout_ == JsonLayout::pretty) out_.append("\n").append(has_content_.size() * 2, ' ');
  out_.push_back(bracket);
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  assert(!has_content_.empty() && !after_key_);
  separate();
  quote(name);
  out_.append(layout_ == JsonLayout::pretty ? ": " : ":");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view token) {
  separate();
  out_.append(token);
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  quote(value);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  return value(std::to_string(number));
}
JsonWriter& JsonWriter::boolean(bool flag) {
  return value(flag ? "true" : "false");
}
JsonWriter& JsonWriter::null() {
  return value("null");
}
JsonWriter& JsonWriter::money(Money amount) {
  return value(format_decimal(amount));
}
JsonWriter& JsonWriter::measure(Measure amount) {
  return value(format_measure(amount));
}
JsonWriter& JsonWriter::instant(Instant at) {
  return text(format_instant(at));
}
JsonWriter& JsonWriter::number(double number) {
  return decimal(fmt::format("{}", number));
}

JsonWriter& JsonWriter::decimal(std::string_view digits) {
  return value(digits);
}

void JsonWriter::quote(std::string_view text) {
  std::string mended;
  if (first_invalid_utf8(text)) {
    text = mended = mended_utf8(text);
    mended_ = true;
  }
  out_.push_back('"');
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (const auto* escape = short_escape(c)) {
      out_.append(escape);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_.append(escaped(static_cast<unsigned char>(c)));
    } else if (static_cast<unsigned char>(c) >= 0x7f) {
      const auto character = text.substr(at, utf8_length_at(text, at));
      if (const auto code = code_point(character); acts_unseen(code)) {
        out_.append(escaped(code));
      } else {
        out_.append(character);
      }
      at += character.size() - 1;
    } else {
      out_.push_back(c);
    }
  }
  out_.push_back('"');
}

std::string JsonWriter::finish() && {
  assert(has_content_.empty() && !after_key_);
  if (layout_ == JsonLayout::pretty) out_.push_back('\n');
  return std::move(out_);
}

}  // namespace muster
