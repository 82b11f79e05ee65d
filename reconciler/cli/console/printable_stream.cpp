#include "reconciler/cli/console/printable_stream.hpp"

#include <algorithm>
#include <cerrno>
#include <ostream>

#include "reconciler/core/base/printable.hpp"
#include "reconciler/core/base/utf8.hpp"

namespace muster {
namespace {

/// How many bytes at the end may be the beginning of a character or a colour.
std::size_t unfinished_tail(std::string_view text) {
  constexpr std::size_t kLongest = 5;  // "\x1b[31m"
  for (std::size_t back = 1; back <= std::min(kLongest, text.size()); ++back) {
    const auto at = text.size() - back;
    const auto c = static_cast<unsigned char>(text[at]);
    const bool in_a_character = c >= 0xc2 && c <= 0xf4 && back < 4 && utf8_length_at(text, at) == 0;
    const bool in_a_colour = c == 0x1b && text.find('m', at) == std::string_view::npos;
    if (in_a_character || in_a_colour) return back;
  }
  return 0;
}

}  // namespace

PrintableBuffer::~PrintableBuffer() {
  hand_on(true);
}

bool PrintableBuffer::write_exactly(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  return hand_on(true) && put(bytes);
}

PrintableBuffer::int_type PrintableBuffer::overflow(int_type c) {
  const std::lock_guard lock(mutex_);
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  waiting_ += traits_type::to_char_type(c);
  return hand_on(false) ? c : traits_type::eof();
}

std::streamsize PrintableBuffer::xsputn(const char* text, std::streamsize count) {
  const std::lock_guard lock(mutex_);
  waiting_.append(text, static_cast<std::size_t>(count));
  return hand_on(false) ? count : 0;
}

int PrintableBuffer::sync() {
  const std::lock_guard lock(mutex_);
  const bool written = hand_on(true);
  errno = 0;
  if (to_.pubsync() == 0) return written ? 0 : -1;
  if (failure_ == 0) failure_ = errno;
  return -1;
}

bool PrintableBuffer::put(std::string_view text) {
  const auto size = static_cast<std::streamsize>(text.size());
  errno = 0;
  if (to_.sputn(text.data(), size) == size) return true;
  if (failure_ == 0) failure_ = errno;
  return false;
}

bool PrintableBuffer::hand_on(bool all) {
  const auto ready = waiting_.size() - (all ? 0 : unfinished_tail(waiting_));
  const auto text = printable_page(std::string_view(waiting_).substr(0, ready));
  waiting_.erase(0, ready);
  return text.empty() || put(text);
}

void write_exactly(std::ostream& out, std::string_view bytes) {
  auto* buffer = dynamic_cast<PrintableBuffer*>(out.rdbuf());
  if (buffer == nullptr) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  } else if (!buffer->write_exactly(bytes)) {
    out.setstate(std::ios::badbit);
  }
}

}  // namespace muster
