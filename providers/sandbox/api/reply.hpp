#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "providers/sandbox/api/route.hpp"
#include "providers/sandbox/wire/json_text.hpp"
#include "providers/sandbox/wire/message.hpp"

namespace muster::sandbox {

/// An error in the API's form: {"id", "message"}; the id follows from the status.
Response refuse(int status, std::string_view message);
/// 404 with the API's own message.
Response not_found();
/// 422 with the given message.
Response unprocessable(std::string_view message);
/// An answer with a complete body.
Response json_response(int status, JsonText& body);
/// {"key": <output of render>}.
Response json_response(int status, std::string_view key, const std::function<void(JsonText&)>& render);
/// 204.
Response done();

/// One page of `total` items under `key`, with links to the other pages; `render` writes the n-th item.
Response page_of(const Call& call, std::string_view key, std::size_t total,
                 const std::function<void(JsonText&, std::size_t)>& render);

/// A moment in the format of the API: whole seconds, "Z".
std::string api_time(Instant at);

}  // namespace muster::sandbox
