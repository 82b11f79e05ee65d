#include "reconciler/adapters/plan_file/plan_file_changes.hpp"

#include <algorithm>

#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/plan_file/plan_file_effects.hpp"
#include "reconciler/adapters/plan_file/plan_file_read_effects.hpp"
#include "reconciler/core/plan/change/attributes.hpp"

namespace muster {
namespace {

/// Terraform's names for an action.
std::vector<std::string> describe_change(Action action) {
  switch (action) {
    case Action::create:
      return {"create"};
    case Action::update:
      return {"update"};
    case Action::replace:
      return {"create", "delete"};
    case Action::destroy:
      return {"delete"};
    case Action::adopt:
      return {"update"};  // With `importing` too.
    case Action::release:
      return {"forget"};
  }
  return {"update"};
}

const char* reason_of(Action action) {
  if (action == Action::replace) return "replace_because_cannot_update";
  return action == Action::destroy ? "delete_because_no_resource_config" : nullptr;
}

bool is_there_before(const Change& change) {
  return change.action != Action::create;
}
bool is_there_after(const Change& change) {
  return change.action != Action::destroy && change.action != Action::release;
}

void write_shown(JsonWriter& out, const Change& change) {
  const auto attributes = attributes_of(change.effect);
  out.begin_object().key("actions");
  write_texts(out, describe_change(change.action));
  out.key("before");
  write_side(out, attributes, &Attribute::before, is_there_before(change));
  out.key("after");
  write_side(out, attributes, &Attribute::after, is_there_after(change));
  out.key("after_unknown").begin_object();
  for (const auto& attribute : attributes) {
    if (attribute.known_after_apply) out.key(attribute.name).boolean(true);
  }
  out.end_object();
  if (change.action == Action::adopt) {
    out.key("importing").begin_object().key("id").text(attributes.front().before.value_or("")).end_object();
  }
  out.end_object();
}

/// Gates and people read before, after and actions; muster executes the effect. They must agree.
Result<Done> shown_agrees(const JsonView& view, const Change& change) {
  const auto shown = view.field("change");
  if (auto unique = names_differ(shown); !unique) return unique.error();
  const auto attributes = attributes_of(change.effect);
  const auto actions = read_texts(shown.field("actions"));
  if (!actions) return actions.error();
  const char* wrong = nullptr;
  if (*actions != describe_change(change.action)) wrong = "actions";
  if (!side_agrees(shown.field("before"), attributes, &Attribute::before, is_there_before(change))) {
    wrong = "before";
  }
  if (!side_agrees(shown.field("after"), attributes, &Attribute::after, is_there_after(change))) {
    wrong = "after";
  }
  if (wrong != nullptr)
    return shown.field(wrong).error("does not match the effect of the change: was it edited?");
  const auto type = view.field("type").text_view();
  const auto name = view.field("name").text_view();
  if (!type || *type != type_of(change.effect))
    return view.field("type").error("is not the type of the change");
  if (!name || *name != name_of(change.effect))
    return view.field("name").error("is not the name of the change");
  if (change.address != std::string(*type) + "." + std::string(*name)) {
    return view.field("address").error("is not the address of the change");
  }
  return Done{};
}

}  // namespace

void write_change(JsonWriter& out, const Change& change, const PlanTables& tables) {
  out.begin_object().key("address").text(change.address).key("mode").text("managed");
  out.key("type").text(type_of(change.effect)).key("name").text(name_of(change.effect));
  out.key("provider_name").text("muster").key("change");
  write_shown(out, change);
  if (const auto* reason = reason_of(change.action)) out.key("action_reason").text(reason);
  out.key("because").begin_array();
  for (const auto& cause : change.because) {
    out.integer(static_cast<std::int64_t>(tables.causes.position(cause)));
  }
  out.end_array().key("cost").begin_object().key("before");
  write_price(out, change.cost_before);
  out.key("after");
  write_price(out, change.cost_after);
  out.key("delta");
  write_price(out, change.cost_after - change.cost_before);
  out.end_object().key("estimated_seconds");
  write_seconds(out, change.estimated_time);
  out.key("downtime_seconds");
  write_seconds(out, change.downtime);
  const auto optional_seconds = [&](const char* name, Duration length) {
    if (length == Duration{0}) return;
    out.key(name);
    write_seconds(out, length);
  };
  optional_seconds("drain_seconds", change.drain);
  optional_seconds("ready_within_seconds", change.ready_within);
  out.key("id")
      .text(change.id.value)
      .key("touches")
      .text(change.fingerprint.text)
      .key("depends_on")
      .begin_array();
  for (const auto& id : change.after) out.text(id.value);
  out.end_array().key("effect");
  write_effect(out, change.effect, tables);
  out.end_object();
}

Result<Change> read_change(const JsonView& view, ReadTables& tables) {
  if (auto unique = names_differ(view); !unique) return unique.error();
  JsonFields in(view);
  Change change;
  change.id = ChangeId(in.text("id"));
  change.address = in.text("address");
  change.cost_before = in.take(read_price(in["cost"].field("before")));
  change.cost_after = in.take(read_price(in["cost"].field("after")));
  change.estimated_time = in.take(read_seconds(in["estimated_seconds"]));
  change.downtime = in.take(read_seconds(in["downtime_seconds"]));
  const auto optional_seconds = [&](const char* name) {
    return in[name].exists() ? in.take(read_seconds(in[name])) : Duration{0};
  };
  change.drain = optional_seconds("drain_seconds");
  change.ready_within = optional_seconds("ready_within_seconds");
  change.fingerprint = Digest{in.text("touches")};
  change.because = in.take(tables.causes_at(in["because"]));
  for (auto& id : in.take(read_texts(in["depends_on"]))) change.after.emplace_back(std::move(id));
  if (in.failed()) return in.error();
  auto effect = read_effect(view.field("effect"), tables);
  if (!effect) return effect.error();
  change.effect = *std::move(effect);
  change.action = action_of(change.effect);
  if (auto agrees = shown_agrees(view, change); !agrees) return agrees.error();
  return change;
}

}  // namespace muster
