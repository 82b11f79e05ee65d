#include "providers/sandbox/wire/json_text.hpp"

#include <charconv>

namespace muster::sandbox {

namespace {

void append_escaped(std::string& out, std::string_view value) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

void JsonText::separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

JsonText& JsonText::open_object() {
  separate();
  out_ += '{';
  first_ = true;
  return *this;
}

JsonText& JsonText::close_object() {
  out_ += '}';
  first_ = false;
  return *this;
}

JsonText& JsonText::open_list() {
  separate();
  out_ += '[';
  first_ = true;
  return *this;
}

JsonText& JsonText::close_list() {
  out_ += ']';
  first_ = false;
  return *this;
}

JsonText& JsonText::key(std::string_view name) {
  separate();
  append_escaped(out_, name);
  out_ += ':';
  first_ = true;
  return *this;
}

JsonText& JsonText::text(std::string_view value) {
  separate();
  append_escaped(out_, value);
  return *this;
}

JsonText& JsonText::number(std::int64_t value) {
  separate();
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out_.append(digits, end);
  return *this;
}

JsonText& JsonText::flag(bool value) {
  return raw(value ? "true" : "false");
}

JsonText& JsonText::null() {
  return raw("null");
}

JsonText& JsonText::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

JsonText& JsonText::texts(std::string_view name, const std::vector<std::string>& values) {
  key(name).open_list();
  for (const auto& value : values) text(value);
  return close_list();
}

JsonText& JsonText::numbers(std::string_view name, const std::vector<std::int64_t>& values) {
  key(name).open_list();
  for (const auto value : values) number(value);
  return close_list();
}

}  // namespace muster::sandbox
