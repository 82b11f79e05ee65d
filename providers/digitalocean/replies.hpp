#pragma once

#include <optional>
#include <utility>

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/core/apply/operation.hpp"
#include "reconciler/core/base/result.hpp"

namespace muster::digitalocean {

/// What the answer to a call with an effect says. `body` may be empty where the API sends none.
Result<Accepted> accepted_in(const Operation& operation, JsonView body);

/// An object that was read, as the reply to a look.
template <class Value>
Result<Reply> as_reply(Result<Value> value) {
  if (!value) return value.error();
  return Reply(*std::move(value));
}

/// What a look by id brought.
Result<Reply> seen_in(const Operation& look, JsonView body);

/// The object that a look by name is after, in one page of the listing; nullopt when it is not in there.
Result<std::optional<Reply>> found_in(const Operation& find, JsonView body);

}  // namespace muster::digitalocean
