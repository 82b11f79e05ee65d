#pragma once

namespace muster {

/// What a JSON value is; `missing` when there is none.
enum class JsonKind { missing, null, boolean, number, text, array, object };

/// "text", "number", ...: as it reads in an error.
const char* to_string(JsonKind kind);

}  // namespace muster
