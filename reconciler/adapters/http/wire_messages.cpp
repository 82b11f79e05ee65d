#include "reconciler/adapters/http/wire_messages.hpp"

#include <fmt/format.h>

#include <iterator>

namespace muster {

namespace http = boost::beast::http;

HttpRequest head_of(const HeadParser& parsed) {
  const auto text = [](auto view) { return std::string(view.data(), view.size()); };
  const auto& message = parsed.get();
  HttpRequest request;
  request.method = text(message.method_string());
  request.url = text(message.target());
  for (const auto& field : message)
    request.headers.push_back({text(field.name_string()), text(field.value())});
  return request;
}

std::optional<HttpResponse> refusal_of_head(const HeadParser& parsed, std::size_t most_headers) {
  const auto& message = parsed.get();
  const auto count = std::distance(message.begin(), message.end());
  if (static_cast<std::size_t>(count) > most_headers)
    return HttpResponse{431, {}, fmt::format("a request has at most {} headers\n", most_headers)};
  const auto encoding = message[http::field::transfer_encoding];
  if (!encoding.empty() && !boost::beast::iequals(encoding, "chunked"))
    return HttpResponse{501, {}, "only the transfer encoding chunked is supported\n"};
  if (message.version() == 11 && message.count(http::field::host) == 0)
    return HttpResponse{400, {}, "the request has no header Host\n"};
  return std::nullopt;
}

http::response<http::string_body> wire_response(const HttpResponse& response, bool keep_alive,
                                                unsigned version) {
  http::response<http::string_body> wire;
  wire.version(version == 10 ? 10 : 11);
  wire.result(static_cast<unsigned>(response.status));
  // Clients must read the answer as it is, and never from a cache.
  wire.set(http::field::content_type, "text/plain; charset=utf-8");
  wire.set("X-Content-Type-Options", "nosniff");
  wire.set(http::field::cache_control, "no-store");
  for (const auto& header : response.headers) wire.set(header.name, header.value);
  wire.body() = response.body;
  wire.keep_alive(keep_alive);
  wire.prepare_payload();
  return wire;
}

}  // namespace muster
