#include "reconciler/adapters/json/json_kind.hpp"

namespace muster {

const char* to_string(JsonKind kind) {
  switch (kind) {
    case JsonKind::missing:
      return "nothing";
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "true or false";
    case JsonKind::number:
      return "number";
    case JsonKind::text:
      return "text";
    case JsonKind::array:
      return "array";
    case JsonKind::object:
      return "object";
  }
  return "unknown";
}

}  // namespace muster
