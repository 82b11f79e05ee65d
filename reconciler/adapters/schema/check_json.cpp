#include "reconciler/adapters/schema/check_json.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#include <rapidjson/schema.h>

#include "reconciler/adapters/embedded/embedded_schemas.hpp"

namespace muster {
namespace {

/// "#/spec/pools/0" as "spec.pools[0]".
std::string path_of(const rapidjson::Pointer& pointer) {
  std::string path;
  for (std::size_t i = 0; i < pointer.GetTokenCount(); ++i) {
    const auto& token = pointer.GetTokens()[i];
    if (token.index != rapidjson::kPointerInvalidIndex)
      path += fmt::format("[{}]", token.index);
    else
      path.append(path.empty() ? "" : ".").append(token.name, token.length);
  }
  return path.empty() ? "the document" : path;
}

/// RapidJSON 1.1 rejects every value that a pattern permits if no others are permitted. It handles this
/// correctly if "no others" is a schema that no value satisfies.
void name_closing_keyword(rapidjson::Value& schema, rapidjson::Document::AllocatorType& memory) {
  if (schema.IsArray()) {
    for (auto& item : schema.GetArray()) name_closing_keyword(item, memory);
  }
  if (!schema.IsObject()) return;
  for (auto& member : schema.GetObject()) name_closing_keyword(member.value, memory);
  const auto closed = schema.FindMember("additionalProperties");
  if (!schema.HasMember("patternProperties") || closed == schema.MemberEnd() || !closed->value.IsFalse())
    return;
  closed->value.SetObject().AddMember("not", rapidjson::Value(rapidjson::kObjectType), memory);
}

}  // namespace

Result<Done> check_json_against(const std::string& schema_text, const std::string& text) {
  rapidjson::Document schema;
  if (schema.Parse(schema_text.data(), schema_text.size()).HasParseError()) {
    return Error{ErrorKind::invalid, fmt::format("the schema is not JSON: {}",
                                                 rapidjson::GetParseError_En(schema.GetParseError()))};
  }
  name_closing_keyword(schema, schema.GetAllocator());
  const rapidjson::SchemaDocument compiled(schema);
  rapidjson::SchemaValidator validator(compiled);
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::Reader reader;
  // Iterative: nesting uses heap, not stack. The text is never a tree in memory.
  const auto outcome =
      reader.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(bytes, validator);
  if (!validator.IsValid()) {
    const auto* rule = validator.GetInvalidSchemaKeyword();
    return Error{ErrorKind::invalid,
                 fmt::format("{} breaks the schema's rule \"{}\"",
                             path_of(validator.GetInvalidDocumentPointer()), rule == nullptr ? "" : rule)};
  }
  if (outcome.IsError()) {
    return Error{ErrorKind::invalid, fmt::format("not JSON at byte {}: {}", outcome.Offset(),
                                                 rapidjson::GetParseError_En(outcome.Code()))};
  }
  return Done{};
}

Result<Done> check_json_text(const std::string& schema_name, const std::string& text) {
  for (const auto& schema : embedded_schemas()) {
    if (schema_name == schema.name) return check_json_against(schema.text, text);
  }
  return Error{ErrorKind::not_found, fmt::format("there is no schema \"{}\"", schema_name)};
}

}  // namespace muster
