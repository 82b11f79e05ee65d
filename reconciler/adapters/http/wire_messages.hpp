#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Requests and answers as the library has them, and as the rest of muster has them.
using HeadParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// The request whose head was parsed, without its body.
HttpRequest head_of(const HeadParser& parsed);

/// Why a head is refused whatever is asked for; nullopt when it is not: 431 for too many headers, 501 for an
/// encoding other than chunks, 400 without a host in HTTP/1.1.
std::optional<HttpResponse> refusal_of_head(const HeadParser& parsed, std::size_t most_headers);

/// `version` is 10 or 11.
boost::beast::http::response<boost::beast::http::string_body> wire_response(const HttpResponse& response,
                                                                            bool keep_alive,
                                                                            unsigned version);

}  // namespace muster
