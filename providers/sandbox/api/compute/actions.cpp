#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/api/resource_json.hpp"

namespace muster::sandbox {

namespace {

Response list(const Call& call) {
  const auto& all = call.cloud.actions;
  return page_of(call, "actions", all.size(), [&](JsonText& out, std::size_t i) {
    write_json(out, call.cloud, all.at(all.size() - 1 - i));
  });
}

Response show_one(const Call& call) {
  const auto* action = call.cloud.actions.find(call.number(0));
  if (action == nullptr) return not_found();
  return json_response(200, "action", [&](JsonText& out) { write_json(out, call.cloud, *action); });
}

constexpr Route routes[] = {
    {"GET", "/v2/actions", list},
    {"GET", "/v2/actions/*", show_one},
};

}  // namespace

Routes action_routes() {
  return routes;
}

}  // namespace muster::sandbox
