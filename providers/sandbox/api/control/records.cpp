#include <algorithm>
#include <map>
#include <string>

#include "providers/sandbox/api/reply.hpp"
#include "providers/sandbox/simulation/keep_log.hpp"
#include "providers/sandbox/state/state_text.hpp"

namespace muster::sandbox {

namespace {

std::int64_t ms(Instant at) {
  return at.time_since_epoch().count();
}

/// The path without its ids: "POST /v2/droplets/*/actions shutdown".
std::string kind_of(const RecordedRequest& request) {
  std::string kind = request.method + " ";
  std::size_t from = 0;
  while (from < request.path.size()) {
    const auto slash = std::min(request.path.find('/', from + 1), request.path.size());
    const auto part = request.path.substr(from, slash - from);
    const bool id = part != "/v2" && part.find_first_of("0123456789") != std::string::npos;
    kind += id ? "/*" : part;
    from = slash;
  }
  return request.what.empty() ? kind : kind + " " + request.what;
}

const char* word_of(PowerTurn::To to) {
  return to == PowerTurn::To::on ? "on" : to == PowerTurn::To::off ? "off" : "gone";
}

/// GET /sandbox/record: requests and power changes, oldest first; times in milliseconds since 1970.
Response show_record(const Call& call) {
  const auto& record = call.cloud.record;
  std::map<std::string, std::int64_t> counts;
  JsonText out;
  out.open_object().number("over_limit", record.over_limit);
  out.number("agents_running_min", record.agents_running_min).key("requests").open_list();
  for (const auto& request : record.requests) {
    ++counts[kind_of(request)];
    out.open_object().number("at", ms(request.at)).text("method", request.method).text("path", request.path);
    out.text("what", request.what).number("status", request.status).close_object();
  }
  out.close_list().key("turns").open_list();
  for (const auto& turn : record.turns)
    out.open_object()
        .number("at", ms(turn.at))
        .number("droplet", turn.droplet)
        .text("to", word_of(turn.to))
        .close_object();
  out.close_list().key("counts").open_object();
  for (const auto& [kind, count] : counts) out.number(kind, count);
  out.close_object().key("faults").open_object();
  for (const auto& [name, count] : record.faults) out.number(name, count);
  out.close_object().close_object();
  return json_response(200, out);
}

/// DELETE /sandbox/record: it begins anew.
Response forget_record(const Call& call) {
  begin_record(call.cloud);
  return done();
}

/// GET /sandbox/cloud: all of it, as a state file has it.
Response show_cloud(const Call& call) {
  return {200, write_state(call.cloud), {}};
}

/// PUT /sandbox/cloud: such a text replaces everything; rate windows and the record restart.
Response put_cloud(const Call& call) {
  if (const auto read = read_state(call.request.body, call.cloud); !read)
    return unprocessable(read.error().what);
  call.cloud.seen.clear();
  return done();
}

constexpr Route routes[] = {
    {"GET", "/sandbox/record", show_record},
    {"DELETE", "/sandbox/record", forget_record},
    {"GET", "/sandbox/cloud", show_cloud},
    {"PUT", "/sandbox/cloud", put_cloud},
};

}  // namespace

Routes record_routes() {
  return routes;
}

}  // namespace muster::sandbox
