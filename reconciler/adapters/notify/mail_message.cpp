#include "reconciler/adapters/notify/mail_message.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

constexpr std::size_t kLineLength = 76;

/// "Mon, 23 Nov 2026 20:00:00 +0000"
std::string mail_date(Instant at) {
  constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

/// Converts a text for a header: one line of printable ASCII.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return text;
}

std::string wrapped_base64(const std::string& text) {
  const auto all = to_base64(text);
  std::string lines;
  for (std::size_t at = 0; at < all.size(); at += kLineLength) lines += all.substr(at, kLineLength) + "\r\n";
  return lines;
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    if (c != '\r') out += c;
  }
  return out;
}

}  // namespace

std::string mail_message(const Notification& notification, const std::string& from,
                         const std::vector<std::string>& to) {
  const auto text = text_of(notification);
  const auto id = digest_of(format_instant(notification.at) + notification.target + text).brief();
  std::string mail;
  const auto header = [&mail](const char* name, const std::string& value) {
    mail += fmt::format("{}: {}\r\n", name, one_line(value));
  };
  header("Date", mail_date(notification.at));
  header("From", from);
  header("To", fmt::format("{}", fmt::join(to, ", ")));
  header("Subject", headline_of(notification));
  header("Message-ID", fmt::format("<{}.{}@muster.invalid>", id, notification.fleet.value));
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  return mail + "\r\n" + wrapped_base64(with_crlf(text));
}

}  // namespace muster
