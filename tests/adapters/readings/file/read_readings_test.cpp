#include <catch2/catch.hpp>
#include <sstream>

#include "reconciler/adapters/readings/file/read_readings.hpp"
#include "reconciler/adapters/readings/file/readings_wanted.hpp"
#include "reconciler/adapters/readings/file/recorded_readings.hpp"
#include "tests/support/zones.hpp"

using namespace muster;
using namespace muster::test;

namespace {

RecordedReadings read(const std::string& text, ReadingsFormat format = ReadingsFormat::ndjson,
                      const ReadingsWanted& wanted = {}) {
  std::istringstream stream(text);
  return read_readings(stream, "r", format, wanted);
}

const std::string kGood = R"({"at":"2026-11-23T20:00:00Z","subject":"worker/1","metric":"cpu","value":85.3})"
                          "\n";

/// A good line with one part exchanged.
std::string with(const std::string& part, const std::string& other) {
  auto text = kGood;
  const auto at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), other);
}

}  // namespace

TEST_CASE("a recorded reading is read as it was written") {
  const Reading expected{instant("2026-11-23T20:00:00Z"), Slot{PoolName("worker"), 1}, Metric::cpu,
                         Measure::milli(85'300), Quality::ok};
  struct Row {
    const char* that;
    ReadingsFormat format;
    std::string text;
  };
  const std::string header = "at,subject,metric,value\n";
  for (const auto& row : {
           Row{"NDJSON", ReadingsFormat::ndjson, kGood},
           Row{"without the last line's end", ReadingsFormat::ndjson, kGood.substr(0, kGood.size() - 1)},
           Row{"blanks and another order", ReadingsFormat::ndjson,
               "\xef\xbb\xbf\n  { \"value\" : 85.30 , \"metric\":\"cpu\",\"subject\" :\"worker\\/1\",\"at\": "
               "\"2026-11-23T21:00:00+01:00\" } \r\n\n"},
           Row{"a number with an exponent", ReadingsFormat::ndjson, with("85.3", "8.53e1")},
           Row{"escapes", ReadingsFormat::ndjson, with("worker/1", "\\u0077orker\\u002F1")},
           Row{"CSV", ReadingsFormat::csv, header + "2026-11-23T20:00:00Z,worker/1,cpu,85.3\n"},
           Row{"CSV with CRLF and quotes", ReadingsFormat::csv,
               "at,subject,\"metric\",value\r\n\"2026-11-23T20:00:00Z\", \"worker/1\" ,cpu,\"85.3\"\r\n"},
           Row{"CSV with its columns in another order", ReadingsFormat::csv,
               "value,metric,at,subject\n85.3,cpu,2026-11-23T20:00:00Z,worker/1"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto recorded = read(row.text, row.format);
      CHECK(recorded.problems.empty());
      REQUIRE(recorded.readings.size() == 1);
      CHECK(recorded.readings[0] == expected);
      CHECK(recorded.newest == expected.at);
    }
  }
}

TEST_CASE("a failed reading is kept as one, and is no zero") {
  for (const auto& [format, text] : {
           std::pair{ReadingsFormat::ndjson, with("85.3", "null")},
           std::pair{ReadingsFormat::csv,
                     std::string("at,subject,metric,value\n2026-11-23T20:00:00Z,worker,disk,\n")},
           std::pair{ReadingsFormat::csv,
                     std::string("at,subject,metric,value\n2026-11-23T20:00:00Z,fleet,agents,null\n")},
       }) {
    const auto recorded = read(text, format);
    REQUIRE(recorded.readings.size() == 1);
    CHECK(recorded.ok());
    CHECK(recorded.readings[0].quality == Quality::error);
  }
}

TEST_CASE("every mistake of a recorded reading has its place") {
  struct Row {
    const char* part;  // Of the good line; nullptr for all of it.
    std::string_view other;
    int column;
    const char* summary;
    const char* hint = "";
  };
  for (const auto& row : std::initializer_list<Row>{
           {"cpu", "cpus", 60, "unknown metric \"cpus\"", "did you mean \"cpu\"?"},
           {"worker/1", "worker/0", 40, "\"worker/0\" is not a subject"},
           {"worker/1", "Worker 1", 40, "\"Worker 1\" is not a subject"},
           {"\"worker/1\"", "worker", 40, "\"worker\" is not a text"},
           {"2026-11-23T20:00:00Z", "2026-11-23 20:00:00", 7, "\"2026-11-23 20:00:00\" is not a time"},
           {"2026-11-23T20:00:00Z", "2026-02-30T20:00:00Z", 7, "\"2026-02-30T20:00:00Z\" is not a time"},
           {"\"2026-11-23T20:00:00Z\"", "1763928000", 7, "\"1763928000\" is not a text"},
           {"85.3", "NaN", 74, "\"NaN\" is not a number"},
           {"85.3", "-Infinity", 74, "\"-Infinity\" is not a number"},
           {"85.3", "1.2.3", 74, "\"1.2.3\" is not a number"},
           {"85.3", "true", 74, "\"true\" is not a number"},
           {"85.3", "\"85.3\"", 74, "\"85.3\" is not a number", "remove the quotes"},
           {"85.3", "[1]", 74, "not a value"},
           {"85.3", "100.001", 74, "100.001 of cpu is impossible"},
           {"85.3", "-1", 74, "-1 of cpu is impossible"},
           {"85.3", "1e400", 74, "1e400 of cpu is impossible"},
           {"\"cpu\",\"value\":85.3", "\"agents\",\"value\":2.5", 77, "2.5 of agents is impossible"},
           {"\"value\"", "\"vlaue\"", 66, "unknown field \"vlaue\"", "did you mean \"value\"?"},
           {"\"value\"", "\"metric\"", 66, "the field \"metric\" is given twice"},
           {",\"value\":85.3", "", 1, "the field \"value\" is missing"},
           {"}", "", 78, "the object does not end here"},
           {"}", "} {}", 80, "more than one object on the line"},
           {"\"cpu\"", "\"cpu", 66, "the object does not end here"},
           {nullptr, "[1,2]\n", 1, "a line that is no object"},
           {nullptr, "{}\n", 1, "the field \"at\" is missing"},
           {"worker/1", std::string_view("worker\0001", 8), 47, "a NUL byte"},
           {"worker/1", "worker\xff", 47, "a byte that is not UTF-8 text"},
       }) {
    DYNAMIC_SECTION(row.summary << " at column " << row.column) {
      const auto recorded =
          read(kGood + "\n" + (row.part ? with(row.part, std::string(row.other)) : std::string(row.other)));
      CHECK_FALSE(recorded.ok());
      // A value that cannot be is a reading that failed; any other mistake costs the line.
      CHECK(recorded.readings.front().quality == Quality::ok);
      const std::string summary = row.summary;
      const bool of_value = summary.ends_with("is impossible") || summary.ends_with("is not a number");
      REQUIRE(recorded.readings.size() == (of_value ? 2 : 1));
      CHECK(recorded.readings.back().quality == (of_value ? Quality::error : Quality::ok));
      CHECK(recorded.readings.back().value == (of_value ? Measure() : Measure::milli(85'300)));
      REQUIRE_FALSE(recorded.problems.empty());
      const auto& problem = recorded.problems[0];
      CHECK(problem.summary == row.summary);
      CHECK(problem.at == SourceMark{"r", 3, row.column});
      CHECK(problem.hint == row.hint);
    }
  }
}

TEST_CASE("a line without an end does not fill the memory") {
  const auto recorded = read(kGood + std::string(3'000'000, '{') + "\n" + with("20:00:00", "20:00:30"));
  REQUIRE(recorded.problems.size() == 1);
  CHECK(recorded.problems[0].summary == "the line is longer than 65536 bytes");
  CHECK(recorded.problems[0].at.line == 2);
  CHECK(recorded.readings.size() == 2);
}

TEST_CASE("CSV files say what their columns are") {
  struct Row {
    const char* text;
    int line;
    int column;
    const char* summary;
  };
  for (const auto& row : {
           Row{"at,subject,metric\n", 1, 1, "the column \"value\" is missing"},
           Row{"at,subject,metric,valeu\n", 1, 19, "unknown column \"valeu\""},
           Row{"at,at,metric,value\n", 1, 4, "the column \"at\" is named twice"},
           Row{"2026-11-23T20:00:00Z,worker/1,cpu,85.3\n", 1, 1, "unknown column \"2026-11-23T20:00:00Z\""},
           Row{"at,subject,metric,value\n2026-11-23T20:00:00Z,worker/1,cpu\n", 2, 34,
               "the line has too few fields"},
           Row{"at,subject,metric,value\n2026-11-23T20:00:00Z,worker/1,cpu,1,2\n", 2, 36,
               "the line has too many fields"},
           Row{"at,subject,metric,value\n\"2026-11-23T20:00:00Z,worker/1,cpu,1\n", 2, 1,
               "a quoted field without its end"},
           Row{"at,subject,metric,value\n\"2026-11-23T20:00:00Z\"x,worker/1,cpu,1\n", 2, 23,
               "text behind a quoted field"},
           Row{"at,subject,metric,value\n,worker/1,cpu,1\n", 2, 1, "the field \"at\" is missing"},
           Row{"at,subject,metric,value\n2026-11-23T20:00:00Z,worker/1,cpu,85.3%\n", 2, 35,
               "\"85.3%\" is not a number"},
       }) {
    DYNAMIC_SECTION(row.summary) {
      const auto recorded = read(row.text, ReadingsFormat::csv);
      REQUIRE(recorded.problems.size() == 1);
      CHECK(recorded.problems[0].at == SourceMark{"r", row.line, row.column});
      CHECK(recorded.problems[0].summary == row.summary);
    }
  }
}

TEST_CASE("a line tells all its mistakes at once, a file the first twenty and how many more") {
  const auto bad = with("worker/1", "Worker").replace(7, 4, "year");
  CHECK(read(bad).problems.size() == 2);
  std::string many;
  for (int i = 0; i < 30; ++i) many += bad;
  const auto recorded = read(many);
  CHECK(recorded.problems.size() == 20);
  CHECK(recorded.more_errors == 40);
  CHECK(summary_of(recorded).ends_with("and 40 mistakes more"));
}

TEST_CASE("a reading that is there twice is told, with another value it is an error") {
  const auto later = with("20:00:00", "20:00:30");
  SECTION("the same") {
    const auto recorded = read(kGood + later + kGood);
    CHECK(recorded.ok());
    REQUIRE(recorded.problems.size() == 1);
    CHECK(recorded.problems[0].severity == Severity::warning);
    CHECK(recorded.problems[0].at.line == 3);
    CHECK(recorded.problems[0].hint == "the first is on line 1");
  }
  SECTION("another value") {
    const auto recorded = read(kGood + with("85.3", "12"));
    CHECK_FALSE(recorded.ok());
    CHECK(recorded.problems[0].summary ==
          "worker/1 cpu at 2026-11-23T20:00:00Z is in the file twice, with another value");
  }
  SECTION("out of order is no mistake") {
    CHECK(read(later + kGood).problems.empty());
  }
}

TEST_CASE("of several values at one instant none counts") {
  const auto other = with("85.3", "12");
  const auto third = with("85.3", "13");
  struct Row {
    const char* that;
    std::string text;
    Quality quality;
  };
  for (const auto& row : {Row{"two that differ", kGood + other, Quality::error},
                          Row{"the odd one comes last", kGood + kGood + other, Quality::error},
                          Row{"the odd one comes first", other + kGood + kGood, Quality::error},
                          Row{"three that differ", kGood + other + third, Quality::error},
                          Row{"all the same", kGood + kGood + kGood, Quality::ok},
                          Row{"a failed one beside a good one says nothing against it",
                              kGood + with("85.3", "null"), Quality::ok}}) {
    DYNAMIC_SECTION(row.that) {
      const auto recorded = read(row.text);
      const auto good = std::count_if(recorded.readings.begin(), recorded.readings.end(),
                                      [](const Reading& r) { return r.quality == Quality::ok; });
      CHECK((good > 0) == (row.quality == Quality::ok));
    }
  }
}

TEST_CASE("a word that nobody knows is told once, with how many lines have it") {
  std::string text = kGood;
  for (int i = 0; i < 300; ++i) text += with("cpu", "gpu") + with("worker/1", "old/1");
  ReadingsWanted wanted;
  wanted.pools = {PoolName("worker")};
  const auto recorded = read(text, ReadingsFormat::ndjson, wanted);
  CHECK(recorded.readings.size() == 1);
  CHECK(recorded.more_errors == 0);
  REQUIRE(recorded.problems.size() == 2);
  CHECK(recorded.problems[0].summary == "unknown metric \"gpu\", on 300 lines");
  CHECK(recorded.problems[0].at.line == 2);
  CHECK(recorded.problems[1].summary == "there is no pool \"old\", on 300 lines");
}

TEST_CASE("a last line that is still being written waits for its end") {
  struct Row {
    const char* that;
    ReadingsFormat format;
    std::string text;
    std::size_t readings;
    std::size_t problems;
  };
  const auto later = with("20:00:00", "20:00:30");
  const std::string csv = "at,subject,metric,value\n2026-11-23T20:00:00Z,worker/1,cpu,85.3\n";
  for (const auto& row : {
           Row{"half an object", ReadingsFormat::ndjson, kGood + later.substr(0, 20), 1, 0},
           Row{"half a number", ReadingsFormat::ndjson, kGood + later.substr(0, later.size() - 4), 1, 0},
           Row{"half a letter of more than one byte", ReadingsFormat::ndjson, kGood + "{\"at\":\"\xc3", 1, 0},
           Row{"a whole object shows its end", ReadingsFormat::ndjson,
               kGood + later.substr(0, later.size() - 1), 2, 0},
           Row{"a row that may go on", ReadingsFormat::csv, csv + "2026-11-23T20:00:30Z,worker/1,cpu,9", 1,
               1},
           Row{"half a row", ReadingsFormat::csv, csv + "2026-11-23T20:00:30Z,work", 1, 0},
           Row{"half a line in the middle is a mistake", ReadingsFormat::ndjson,
               later.substr(0, 20) + "\n" + kGood, 1, 1},
           Row{"a hole without an end is told", ReadingsFormat::ndjson, kGood + std::string(100'000, '\0'), 1,
               1},
       }) {
    DYNAMIC_SECTION(row.that) {
      ReadingsWanted wanted;
      wanted.growing = true;
      const auto recorded = read(row.text, row.format, wanted);
      CHECK(recorded.readings.size() == row.readings);
      CHECK(recorded.problems.size() == row.problems);
    }
  }
}

TEST_CASE("a file that is no text in UTF-8 says what it is") {
  for (const auto& [start, summary] :
       {std::pair<std::string, const char*>{"\x1f\x8b\x08", "the file is compressed with gzip"},
        {"\x28\xb5\x2f\xfd", "the file is compressed with zstd"},
        {std::string("\xff\xfe{\0", 4), "the file is text in UTF-16"},
        {std::string("\xfe\xff\0{", 4), "the file is text in UTF-16"}}) {
    for (const auto format : {ReadingsFormat::ndjson, ReadingsFormat::csv}) {
      const auto recorded = read(start + "\n" + kGood, format);
      CHECK(recorded.readings.empty());
      REQUIRE(recorded.problems.size() == 1);
      CHECK(recorded.problems[0].summary == summary);
    }
  }
}

TEST_CASE("what is needed of a file") {
  const auto text = kGood + with("20:00:00", "20:01:00") + with("20:00:00", "20:02:00");
  ReadingsWanted wanted;
  SECTION("a window is kept, the rest is checked") {
    wanted.since = instant("2026-11-23T20:01:00Z");
    wanted.until = instant("2026-11-23T20:01:59Z");
    const auto recorded = read(text, ReadingsFormat::ndjson, wanted);
    CHECK(recorded.readings.size() == 1);
    CHECK(recorded.seen == 3);
    CHECK(recorded.oldest == instant("2026-11-23T20:00:00Z"));
    CHECK(recorded.newest == instant("2026-11-23T20:02:00Z"));
  }
  SECTION("the future is warned of") {
    wanted.latest = instant("2026-11-23T20:01:00Z");
    const auto recorded = read(text, ReadingsFormat::ndjson, wanted);
    CHECK(recorded.ok());
    REQUIRE(recorded.problems.size() == 1);
    CHECK(recorded.problems[0].at.line == 3);
    CHECK(recorded.problems[0].summary == "2026-11-23T20:02:00Z is in the future");
  }
  SECTION("pools that the fleet has not") {
    wanted.pools = {PoolName("workers"), PoolName("web")};
    const auto recorded = read(kGood, ReadingsFormat::ndjson, wanted);
    REQUIRE(recorded.problems.size() == 1);
    CHECK(recorded.problems[0].summary == "there is no pool \"worker\"");
    CHECK(recorded.problems[0].hint == "did you mean \"workers\"?");
  }
  SECTION("more than can be held") {
    wanted.most_kept = 2;
    const auto recorded = read(text, ReadingsFormat::ndjson, wanted);
    CHECK_FALSE(recorded.ok());
    CHECK(recorded.problems[0].summary == "more than 2 readings");
  }
}

TEST_CASE("lines are found wherever the stream is cut") {
  std::string text;
  const int lines = 30'000;  // More than two chunks of the reader.
  for (int i = 0; i < lines; ++i) {
    auto line = kGood;
    line.replace(line.find("worker/1"), 8, "worker/" + std::to_string(i + 1));
    text += line;
  }
  const auto recorded = read(text);
  CHECK(recorded.problems.empty());
  REQUIRE(recorded.readings.size() == lines);
  for (int i = 0; i < lines; ++i) {
    if (std::get<Slot>(recorded.readings[static_cast<std::size_t>(i)].subject).number != i + 1) FAIL(i);
  }
}

TEST_CASE("a file without readings is an error, not a quiet fleet") {
  for (const auto* text : {"", "\n\n", "at,subject,metric,value\n"}) {
    const auto recorded = read(text, ReadingsFormat::csv);
    REQUIRE(recorded.problems.size() == 1);
    CHECK(recorded.problems[0].summary == "the file holds no readings");
  }
}
