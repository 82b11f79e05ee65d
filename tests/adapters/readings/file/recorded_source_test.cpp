#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/recorded_source.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

const std::string kLines =
    R"({"at":"2026-11-23T20:00:00Z","subject":"worker/1","metric":"cpu","value":85.3})"
    "\n"
    R"({"at":"2026-11-23T20:01:00Z","subject":"worker","metric":"response_time","value":120})"
    "\n"
    R"({"at":"2026-11-23T20:02:00Z","subject":"fleet","metric":"agents","value":12})"
    "\n";

Fleet fleet_with_pool(const char* pool) {
  Fleet fleet;
  fleet.pools.push_back({});
  fleet.pools.back().name = PoolName(pool);
  return fleet;
}

}  // namespace

TEST_CASE("a recorded source answers with the window asked for") {
  const TemporaryFolder folder;
  folder.write("day.ndjson", kLines);
  const auto source = RecordedSource::open(folder.path("day.ndjson"));
  REQUIRE(source.ok());
  const auto newest = *parse_instant("2026-11-23T20:02:00Z");
  CHECK((*source)->newest() == newest);
  CHECK((*source)->name() == "file " + folder.path("day.ndjson"));
  const auto all = (*source)->readings(fleet_with_pool("worker"), {}, Instant{}, newest);
  REQUIRE(all.ok());
  CHECK(all->size() == 3);
  const auto window = (*source)->readings(fleet_with_pool("worker"), {}, newest - 1min, newest - 1s);
  REQUIRE(window.ok());
  REQUIRE(window->size() == 1);
  CHECK(window->front().metric == Metric::response_time);
}

TEST_CASE("readings of a pool that the fleet has not are passed over and told, the others count") {
  const TemporaryFolder folder;
  folder.write("day.ndjson", kLines);
  const auto source = RecordedSource::open(folder.path("day.ndjson"));
  REQUIRE(source.ok());
  const auto found = (*source)->readings(fleet_with_pool("workers"), {}, Instant{}, Instant::max());
  REQUIRE(found.ok());
  REQUIRE(found->size() == 1);
  CHECK(found->front().subject == Subject(FleetWide{}));
  REQUIRE((*source)->trouble().size() == 1);
  CHECK((*source)->trouble()[0] ==
        "it has readings of worker/1, but the fleet has no pool \"worker\" (did you mean \"workers\"?)");
  // Whoever knows the pools beforehand gets the place as well.
  const auto placed = RecordedSource::open(folder.path("day.ndjson"), {PoolName("workers")});
  REQUIRE(placed.ok());
  REQUIRE((*placed)->warnings().size() == 1);
  CHECK((*placed)->warnings()[0].summary == "there is no pool \"worker\", on 2 lines");
  CHECK((*placed)->warnings()[0].at.line == 1);
}

TEST_CASE("a mistake in a recorded file costs its own line") {
  const TemporaryFolder folder;
  folder.write("day.ndjson", kLines + "{\"at\":\"2026-11-30T01:4");
  const auto source = RecordedSource::open(folder.path("day.ndjson"));
  REQUIRE(source.ok());
  CHECK((*source)->readings(fleet_with_pool("worker"), {}, Instant{}, Instant::max())->size() == 3);
  REQUIRE((*source)->warnings().size() == 1);
  CHECK((*source)->warnings()[0].severity == Severity::warning);
  CHECK((*source)->warnings()[0].at.line == 4);
}

TEST_CASE("a file with mistakes opens no source and tells them all") {
  const TemporaryFolder folder;
  folder.write("day.csv",
               "at,subject,metric,value\nnow,worker/1,cpu,1\n2026-11-23T20:00:00Z,worker/1,cup,1\n");
  const auto source = RecordedSource::open(folder.path("day.csv"));
  REQUIRE_FALSE(source.ok());
  CHECK(source.error().kind == ErrorKind::invalid);
  CHECK(source.error().what.find("day.csv:2:1: \"now\" is not a time") != std::string::npos);
  CHECK(source.error().what.find("day.csv:3:31: unknown metric \"cup\"") != std::string::npos);
  CHECK(RecordedSource::open(folder.path("none.csv")).error().kind == ErrorKind::not_found);
  CHECK(RecordedSource::open(folder.path()).error().kind == ErrorKind::invalid);
}

TEST_CASE("spoilt readings never break the reader") {
  std::mt19937 random(20261123);
  const auto pick = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  const std::string csv = "at,subject,metric,value\n2026-11-23T20:00:00Z,worker/1,cpu,\"85.3\"\n";
  const std::string alphabet = "\"\\{}[],:\n\r\t \0\xff%eE+-.0123456789nulatx/";
  for (int i = 0; i < 5'000; ++i) {
    const bool json = i % 2 == 0;
    auto text = json ? kLines : csv;
    for (auto changes = 1 + pick(4); changes > 0; --changes) {
      const auto at = pick(text.size());
      switch (pick(3)) {
        case 0:
          text[at] = alphabet[pick(alphabet.size())];
          break;
        case 1:
          text.erase(at, 1 + pick(8));
          break;
        default:
          text.insert(at, 1, alphabet[pick(alphabet.size())]);
      }
      if (text.empty()) text = "x";
    }
    std::istringstream stream(text);
    const auto recorded = read_readings(stream, "r", json ? ReadingsFormat::ndjson : ReadingsFormat::csv);
    // Either everything was read, or something was said.
    CHECK((recorded.seen > 0 || !recorded.ok()));
    for (const auto& problem : recorded.problems) {
      if (problem.summary != "the file holds no readings" && (problem.at.line < 1 || problem.at.column < 1))
        FAIL(problem.summary);
    }
  }
}
