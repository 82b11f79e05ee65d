#include "reconciler/node/page_guest.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "reconciler/adapters/http/foreign_request.hpp"

namespace muster::node {
namespace {

constexpr auto kGuestPatience = std::chrono::seconds(5);
constexpr std::size_t kLargestHead = 8192;
/// An answer is lost if unread bytes meet a closed socket: up to this number is read and dropped first.
constexpr std::size_t kThrownAwayAtMost = 256 << 10;

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kExposition = "text/plain; version=0.0.4; charset=utf-8";

std::string response(const char* status, const char* type, const std::string& body) {
  return fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nX-Content-Type-Options: nosniff\r\n"
      "Connection: close\r\n\r\n{}",
      status, type, body.size(), body);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

HttpRequest request_in(std::string_view head) {
  HttpRequest request;
  const auto line = head.substr(0, head.find("\r\n"));
  const auto first = line.find(' ');
  const auto second = line.find(' ', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || !line.substr(second + 1).starts_with("HTTP/1.")) {
    request.method.clear();
    return request;
  }
  request.method = line.substr(0, first);
  request.url = line.substr(first + 1, second - first - 1);
  auto rest = head.substr(line.size());
  while (rest.starts_with("\r\n") && rest.size() > 4) {
    rest.remove_prefix(2);
    const auto field = rest.substr(0, rest.find("\r\n"));
    const auto colon = field.find(':');
    if (colon != std::string_view::npos)
      request.headers.push_back(
          {std::string(field.substr(0, colon)), std::string(trimmed(field.substr(colon + 1)))});
    rest.remove_prefix(field.size());
  }
  return request;
}

/// Nothing to read or write now.
bool waits() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

std::string answer_to(const std::string& head, const PageOptions& terms) {
  const auto request = request_in(head);
  if (request.method.empty()) return response("400 Bad Request", kText, "this is not an HTTP request\n");
  if (const auto refusal = refusal_of_foreign(request, terms.hosts)) {
    if (refusal->status == 421)
      return response("421 Misdirected Request", kText,
                      "this host name is not served here: start muster-node with --allow-host to serve it\n");
    return response(refusal->status == 403 ? "403 Forbidden" : "400 Bad Request", kText, refusal->body);
  }
  if (request.method != "GET") return response("405 Method Not Allowed", kText, "only GET is answered\n");
  const auto path = request.url.substr(0, request.url.find('?'));
  if (path == "/metrics") return response("200 OK", kExposition, terms.page());
  if (path == "/healthz") return response("200 OK", kText, "ok\n");
  if (path == "/") return response("200 OK", kText, "muster-node\n\nGET /healthz\nGET /metrics\n");
  return response("404 Not Found", kText, "the page is /metrics\n");
}

PageGuest::PageGuest(int socket, Ticks::time_point now) : socket_(socket), until_(now + kGuestPatience) {}

PageGuest::~PageGuest() {
  ::close(socket_);
}

bool PageGuest::move_on(const PageOptions& terms) {
  if (stage_ == Stage::reading && !read(terms)) return false;
  if (stage_ == Stage::writing && !write()) return false;
  return stage_ != Stage::leaving || leave();
}

bool PageGuest::read(const PageOptions& terms) {
  std::array<char, 2048> chunk;
  while (stage_ == Stage::reading) {
    const auto got = ::recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got < 0) return waits();
    if (got == 0) return false;
    heard_.append(chunk.data(), static_cast<std::size_t>(got));
    const auto end = heard_.find("\r\n\r\n");
    if (end != std::string::npos && end + 4 <= kLargestHead)
      answer_ = answer_to(heard_.substr(0, end + 4), terms);
    else if (heard_.size() > kLargestHead)
      answer_ = response("431 Request Header Fields Too Large", kText, "the request is too long\n");
    else
      continue;
    heard_ = std::string();
    stage_ = Stage::writing;
  }
  return true;
}

bool PageGuest::write() {
  while (sent_ < answer_.size()) {
    const auto count =
        ::send(socket_, answer_.data() + sent_, answer_.size() - sent_, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0) return waits();
    sent_ += static_cast<std::size_t>(count);
  }
  answer_ = std::string();
  ::shutdown(socket_, SHUT_WR);
  stage_ = Stage::leaving;
  return true;
}

bool PageGuest::leave() {
  std::array<char, 4096> chunk;
  while (thrown_away_ < kThrownAwayAtMost) {
    const auto got = ::recv(socket_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (got < 0) return waits();
    if (got == 0) return false;
    thrown_away_ += static_cast<std::size_t>(got);
  }
  return false;
}

void PageGuest::answer_too_late() {
  if (stage_ != Stage::reading || heard_.empty()) return;
  const auto late = response("408 Request Timeout", kText, "the request did not end in time\n");
  [[maybe_unused]] const auto sent = ::send(socket_, late.data(), late.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace muster::node
