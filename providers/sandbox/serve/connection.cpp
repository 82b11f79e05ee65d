#include "providers/sandbox/serve/connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <charconv>

#include "providers/sandbox/model/catalogue.hpp"
#include "providers/sandbox/serve/request_head.hpp"

namespace muster::sandbox {

namespace {

constexpr std::size_t longest_head = 64 * 1024;
constexpr std::size_t longest_body = 8 * 1024 * 1024;
constexpr long idle_seconds = 120;

const char* reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 422:
      return "Unprocessable Entity";
    case 429:
      return "Too Many Requests";
    case 503:
      return "Service Unavailable";
    default:
      return status >= 500 ? "Internal Server Error" : "Unknown";
  }
}

std::optional<std::size_t> read_size(std::string_view text, int base) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Connection::Connection(int socket) : socket_(socket) {
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval idle{idle_seconds, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
}

Connection::~Connection() {
  close(socket_);
}

bool Connection::receive() {
  char piece[16384];
  const auto got = recv(socket_, piece, sizeof piece, 0);
  if (got <= 0) return false;
  buffer_.append(piece, static_cast<std::size_t>(got));
  return true;
}

bool Connection::send_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<std::size_t> Connection::find_ahead(std::string_view delimiter, std::size_t longest) {
  std::size_t searched = 0;
  while (true) {
    const auto at = buffer_.find(delimiter, searched);
    if (at != std::string::npos) return at;
    if (buffer_.size() > longest) return std::nullopt;
    searched = buffer_.size() < delimiter.size() ? 0 : buffer_.size() - delimiter.size() + 1;
    if (!receive()) return std::nullopt;
  }
}

bool Connection::read_exactly(std::size_t length, std::string& into) {
  while (buffer_.size() < length)
    if (!receive()) return false;
  into.append(buffer_, 0, length);
  buffer_.erase(0, length);
  return true;
}

bool Connection::read_chunks(std::string& into) {
  while (true) {
    const auto end = find_ahead("\r\n", 1024);
    if (!end) return false;
    const auto length = read_size(std::string_view(buffer_).substr(0, std::min(*end, buffer_.find(';'))), 16);
    buffer_.erase(0, *end + 2);
    if (!length || *length > longest_body || into.size() + *length > longest_body) return false;
    std::string line_end;
    if (!read_exactly(*length, into) || !read_exactly(2, line_end)) return false;
    if (*length == 0) return true;
  }
}

bool Connection::read_body(Request& request) {
  if (folded(request.header("expect")) == "100-continue" && !send_all("HTTP/1.1 100 Continue\r\n\r\n"))
    return false;
  if (folded(request.header("transfer-encoding")) == "chunked") return read_chunks(request.body);
  const auto declared = request.header("content-length");
  if (declared.empty()) return true;
  const auto length = read_size(declared, 10);
  return length && *length <= longest_body && read_exactly(*length, request.body);
}

std::optional<Request> Connection::refuse(int status, const char* message) {
  close_after_ = true;
  const bool sent = write({status, std::string(R"({"id":"bad_request","message":")") + message + "\"}", {}});
  static_cast<void>(sent);  // The connection ends either way.
  return std::nullopt;
}

std::optional<Request> Connection::read() {
  if (close_after_) return std::nullopt;
  const auto end = find_ahead("\r\n\r\n", longest_head);
  if (!end)
    return buffer_.size() > longest_head ? refuse(400, "the request's head is too long") : std::nullopt;
  auto request = read_head(std::string_view(buffer_).substr(0, *end));
  buffer_.erase(0, *end + 4);
  if (!request) return refuse(400, "the request is malformed");
  close_after_ = folded(request->header("connection")) == "close";
  if (!read_body(*request)) return refuse(413, "the request's body is malformed or too long");
  return request;
}

bool Connection::write(const Response& response, std::optional<std::size_t> cut_body_at) {
  std::string text =
      "HTTP/1.1 " + std::to_string(response.status) + " " + reason_of(response.status) + "\r\n";
  for (const auto& [name, value] : response.headers)
    text.append(name).append(": ").append(value).append("\r\n");
  if (response.status != 204) {
    text += "content-type: application/json; charset=utf-8\r\n";
    text += "content-length: " + std::to_string(response.body.size()) + "\r\n";
  }
  text += close_after_ ? "connection: close\r\n\r\n" : "connection: keep-alive\r\n\r\n";
  text.append(response.body, 0, cut_body_at.value_or(std::string::npos));
  return send_all(text) && !close_after_ && !cut_body_at;
}

void Connection::reset() {
  const linger at_once{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close_after_ = true;
}

}  // namespace muster::sandbox
