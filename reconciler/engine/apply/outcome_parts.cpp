#include "reconciler/engine/apply/outcome_parts.hpp"

#include <variant>

namespace muster {

const Error* error_of(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) return &failed->error;
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) return &unknown->error;
  return nullptr;
}

std::string detail_of(const Outcome& outcome) {
  if (const auto* error = error_of(outcome)) return error->what;
  if (const auto* skipped = std::get_if<Skipped>(&outcome)) return skipped->reason;
  return std::get<Succeeded>(outcome).was_already_so ? "needed no change" : "";
}

std::string object_of(const Outcome& outcome) {
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) return unknown->object_id;
  const auto* succeeded = std::get_if<Succeeded>(&outcome);
  return succeeded ? succeeded->object_id : "";
}

}  // namespace muster
