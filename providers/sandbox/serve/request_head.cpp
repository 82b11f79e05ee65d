#include "providers/sandbox/serve/request_head.hpp"

#include "providers/sandbox/model/catalogue.hpp"

namespace muster::sandbox {

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string_view cut(std::string_view& text, std::string_view delimiter) {
  const auto at = text.find(delimiter);
  const auto piece = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + delimiter.size());
  return piece;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

void read_target(std::string_view target, Request& request) {
  // An absolute target, as sent to proxies, means its path.
  if (target.starts_with("http://")) {
    target.remove_prefix(7);
    const auto slash = target.find('/');
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  auto query = target;
  request.path = percent_decoded(cut(query, "?"), false);
  while (!query.empty()) {
    auto value = cut(query, "&");
    const auto key = cut(value, "=");
    if (!key.empty()) request.query.emplace_back(percent_decoded(key, true), percent_decoded(value, true));
  }
}

}  // namespace

std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit_value(text[i + 1]) >= 0 &&
        digit_value(text[i + 2]) >= 0) {
      out += static_cast<char>(digit_value(text[i + 1]) * 16 + digit_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_space ? ' ' : text[i];
    }
  }
  return out;
}

std::optional<Request> read_head(std::string_view text) {
  Request request;
  auto line = cut(text, "\r\n");
  request.method = cut(line, " ");
  const auto target = cut(line, " ");
  if (request.method.empty() || target.empty() || !line.starts_with("HTTP/1.")) return std::nullopt;
  read_target(target, request);
  if (line == "HTTP/1.0") request.headers.emplace_back("connection", "close");
  while (!text.empty()) {
    auto value = cut(text, "\r\n");
    const auto name = cut(value, ":");
    if (name.empty() || name.back() == ' ') return std::nullopt;
    request.headers.emplace_back(folded(name), trimmed(value));
  }
  return request;
}

}  // namespace muster::sandbox
