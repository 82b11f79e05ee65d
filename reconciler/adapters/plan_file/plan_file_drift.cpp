#include "reconciler/adapters/plan_file/plan_file_drift.hpp"

#include <array>

#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_parts.hpp"

namespace muster {
namespace {

struct DriftWord {
  Action action;
  const char* word;  ///< Terraform's.
};
constexpr std::array<DriftWord, 3> kActions = {
    {{Action::create, "create"}, {Action::update, "update"}, {Action::destroy, "delete"}}};

const char* word_of(Action action) {
  for (const auto& known : kActions) {
    if (known.action == action) return known.word;
  }
  return "update";
}

void write_text(JsonWriter& out, const char* key, const std::optional<std::string>& text) {
  out.key(key);
  if (text) {
    out.text(*text);
  } else {
    out.null();
  }
}

Result<DriftedAttribute> read_attribute(const JsonView& view) {
  JsonFields in(view);
  DriftedAttribute attribute{.name = in.text("name"),
                             .was = std::nullopt,
                             .is = std::nullopt,
                             .answer = DriftAction::keeps,
                             .message = in.text("says")};
  if (!in["was"].is_null()) attribute.was = in.text("was");
  if (!in["is"].is_null()) attribute.is = in.text("is");
  const auto answer = in.text("answer");
  if (in.failed()) return in.error();
  if (const auto known = kDriftActionWords.find(answer)) {
    attribute.answer = *known;
    return attribute;
  }
  return in["answer"].error("is not an answer of this version of muster");
}

}  // namespace

void write_drift(JsonWriter& out, const Drift& drift) {
  const auto dot = drift.address.find('.');
  out.begin_object().key("address").text(drift.address).key("mode").text("managed");
  out.key("type").text(drift.address.substr(0, dot)).key("name").text(drift.address.substr(dot + 1));
  out.key("provider_name").text("muster").key("change").begin_object().key("actions").begin_array();
  out.text(word_of(drift.action)).end_array().key("before");
  write_side(out, drift.attributes, &DriftedAttribute::was, drift.action != Action::create);
  out.key("after");
  write_side(out, drift.attributes, &DriftedAttribute::is, drift.action != Action::destroy);
  out.key("after_unknown").begin_object().end_object().end_object();
  out.key("attributes").begin_array();
  for (const auto& attribute : drift.attributes) {
    out.begin_object().key("name").text(attribute.name);
    write_text(out, "was", attribute.was);
    write_text(out, "is", attribute.is);
    out.key("answer").text(kDriftActionWords.of(attribute.answer));
    out.key("says").text(attribute.message).end_object();
  }
  out.end_array().end_object();
}

Result<Drift> read_drift(const JsonView& view) {
  if (auto unique = names_differ(view); !unique) return unique.error();
  JsonFields in(view);
  Drift drift;
  drift.address = in.text("address");
  if (in.failed()) return in.error();
  const auto attributes = in["attributes"].items();
  if (!attributes) return attributes.error();
  for (const JsonView item : *attributes) {
    auto attribute = read_attribute(item);
    if (!attribute) return attribute.error();
    drift.attributes.push_back(*std::move(attribute));
  }
  const auto shown = view.field("change");
  if (auto unique = names_differ(shown); !unique) return unique.error();
  const auto actions = read_texts(shown.field("actions"));
  if (!actions) return actions.error();
  for (const auto& known : kActions) {
    if (*actions == std::vector<std::string>{known.word}) drift.action = known.action;
  }
  if (*actions != std::vector<std::string>{word_of(drift.action)})
    return shown.field("actions").error("is not a change that can happen outside muster");
  // People and gates read before and after; they must agree with the data for muster.
  const auto type = in.text("type");
  const auto name = in.text("name");
  if (in.failed()) return in.error();
  if (drift.address != type + "." + name) return in["address"].error("is not made of type and name");
  if (!side_agrees(shown.field("before"), drift.attributes, &DriftedAttribute::was,
                   drift.action != Action::create))
    return shown.field("before").error("does not match the attributes: was it edited?");
  if (!side_agrees(shown.field("after"), drift.attributes, &DriftedAttribute::is,
                   drift.action != Action::destroy))
    return shown.field("after").error("does not match the attributes: was it edited?");
  return drift;
}

}  // namespace muster
