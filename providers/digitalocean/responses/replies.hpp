#pragma once

#include <optional>
#include <utility>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::digitalocean {

/// Parses the answer to a call with an effect. `body` may be empty if the API sends none. Fails with invalid.
Result<Accepted> accepted_in(const Operation& operation, JsonView body);

/// Converts an object to the reply to a read. Fails with the error of the value.
template <class Value>
Result<Reply> as_reply(Result<Value> value) {
  if (!value) return value.error();
  return Reply(*std::move(value));
}

/// Parses the answer to a read by id. Fails with invalid.
Result<Reply> seen_in(const Operation& look, JsonView body);

/// Returns the object of a search by name in one page of the listing; nullopt if the page does not contain
/// it. Fails with invalid.
Result<std::optional<Reply>> found_in(const Operation& find, JsonView body);

}  // namespace muster::digitalocean
