#include "reconciler/adapters/store/headrooms_codec.hpp"

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

using forecast::PoolHeadroom;

void write_pool(JsonWriter& out, const PoolName& name, const PoolHeadroom& pool) {
  out.begin_object().key("pool").text(name.value).key("learnt_until").instant(pool.learnt_until);
  out.key("used").number(pool.newest.used);
  out.key("full").boolean(pool.newest.full);
  out.key("per_agent").number(pool.per_agent);
  out.key("peaks").begin_array();
  for (const auto& [metric, peak] : pool.peaks) {
    out.begin_object().key("metric").text(to_string(metric)).key("peak").number(peak);
    out.end_object();
  }
  out.end_array().key("pilot").text(forecast::state_of(pool.recommender)).end_object();
}

Result<Done> read_peaks(const JsonView& view, PoolHeadroom& pool) {
  const auto items = view.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    const auto metric = metric_of(in.text("metric"));
    const auto peak = in.take(in["peak"].number());
    if (in.failed()) return in.error();
    if (!metric) return in["metric"].error("is not a metric of this version of muster");
    pool.peaks[*metric] = peak;
  }
  return Done{};
}

Result<PoolHeadroom> read_pool(const JsonView& view) {
  JsonFields in(view);
  const auto state = in.text("pilot");
  if (in.failed()) return in.error();
  auto recommender = forecast::recommender_from(state);
  if (!recommender) return in["pilot"].error(recommender.error().what);
  PoolHeadroom pool(*std::move(recommender));
  pool.learnt_until = in.take(parse_instant(in.text("learnt_until")));
  pool.newest = {in.take(in["used"].number()), in.boolean("full")};
  pool.per_agent = in.take(in["per_agent"].number());
  in.take(read_peaks(in["peaks"], pool));
  if (in.failed()) return in.error();
  return pool;
}

}  // namespace

std::string encode_headrooms(const PoolHeadrooms& pools) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("pools").begin_array();
  for (const auto& [name, pool] : pools) write_pool(out, name, pool);
  out.end_array().end_object();
  return std::move(out).finish();
}

Result<PoolHeadrooms> decode_headrooms(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  in.format_version_1();
  if (in.failed()) return in.error();
  const auto items = in["pools"].items();
  if (!items) return items.error();
  PoolHeadrooms pools;
  for (const JsonView item : *items) {
    JsonFields one(item);
    const PoolName name(one.text("pool"));
    if (one.failed()) return one.error();
    auto pool = read_pool(item);
    if (!pool) return pool.error();
    pools.emplace(name, *std::move(pool));
  }
  return pools;
}

}  // namespace muster
