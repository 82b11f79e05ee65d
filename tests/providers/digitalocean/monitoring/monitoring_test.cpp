#include "providers/digitalocean/monitoring/monitoring.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "providers/digitalocean/monitoring/monitoring_source.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "tests/providers/digitalocean/scene.hpp"

namespace muster::digitalocean {
namespace {

MetricLine line(std::map<std::string, std::string> labels, std::vector<std::pair<int, double>> samples) {
  MetricLine made{std::move(labels), {}, ""};
  for (const auto& [at, value] : samples)
    made.samples[at] = std::isnan(value)
                           ? std::nullopt
                           : std::optional(Measure::milli(static_cast<std::int64_t>(value * 1000)));
  return made;
}

MetricLine mode(const char* name, std::vector<std::pair<int, double>> samples) {
  return line({{"mode", name}}, std::move(samples));
}

MetricLine unreadable(std::map<std::string, std::string> labels) {
  return {std::move(labels), {}, "data.result[1].values: expected a list"};
}

Sample at(int second, double value) {
  return {Instant(std::chrono::seconds(second)), Measure::milli(static_cast<std::int64_t>(value * 1000))};
}

Sample no_value(int second) {
  return {Instant(std::chrono::seconds(second)), Measure(), Quality::error};
}

/// The body of a matrix with one line.
std::string matrix(const std::string& labels, const std::string& values) {
  return R"({"status":"success","data":{"resultType":"matrix","result":[{"metric":{)" + labels +
         R"(},"values":[)" + values + "]}]}}";
}
const char* const kNothing = R"({"status":"success","data":{"resultType":"matrix","result":[]}})";

ActualState two_machines() {
  ActualState state;
  for (int number : {1, 2}) {
    Machine machine;
    machine.id = MachineId(std::to_string(number));
    machine.slot = {PoolName("worker"), number};
    state.machines.emplace(machine.slot, machine);
  }
  return state;
}

std::vector<Reading> of(const std::vector<Reading>& all, int number, Metric metric) {
  std::vector<Reading> own;
  for (const auto& reading : all) {
    if (reading.metric == metric && reading.subject == Subject(Slot{PoolName("worker"), number}))
      own.push_back(reading);
  }
  return own;
}

}  // namespace

TEST_CASE("cpu is what was not idle between two samples") {
  struct Row {
    const char* that;
    std::vector<MetricLine> lines;
    Series expected;
  };
  for (const auto& row : std::vector<Row>{
           {"a quarter busy",
            {mode("idle", {{0, 100}, {60, 145}}), mode("user", {{0, 10}, {60, 22}}),
             mode("system", {{0, 5}, {60, 8}})},
            {at(60, 25)}},
           {"each span by itself",
            {mode("idle", {{0, 0}, {60, 60}, {120, 60}}), mode("user", {{0, 0}, {60, 0}, {120, 60}})},
            {at(60, 0), at(120, 100)}},
           {"a restart's span is an error",
            {mode("idle", {{0, 900}, {60, 950}, {120, 20}, {180, 50}}),
             mode("user", {{0, 90}, {60, 100}, {120, 5}, {180, 35}})},
            {at(60, 16.666), no_value(120), at(180, 50)}},
           {"a count that is no number is an error in both spans that it ends",
            {mode("idle", {{0, 0}, {60, NAN}, {120, 60}, {180, 90}}),
             mode("user", {{0, 0}, {60, 30}, {120, 60}, {180, 90}})},
            {no_value(60), no_value(120), at(180, 50)}},
           {"a count that another mode lacks is an error",
            {mode("idle", {{0, 0}, {60, 30}}), mode("user", {{60, 30}})},
            {no_value(60)}},
           {"time that stood still is an error",
            {mode("idle", {{0, 5}, {60, 5}}), mode("user", {{0, 1}, {60, 1}})},
            {no_value(60)}},
           {"one sample says nothing", {mode("idle", {{0, 100}}), mode("user", {{0, 10}})}, {}},
           {"without idle nothing is known", {mode("user", {{0, 0}, {60, 60}})}, {}},
           {"no lines, no series", {}, {}},
           {"a mode that cannot be read makes every span an error",
            {mode("idle", {{0, 100}, {60, 145}}), unreadable({{"mode", "user"}}),
             mode("system", {{0, 5}, {60, 8}})},
            {no_value(60)}},
           {"a line that cannot be read at all does so too",
            {mode("idle", {{0, 100}, {60, 145}}), mode("user", {{0, 10}, {60, 22}}), unreadable({})},
            {no_value(60)}},
           {"an idle line that cannot be read leaves the times of another",
            {unreadable({{"mode", "idle"}}), mode("user", {{0, 10}, {60, 22}})},
            {no_value(60)}},
           {"idle lines alone are no measurement",
            {mode("idle", {{0, 100}, {60, 145}}), mode("iowait", {{0, 1}, {60, 2}})},
            {no_value(60)}},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto series = cpu_series(row.lines);
      REQUIRE(series.size() == row.expected.size());
      for (std::size_t i = 0; i < series.size(); ++i) {
        CHECK(series[i].at == row.expected[i].at);
        CHECK(series[i].quality == row.expected[i].quality);
        CHECK(std::abs(series[i].value.in_milli() - row.expected[i].value.in_milli()) <= 1);
      }
    }
  }
}

TEST_CASE("memory is what is not available") {
  const auto total = line({}, {{0, 2e9}, {60, 2e9}, {120, 0}});
  CHECK(memory_series({line({}, {{0, 5e8}, {60, 2e9}, {120, 5}, {180, 5}})}, {total}) ==
        Series{at(0, 75), at(60, 0), no_value(120)});
  CHECK(memory_series({}, {total}).empty());
  CHECK(memory_series({total}, {}).empty());
}

TEST_CASE("the fullest filesystem that holds data counts") {
  const auto mount = [](const char* type, const char* point, double value) {
    return line({{"device", point}, {"fstype", type}, {"mountpoint", point}}, {{0, value}});
  };
  const std::vector<MetricLine> size = {mount("ext4", "/", 100e9), mount("xfs", "/mnt/data", 50e9),
                                        mount("tmpfs", "/run", 1e9), mount("vfat", "/boot/efi", 1e8),
                                        mount("ext4", "/booty", 10e9)};
  const std::vector<MetricLine> free = {mount("xfs", "/mnt/data", 5e9), mount("ext4", "/", 60e9),
                                        mount("tmpfs", "/run", 0), mount("vfat", "/boot/efi", 0),
                                        mount("ext4", "/booty", 10e9)};
  const auto disk = disk_series(free, size);
  CHECK(disk.percent == Series{at(0, 90)});
  CHECK(disk.used_bytes == Series{at(0, 85e9)});
  CHECK(disk_series({}, size).percent.empty());
}

TEST_CASE("memory and disk that cannot be are errors, never pressed into the range") {
  struct Row {
    const char* that;
    double free;
    double all;
    Sample expected;
  };
  for (const auto& row :
       {Row{"less than nothing is free", -1, 100e9, no_value(0)},
        Row{"the free space is larger than the filesystem", 101e9, 100e9, no_value(0)},
        Row{"there is nothing at all", 0, 0, no_value(0)},
        Row{"the whole is less than nothing", -5, -1, no_value(0)},
        Row{"the free part is no number", NAN, 100e9, no_value(0)},
        Row{"the whole is no number", 10e9, NAN, no_value(0)}, Row{"nothing is free", 0, 100e9, at(0, 100)},
        Row{"all is free", 100e9, 100e9, at(0, 0)}}) {
    DYNAMIC_SECTION(row.that) {
      const std::map<std::string, std::string> root = {{"mountpoint", "/"}, {"fstype", "ext4"}};
      CHECK(memory_series({line({}, {{0, row.free}})}, {line({}, {{0, row.all}})}) == Series{row.expected});
      const auto disk = disk_series({line(root, {{0, row.free}})}, {line(root, {{0, row.all}})});
      CHECK(disk.percent == Series{row.expected});
      CHECK(disk.used_bytes.size() == 1);
      CHECK(disk.used_bytes[0].quality == row.expected.quality);
      CHECK(disk.unjudged.empty() == (row.expected.quality == Quality::ok));
    }
  }
}

TEST_CASE("a filesystem that cannot be judged leaves a lower bound of the others") {
  const auto mount = [](const char* point, double value) {
    return line({{"device", point}, {"fstype", "ext4"}, {"mountpoint", point}}, {{0, value}});
  };
  const auto lost = [](const char* point) {
    return unreadable({{"device", point}, {"fstype", "ext4"}, {"mountpoint", point}});
  };
  struct Row {
    const char* that;
    MetricLine free, size;
  };
  for (const auto& row : {Row{"less than nothing is free", mount("/data", -1), mount("/data", 50e9)},
                          Row{"its free space is not told", line({}, {}), mount("/data", 50e9)},
                          Row{"its size is not told", mount("/data", 5e9), line({}, {})},
                          Row{"its free space cannot be read", lost("/data"), mount("/data", 50e9)},
                          Row{"its size cannot be read", mount("/data", 5e9), lost("/data")},
                          Row{"neither can be read", lost("/data"), lost("/data")}}) {
    DYNAMIC_SECTION(row.that) {
      const auto disk = disk_series({mount("/", 4e9), row.free}, {mount("/", 100e9), row.size});
      auto percent = at(0, 96);
      auto used = at(0, 96e9);
      percent.quality = used.quality = Quality::error;
      CHECK(disk.percent == Series{percent});
      CHECK(disk.used_bytes == Series{used});
      CHECK(disk.unjudged == std::set<std::string>{"/data"});
    }
  }
}

TEST_CASE("a filesystem counts from the time at which it was mounted") {
  const auto mount = [](const char* point, std::vector<std::pair<int, double>> samples) {
    return line({{"device", point}, {"fstype", "ext4"}, {"mountpoint", point}}, std::move(samples));
  };
  // The answer about sizes is one sample newer than the one about free space.
  const auto disk =
      disk_series({mount("/", {{0, 50}, {60, 50}}), mount("/data", {{60, 10}})},
                  {mount("/", {{0, 100}, {60, 100}, {120, 100}}), mount("/data", {{60, 100}, {120, 100}})});
  CHECK(disk.percent == Series{at(0, 50), at(60, 90)});
  CHECK(disk.unjudged.empty());
}

TEST_CASE("two lines of one droplet that differ are errors where they differ") {
  const auto total = line({}, {{0, 100}, {60, 100}});
  CHECK(memory_series({line({{"a", "1"}}, {{0, 50}, {60, 50}}), line({{"a", "2"}}, {{0, 50}, {60, 20}})},
                      {total}) == Series{at(0, 50), no_value(60)});
  CHECK(memory_series({line({}, {{0, 50}})}, {total, line({{"a", "2"}}, {{0, 200}})}) == Series{no_value(0)});
  const std::map<std::string, std::string> root = {{"mountpoint", "/"}, {"fstype", "ext4"}};
  CHECK(disk_series({line(root, {{0, 50}}), line(root, {{0, 40}})}, {line(root, {{0, 100}})}).percent ==
        Series{no_value(0)});
  CHECK(disk_series({line(root, {{0, 50}}), line(root, {{0, 50}})}, {line(root, {{0, 100}})}).percent ==
        Series{at(0, 50)});
}

TEST_CASE("a matrix is read as it comes") {
  const auto read = [](const std::string& body) {
    const auto document = JsonDocument::parse(body);
    REQUIRE(document.ok());
    return lines_in(document->root());
  };
  const auto lines = read(matrix(R"("mode":"idle","host_id":"1")", R"([60,"1.5"],[120,"NaN"],[180,2])"));
  REQUIRE(lines.ok());
  REQUIRE(lines->size() == 1);
  CHECK(lines->front().labels.at("mode") == "idle");
  CHECK(lines->front().samples == std::map<std::int64_t, std::optional<Measure>>{{60, Measure::milli(1500)},
                                                                                 {120, std::nullopt},
                                                                                 {180, Measure::whole(2)}});
  CHECK(read(kNothing)->empty());
  CHECK(read(R"({"data":{"result":null}})")->empty());
  CHECK_FALSE(read(R"({"data":{}})").ok());
  // What cannot be read of it is left out alone.
  const auto odd = read(matrix("", R"([60,"1",2],["later","1"],[120,"5"],[180,"1"],[180,"2"])"));
  REQUIRE(odd.ok());
  CHECK(odd->front().samples ==
        std::map<std::int64_t, std::optional<Measure>>{{120, Measure::whole(5)}, {180, std::nullopt}});
  const auto lines_of = [](const std::string& all) { return R"({"data":{"result":[)" + all + "]}}"; };
  const std::string good = R"({"metric":{"mode":"idle"},"values":[[60,"1"]]})";
  const auto part = read(lines_of(good + R"(,{"metric":{"mode":"user"},"values":"oops"},{"metric":7})"));
  REQUIRE(part->size() == 3);
  CHECK(part->front().problem.empty());
  CHECK(part->at(1).labels.at("mode") == "user");
  CHECK(problem_in(*part).starts_with("the line of mode user of the answer cannot be read: "));
  CHECK(problem_in({part->front(), part->back()}).starts_with("the line without labels of the answer"));
  CHECK(problem_in({part->front()}).empty());
  CHECK_FALSE(read(lines_of(R"({"metric":7},"?")")).ok());
  // One line for each set of labels, and no value where two of them differ.
  const auto twice =
      read(lines_of(good + "," + R"({"metric":{"mode":"idle"},"values":[[60,"2"],[120,"3"]]})"));
  REQUIRE(twice->size() == 1);
  CHECK(twice->front().samples ==
        std::map<std::int64_t, std::optional<Measure>>{{60, std::nullopt}, {120, Measure::whole(3)}});
}

TEST_CASE("what monitoring tells and cannot be is told, and counts as an error") {
  Scene scene([](const HttpRequest& request) -> Result<HttpResponse> {
    const auto target = target_of(request);
    const bool free = target.find("/filesystem_free") != std::string::npos;
    const std::string root = R"("mountpoint":"/","fstype":"ext4")";
    if (free) return ok(matrix(root, R"([540,"-1"],[600,"-1"])"));
    if (target.find("/filesystem_size") != std::string::npos)
      return ok(matrix(root, R"([540,"100"],[600,"100"])"));
    return ok(kNothing);
  });
  MonitoringSource source(scene.session);
  const auto readings =
      source.readings(Fleet{}, two_machines(), Instant(std::chrono::seconds(500)), Instant(700s));
  REQUIRE(readings.ok());
  for (const auto& reading : *readings) CHECK(reading.quality != Quality::ok);
  CHECK(of(*readings, 1, Metric::disk).size() == 2);
  REQUIRE(source.trouble().size() == 4);
  CHECK(source.trouble()[0] == "worker/1 disk: 2 of 2 samples are impossible");
  CHECK(source.trouble()[2].starts_with("worker/1 disk: / cannot be measured"));
  CHECK(source.trouble()[3] == "and 3 more series");
}

TEST_CASE("monitoring that answers something else is told with what came instead") {
  struct Row {
    const char* that;
    std::string body;
    const char* reported;
  };
  for (const auto& row :
       {Row{"a page of a proxy", "<html>down</html>", "worker/1 cpu: the answer is "},
        Row{"nothing at all", "", "worker/1 cpu: the answer is "},
        Row{"a line of one mode that cannot be read",
            R"({"data":{"result":[{"metric":{"mode":"idle"},"values":[[540,"1"],[600,"2"]]},)"
            R"({"metric":{"mode":"user"},"values":"oops"}]}})",
            "worker/1 cpu: the line of mode user of the answer cannot be read: "}}) {
    DYNAMIC_SECTION(row.that) {
      Scene scene([&](const HttpRequest& request) -> Result<HttpResponse> {
        return ok(target_of(request).find("/cpu?") != std::string::npos ? row.body : kNothing);
      });
      MonitoringSource source(scene.session);
      const auto readings =
          source.readings(Fleet{}, two_machines(), Instant(std::chrono::seconds(500)), Instant(700s));
      REQUIRE(readings.ok());
      REQUIRE(of(*readings, 1, Metric::cpu).size() == 1);
      CHECK(of(*readings, 1, Metric::cpu).front().quality == Quality::error);
      REQUIRE_FALSE(source.trouble().empty());
      CHECK(source.trouble()[0].starts_with(row.reported));
    }
  }
}

TEST_CASE("a silent agent and a failed request are told, never left out, never zero") {
  Scene scene([](const HttpRequest& request) -> Result<HttpResponse> {
    const auto target = target_of(request);
    const bool first = target.find("host_id=1&") != std::string::npos;
    if (target.find("/memory_available") != std::string::npos && first) return ok("{}", 403);
    if (target.find("/memory") != std::string::npos && first) return ok(matrix("", R"([600,"100"])"));
    if (target.find("/filesystem_free") != std::string::npos && first)
      return ok(matrix(R"("mountpoint":"/","fstype":"ext4")", R"([600,"25"],[540,"25"],[100,"25"])"));
    if (target.find("/filesystem_size") != std::string::npos && first)
      return ok(matrix(R"("mountpoint":"/","fstype":"ext4")", R"([600,"100"],[540,"100"],[100,"100"])"));
    return ok(kNothing);
  });
  MonitoringSource source(scene.session);
  const Instant since(std::chrono::seconds(500));
  const Instant now(std::chrono::seconds(700));
  const auto readings = source.readings(Fleet{}, two_machines(), since, now);
  REQUIRE(readings.ok());
  const auto disk = of(*readings, 1, Metric::disk);
  REQUIRE(disk.size() == 2);
  CHECK(disk[0].value == Measure::whole(75));
  CHECK(disk[0].quality == Quality::ok);
  CHECK(disk[0].at == Instant(std::chrono::seconds(540)));
  for (const auto& [number, metric, quality] :
       {std::tuple{1, Metric::cpu, Quality::missing}, std::tuple{1, Metric::memory, Quality::error},
        std::tuple{2, Metric::cpu, Quality::missing}, std::tuple{2, Metric::memory, Quality::missing},
        std::tuple{2, Metric::disk, Quality::missing}, std::tuple{2, Metric::disk_used, Quality::missing}}) {
    const auto own = of(*readings, number, metric);
    REQUIRE(own.size() == 1);
    CHECK(own.front().quality == quality);
    CHECK(own.front().at == now);
  }
  CHECK(scene.asked().size() == 10);
  CHECK(scene.asked().front() == "GET /v2/monitoring/metrics/droplet/cpu?host_id=1&start=200&end=700");
}

TEST_CASE("a source that does not answer at all fails as a whole") {
  Scene scene([](const HttpRequest&) { return ok("{}", 401); });
  MonitoringSource source(scene.session);
  const auto readings = source.readings(Fleet{}, two_machines(), Instant(), Instant(1h));
  REQUIRE_FALSE(readings.ok());
  CHECK(readings.error().kind == ErrorKind::denied);
  CHECK(source.readings(Fleet{}, ActualState{}, Instant(), Instant(1h))->empty());
}

TEST_CASE("of a long span only the end is asked for, so that samples stay close together") {
  Scene scene([](const HttpRequest&) { return ok(kNothing); });
  MonitoringSource source(scene.session);
  REQUIRE(source.readings(Fleet{}, two_machines(), Instant(), Instant(26h)).ok());
  CHECK(scene.asked().front() == "GET /v2/monitoring/metrics/droplet/cpu?host_id=1&start=71700&end=93600");
}

TEST_CASE("more machines than the rate limit allows are asked in turns") {
  Scene scene([](const HttpRequest&) { return ok(kNothing); });
  ActualState state;
  for (int number = 1; number <= 100; ++number) {
    Machine machine;
    machine.id = MachineId(std::to_string(number));
    machine.slot = {PoolName("worker"), number};
    state.machines.emplace(machine.slot, machine);
  }
  MonitoringSource source(scene.session);
  const auto first = source.readings(Fleet{}, state, Instant(), Instant(1h));
  REQUIRE(first.ok());
  CHECK(first->size() == 400);
  CHECK(scene.asked().size() == 240);
  scene.clock.advance(61s);
  REQUIRE(source.readings(Fleet{}, state, Instant(), Instant(1h)).ok());
  CHECK(scene.asked().size() == 480);
  CHECK(scene.asked()[240].find("host_id=49&") != std::string::npos);
}

}  // namespace muster::digitalocean
