#include "reconciler/adapters/files/check_json.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include "reconciler/adapters/files/embedded_schemas.hpp"
#include "reconciler/adapters/json/json_value.hpp"

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

}  // namespace

Result<Done> check_json_against(const std::string& schema_text, const std::string& text) {
  rapidjson::Document schema;
  if (schema.Parse(schema_text.data(), schema_text.size()).HasParseError())
    return Error{ErrorKind::invalid, fmt::format("the schema is not JSON: {}",
                                                 rapidjson::GetParseError_En(schema.GetParseError()))};
  // Our own reader first: it bounds size and depth, which RapidJSON's recursion does not.
  if (const auto bounded = JsonDocument::parse(text); !bounded) return bounded.error();
  rapidjson::Document document;
  if (document.Parse(text.data(), text.size()).HasParseError())
    return Error{ErrorKind::invalid, rapidjson::GetParseError_En(document.GetParseError())};

  const rapidjson::SchemaDocument compiled(schema);
  rapidjson::SchemaValidator validator(compiled);
  if (document.Accept(validator)) return Done{};
  const auto* rule = validator.GetInvalidSchemaKeyword();
  return Error{ErrorKind::invalid,
               fmt::format("{} breaks the schema's rule \"{}\"",
                           path_of(validator.GetInvalidDocumentPointer()), rule == nullptr ? "" : rule)};
}

Result<Done> check_json_text(const std::string& schema_name, const std::string& text) {
  for (const auto& schema : embedded_schemas()) {
    if (schema_name == schema.name) return check_json_against(schema.text, text);
  }
  return Error{ErrorKind::not_found, fmt::format("there is no schema \"{}\"", schema_name)};
}

}  // namespace muster
