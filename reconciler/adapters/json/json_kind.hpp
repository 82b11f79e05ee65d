#pragma once

namespace muster {

/// The kind of a JSON value; `missing` if there is no value.
enum class JsonKind { missing, null, boolean, number, text, array, object };

/// "text", "number", ...: as in error messages.
const char* to_string(JsonKind kind);

}  // namespace muster
