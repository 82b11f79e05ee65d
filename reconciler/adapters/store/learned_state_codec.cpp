#include "reconciler/adapters/store/learned_state_codec.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"

namespace muster {
namespace {

using forecast::BootTimes;
using forecast::LoadHistory;
using forecast::Method;
using forecast::MethodRecord;

template <class Numbers>
void write_numbers(JsonWriter& out, const char* key, const Numbers& numbers) {
  out.key(key).begin_array();
  for (const auto number : numbers) {
    if constexpr (std::is_floating_point_v<std::decay_t<decltype(number)>>) {
      out.number(number);
    } else {
      out.integer(number);
    }
  }
  out.end_array();
}

void write_load(JsonWriter& out, const PoolName& pool, Metric metric, const LoadHistory& memory) {
  out.begin_object().key("pool").text(pool.value).key("metric").text(to_string(metric));
  out.key("sure_percent").integer(memory.sure_percent).key("open_bin").integer(memory.open_bin);
  out.key("open_peak").integer(memory.open_peak);
  write_numbers(out, "peaks", memory.peaks);
  out.key("level").number(memory.level);
  out.key("slope").number(memory.slope);
  write_numbers(out, "season", memory.season);
  out.key("methods").begin_array();
  for (const auto& record : memory.records) {
    out.begin_object().key("bound").number(record.bound);
    out.key("loss").number(record.loss);
    out.key("covered").number(record.covered);
    out.key("bounds").number(record.bounds);
    out.end_object();
  }
  out.end_array().key("said").begin_array();
  for (const auto& said : memory.said) {
    out.begin_array();
    for (const double value : said) out.number(value);
    out.end_array();
  }
  out.end_array().key("weight").number(memory.weight);
  out.key("actual").number(memory.actual);
  out.key("followed").integer(static_cast<int>(memory.followed));
  out.key("bound_last").integer(memory.bound_last).key("peak_last").integer(memory.peak_last).end_object();
}

template <class T, class Read>
std::vector<T> list(JsonFields& in, const JsonView& view, Read read) {
  std::vector<T> found;
  const auto items = view.items();
  if (!items) {
    in.take(Result<Done>(items.error()));
    return found;
  }
  for (const JsonView item : *items) found.push_back(in.take(read(item)));
  return found;
}

std::vector<std::int64_t> integers(JsonFields& in, const char* key) {
  return list<std::int64_t>(in, in[key], [](const JsonView& item) { return item.integer(); });
}

Result<MethodRecord> read_record(const JsonView& view) {
  JsonFields in(view);
  MethodRecord record;
  record.bound = in.number("bound");
  record.loss = in.number("loss");
  record.covered = in.number("covered");
  record.bounds = in.number("bounds");
  if (in.failed()) return in.error();
  return record;
}

Result<std::array<double, forecast::kMethods>> read_said(const JsonView& view) {
  JsonFields in(view);
  const auto numbers = list<double>(in, view, [](const JsonView& item) { return item.number(); });
  if (in.failed()) return in.error();
  std::array<double, forecast::kMethods> said{};
  if (numbers.size() != said.size()) return view.error(fmt::format("must have {} numbers", said.size()));
  std::copy(numbers.begin(), numbers.end(), said.begin());
  return said;
}

Result<LoadHistory> read_load_memory(const JsonView& view) {
  JsonFields in(view);
  LoadHistory memory;
  memory.sure_percent = static_cast<int>(in.integer("sure_percent"));
  memory.open_bin = in.integer("open_bin");
  memory.open_peak = in.integer("open_peak");
  const auto peaks = integers(in, "peaks");
  memory.peaks.assign(peaks.begin(), peaks.end());
  memory.level = in.number("level");
  memory.slope = in.number("slope");
  memory.season = list<double>(in, in["season"], [](const JsonView& item) { return item.number(); });
  const auto records = list<MethodRecord>(in, in["methods"], read_record);
  const auto said = list<std::array<double, forecast::kMethods>>(in, in["said"], read_said);
  memory.said.assign(said.begin(), said.end());
  memory.weight = in.number("weight");
  memory.actual = in.number("actual");
  const auto followed = in.integer("followed");
  memory.bound_last = in.integer("bound_last");
  memory.peak_last = in.integer("peak_last");
  if (in.failed()) return in.error();
  const bool fits = records.size() == memory.records.size() && followed >= 0 &&
                    followed < static_cast<std::int64_t>(forecast::kMethods) &&
                    memory.peaks.size() <= forecast::kKeptBins &&
                    (memory.season.empty() || memory.season.size() == forecast::kDayOfBins);
  if (!fits) return view.error("is not a load history of this version of muster");
  std::copy(records.begin(), records.end(), memory.records.begin());
  memory.followed = static_cast<Method>(followed);
  return memory;
}

Result<Done> read_loads(const JsonView& view, LearnedState& learned_state) {
  const auto items = view.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    const PoolName pool(in.text("pool"));
    const auto metric = metric_of(in.text("metric"));
    auto memory = in.take(read_load_memory(item));
    if (in.failed()) return in.error();
    if (!metric) return in["metric"].error("is not a metric of this version of muster");
    learned_state.loads.emplace(std::pair(pool, *metric), std::move(memory));
  }
  return Done{};
}

Result<Done> read_boots(const JsonView& view, LearnedState& learned_state) {
  const auto items = view.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    const std::pair key(SizeName(in.text("size")), Region(in.text("region")));
    const auto seconds = integers(in, "seconds");
    if (in.failed()) return in.error();
    learned_state.boots[key].seconds.assign(seconds.begin(), seconds.end());
  }
  return Done{};
}

Result<Done> read_unused(const JsonView& view, LearnedState& learned_state) {
  const auto items = view.items();
  if (!items) return items.error();
  for (const JsonView item : *items) {
    JsonFields in(item);
    const VolumeId id(in.text("volume"));
    const auto since = in.take(parse_instant(in.text("since")));
    if (in.failed()) return in.error();
    learned_state.unused_since[id] = since;
  }
  return Done{};
}

}  // namespace

std::string encode_learned_state(const LearnedState& learned_state) {
  JsonWriter out(JsonLayout::compact);
  out.begin_object().key("format_version").text("1.0").key("loads").begin_array();
  for (const auto& [key, memory] : learned_state.loads) write_load(out, key.first, key.second, memory);
  out.end_array().key("boots").begin_array();
  for (const auto& [key, boots] : learned_state.boots) {
    out.begin_object().key("size").text(key.first.value).key("region").text(key.second.value);
    write_numbers(out, "seconds", boots.seconds);
    out.end_object();
  }
  out.end_array().key("unused").begin_array();
  for (const auto& [id, since] : learned_state.unused_since) {
    out.begin_object().key("volume").text(id.value).key("since").instant(since).end_object();
  }
  out.end_array().key("learnt_until").instant(learned_state.learnt_until);
  out.key("boots_until").instant(learned_state.boots_until).end_object();
  return std::move(out).finish();
}

Result<LearnedState> decode_learned_state(const std::string& text) {
  const auto document = JsonDocument::parse(text);
  if (!document) return document.error();
  JsonFields in(document->root());
  in.format_version_1();
  if (in.failed()) return in.error();
  LearnedState learned_state;
  in.take(read_loads(in["loads"], learned_state));
  in.take(read_boots(in["boots"], learned_state));
  in.take(read_unused(in["unused"], learned_state));
  learned_state.learnt_until = in.take(parse_instant(in.text("learnt_until")));
  learned_state.boots_until = in.take(parse_instant(in.text("boots_until")));
  if (in.failed()) return in.error();
  return learned_state;
}

}  // namespace muster
