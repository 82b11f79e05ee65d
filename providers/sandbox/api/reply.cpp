#include "providers/sandbox/api/reply.hpp"

#include <algorithm>
#include <charconv>

namespace muster::sandbox {

namespace {

constexpr std::int64_t most_per_page = 200;

const char* id_of(int status) {
  switch (status) {
    case 400:
      return "bad_request";
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 405:
      return "method_not_allowed";
    case 409:
      return "conflict";
    case 412:
      return "precondition_failed";
    case 422:
      return "unprocessable_entity";
    case 429:
      return "too_many_requests";
    default:
      return "server_error";
  }
}

/// Returns the requested number, `otherwise` if there is none, and -1 for anything that is no number.
std::int64_t asked_number(const Request& request, std::string_view key, std::int64_t otherwise) {
  const auto text = request.asked(key);
  if (text.empty()) return otherwise;
  std::int64_t value = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? value : -1;
}

std::string escaped_for_query(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out;
}

std::string page_link(const Request& request, std::int64_t page, std::int64_t per_page) {
  const auto host = request.header("host");
  std::string link = "http://" + std::string(host.empty() ? "127.0.0.1" : host) + request.path;
  link += "?page=" + std::to_string(page) + "&per_page=" + std::to_string(per_page);
  for (const auto& [key, value] : request.query)
    if (key != "page" && key != "per_page") link += "&" + key + "=" + escaped_for_query(value);
  return link;
}

void write_links(JsonText& out, const Request& request, std::int64_t page, std::int64_t per_page,
                 std::int64_t pages) {
  out.key("links").open_object();
  if (pages > 1) {
    out.key("pages").open_object();
    if (page > 1) {
      out.text("first", page_link(request, 1, per_page));
      out.text("prev", page_link(request, std::min(page - 1, pages), per_page));
    }
    if (page < pages) {
      out.text("next", page_link(request, page + 1, per_page));
      out.text("last", page_link(request, pages, per_page));
    }
    out.close_object();
  }
  out.close_object();
}

}  // namespace

Response refuse(int status, std::string_view message) {
  JsonText out;
  out.open_object().text("id", id_of(status)).text("message", message).close_object();
  return json_response(status, out);
}

Response not_found() {
  return refuse(404, "The resource you were accessing could not be found.");
}

Response unprocessable(std::string_view message) {
  return refuse(422, message);
}

Response json_response(int status, JsonText& body) {
  return {status, body.take(), {}};
}

Response json_response(int status, std::string_view key, const std::function<void(JsonText&)>& render) {
  JsonText out;
  out.open_object().key(key);
  render(out);
  out.close_object();
  return json_response(status, out);
}

Response done() {
  return {204, "", {}};
}

Response page_of(const Call& call, std::string_view key, std::size_t total,
                 const std::function<void(JsonText&, std::size_t)>& render) {
  const auto page = asked_number(call.request, "page", 1);
  const auto per_page = asked_number(call.request, "per_page", 20);
  if (page < 1) return unprocessable("page must be greater than or equal to 1");
  if (per_page < 1 || per_page > most_per_page) return unprocessable("per_page must be between 1 and 200");
  const auto count = static_cast<std::int64_t>(total);
  const auto pages = (count + per_page - 1) / per_page;
  JsonText out;
  out.open_object().key(key).open_list();
  if (page <= pages)
    for (auto i = (page - 1) * per_page; i < std::min(count, page * per_page); ++i)
      render(out, static_cast<std::size_t>(i));
  out.close_list();
  write_links(out, call.request, page, per_page, pages);
  out.key("meta").open_object().number("total", count).close_object().close_object();
  return json_response(200, out);
}

std::string api_time(Instant at) {
  return format_instant(std::chrono::floor<std::chrono::seconds>(at));
}

}  // namespace muster::sandbox
