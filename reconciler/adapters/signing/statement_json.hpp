#pragma once

#include "reconciler/adapters/json/json_value.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/core/plan/approval/statement.hpp"

namespace muster {

/// Writes a signed statement as one JSON object: its kind, its fields, its signature.
void write_statement(JsonWriter& out, const SignedStatement& said);

/// Parses a statement. Fails with `invalid`, with the position. It does not verify the signature.
Result<SignedStatement> read_statement(const JsonView& view);

}  // namespace muster
