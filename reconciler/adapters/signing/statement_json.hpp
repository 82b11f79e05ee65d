#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/plan/statement.hpp"

namespace muster {

/// A signed statement as one JSON object: its kind, its fields, its signature.
void write_statement(JsonWriter& out, const SignedStatement& said);

/// The statement again. Fails with `invalid`, naming the place, when it is none; whether it is to be believed
/// is another question.
Result<SignedStatement> read_statement(const JsonView& view);

}  // namespace muster
