#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "reconciler/adapters/http/http_message.hpp"

namespace muster {

/// Converts requests and answers between the types of the library and those of muster.
using HeadParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

/// Returns the request of the parsed head, without its body.
HttpRequest head_of(const HeadParser& parsed);

/// Returns the answer to an unacceptable head; nullopt if it is acceptable. 431: too many headers. 501: an
/// encoding other than chunks. 400: no host in HTTP/1.1.
std::optional<HttpResponse> refusal_of_head(const HeadParser& parsed, std::size_t most_headers);

/// `version` is 10 or 11.
boost::beast::http::response<boost::beast::http::string_body> wire_response(const HttpResponse& response,
                                                                            bool keep_alive,
                                                                            unsigned version);

}  // namespace muster
