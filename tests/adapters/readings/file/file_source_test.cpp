#include "reconciler/adapters/readings/file/file_source.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/support/builders.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

namespace {

std::string line(Duration ago, const std::string& value, const std::string& subject = "worker/1",
                 const std::string& metric = "cpu") {
  return fmt::format("{{\"at\":\"{}\",\"subject\":\"{}\",\"metric\":\"{}\",\"value\":{}}}\n",
                     format_instant(noon() - ago), subject, metric, value);
}

/// A reading a minute, the last one a minute ago.
std::string steady(int readings, const std::string& value) {
  std::string text;
  for (int ago = readings; ago > 0; --ago) text += line(ago * 1min, value);
  return text;
}

/// A fleet with the pool "worker", and a source that follows one file.
struct FollowedFile {
  TemporaryFolder folder;
  Fleet fleet;
  FileSource source{folder.path("r.ndjson"), ReadingNeeds{}};

  FollowedFile() {
    fleet.pools.push_back({});
    fleet.pools.back().name = PoolName("worker");
  }
  void write(const std::string& text) { folder.write("r.ndjson", text); }
  void append(const std::string& text) {
    std::ofstream(folder.path("r.ndjson"), std::ios::app | std::ios::binary) << text;
  }
  /// Another file takes the name, as a rotation or an editor does it.
  void replace(const std::string& text) {
    folder.write("beside", text);
    std::filesystem::rename(folder.path("beside"), folder.path("r.ndjson"));
  }
  Result<std::vector<Reading>> ask(Instant now = noon()) {
    return source.readings(fleet, {}, now - 26h, now);
  }
  std::size_t good(Instant now = noon()) {
    const auto readings = ask(now);
    REQUIRE(readings.ok());
    return static_cast<std::size_t>(std::count_if(readings->begin(), readings->end(),
                                                  [](const Reading& r) { return r.quality == Quality::ok; }));
  }
};

}  // namespace

TEST_CASE("one odd part of a file is told with its place, and the rest counts") {
  struct Row {
    const char* that;
    std::string odd;
    const char* told;
    bool failed = false;  ///< It makes a reading that failed.
  };
  for (const auto& row : std::vector<Row>{
           Row{"half a line in the middle", "{\"at\":\"2026-11-23T20:0\n",
               "line 6, column 23: a text without its end; expected a closing quote"},
           Row{"a pool that is gone", line(30s, "5", "old/1"),
               "line 6, column 40: there is no pool \"old\"; expected a pool of the fleet"},
           Row{"a pool's own reading, gone as well", line(30s, "5", "old"),
               "line 6, column 40: there is no pool \"old\"; expected a pool of the fleet"},
           Row{"a metric that nobody knows", line(30s, "5", "worker/1", "cpus"),
               "line 6, column 60: unknown metric \"cpus\"; expected one of cpu, memory, disk, "
               "response_time, "
               "agents, disk_used, log_used, database_used, agents_waiting; did you mean \"cpu\"?"},
           Row{"more than all there is", line(30s, "120"),
               "line 6, column 74: 120 of cpu is impossible; expected 0 to 100: percent of the whole machine",
               true},
           Row{"less than nothing", line(30s, "-1"),
               "line 6, column 74: -1 of cpu is impossible; expected 0 to 100: percent of the whole machine",
               true},
           Row{"no number", line(30s, "NaN"),
               "line 6, column 74: \"NaN\" is not a number; expected a number, or null for a reading that "
               "failed",
               true},
           Row{"half an agent", line(30s, "2.5", "worker/1", "agents"),
               "line 6, column 77: 2.5 of agents is impossible; expected a whole number of agents, from 0",
               true},
           Row{"bytes that are no text", "\xff\xfe\n",
               "line 6, column 1: a byte that is not UTF-8 text; expected text in UTF-8"},
       }) {
    DYNAMIC_SECTION(row.that) {
      FollowedFile file;
      file.write(steady(5, "95") + row.odd + line(0s, "95"));
      CHECK(file.good() == 6);
      CHECK(file.source.trouble() == std::vector<std::string>{row.told});
      CHECK(file.ask()->size() == (row.failed ? 7 : 6));
      // It is told as long as it stands there, and no longer.
      CHECK(file.source.trouble().size() == 1);
      file.write(steady(5, "95"));
      CHECK(file.good() == 5);
      CHECK(file.source.trouble().empty());
    }
  }
}

TEST_CASE("a file shows for a day that agents were counted once") {
  struct Row {
    const char* that;
    const char* metric;
    const char* value;
    Duration ago;
    std::size_t known;
  };
  for (const auto& row : {Row{"counted two hours ago", "agents", "9", 2h, 1},
                          Row{"failed two hours ago", "agents", "null", 2h, 1},
                          Row{"counted two days ago", "agents", "9", 48h, 0},
                          Row{"a load of two hours ago", "cpu", "9", 2h, 0}}) {
    DYNAMIC_SECTION(row.that) {
      FollowedFile file;
      file.write(line(row.ago, row.value, "worker/1", row.metric));
      CHECK(file.ask()->size() == row.known);
    }
  }
}

TEST_CASE("a line that is too long costs itself only") {
  FollowedFile file;
  file.write(steady(5, "95"));
  for (int i = 0; i < 1'000; ++i)
    file.append(
        "a tenth of a kilobyte of something that nobody reads as it has no line break, and so on and so "
        "on. ");
  file.append("\n" + line(0s, "95"));
  CHECK(file.good() == 6);
  CHECK(file.source.trouble() ==
        std::vector<std::string>{
            "line 6, column 1: the line is longer than 65536 bytes; expected one reading a line"});
}

TEST_CASE("many odd parts are told as a few, and how many more") {
  FollowedFile file;
  std::string text = steady(5, "95");
  for (int i = 0; i < 50; ++i) text += "?\n";
  file.write(text);
  CHECK(file.good() == 5);
  REQUIRE(file.source.trouble().size() == 4);
  CHECK(file.source.trouble()[3] == "and 47 mistakes more");
}

TEST_CASE("an unfinished last line waits for the next look, without a word") {
  FollowedFile file;
  const auto next = line(0s, "97");
  for (std::size_t cut = 1; cut + 2 < next.size(); cut += 7) {
    file.write(steady(5, "95") + next.substr(0, cut));
    CHECK(file.good() == 5);
    CHECK(file.source.trouble().empty());
    file.append(next.substr(cut));
    CHECK(file.good() == 6);
    CHECK(file.source.trouble().empty());
  }
}

TEST_CASE("a file goes on, is corrected, rotated, cut short and taken away") {
  FollowedFile file;
  file.write(steady(5, "95"));
  REQUIRE(file.good() == 5);
  SECTION("what is appended counts at the next look") {
    file.append(line(0s, "20"));
    CHECK(file.good() == 6);
  }
  SECTION("a file that tells of the same time again is all that counts") {
    file.replace(steady(5, "20"));
    REQUIRE(file.good() == 5);
    CHECK(file.ask()->front().value == Measure::whole(20));
  }
  SECTION("so is one that was written over in its place") {
    file.write(steady(3, "20"));
    REQUIRE(file.good() == 3);
    CHECK(file.ask()->front().value == Measure::whole(20));
  }
  SECTION("one that begins later goes on from the old one") {
    file.replace("");
    CHECK(file.good() == 5);
    CHECK(file.source.trouble() ==
          std::vector<std::string>{"the file holds no readings; expected one reading a line"});
    file.append(line(0s, "20"));
    CHECK(file.good() == 6);
    CHECK(file.source.trouble().empty());
  }
  SECTION("the same where the old one is copied away and cut short") {
    file.write(line(0s, "20"));
    CHECK(file.good() == 6);
  }
  SECTION("while it is away, what is known of it stays until it is too old") {
    std::filesystem::remove(file.folder.path("r.ndjson"));
    CHECK(file.good() == 5);
    REQUIRE(file.source.trouble().size() == 1);
    CHECK(file.source.trouble()[0].find("No such file") != std::string::npos);
    const auto later = file.ask(noon() + 3h);
    REQUIRE_FALSE(later.ok());
    CHECK(later.error().kind == ErrorKind::not_found);
  }
}

TEST_CASE("a file that came late is heard from then on") {
  FollowedFile file;
  CHECK(file.ask().error().kind == ErrorKind::not_found);
  file.write(steady(5, "95"));
  CHECK(file.good() == 5);
}

TEST_CASE("what is no regular file is an error of the source, and nothing is waited for") {
  const TemporaryFolder folder;
  REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  const Fleet fleet;
  for (const auto& path : {std::string("/dev/zero"), folder.path("pipe"), folder.path()}) {
    FileSource source(path, ReadingNeeds{});
    const auto readings = source.readings(fleet, {}, noon() - 26h, noon());
    REQUIRE_FALSE(readings.ok());
    CHECK(readings.error().kind == ErrorKind::invalid);
    CHECK(readings.error().what.find("not a regular file") != std::string::npos);
  }
}

TEST_CASE("a file of which nothing can be read says why") {
  struct Row {
    const char* that;
    std::string text;
    const char* message;
  };
  for (const auto& row :
       {Row{"empty", "",
            "no part of it can be read: the file holds no readings; expected one reading a line"},
        Row{"compressed", "\x1f\x8b\x08",
            "no part of it can be read: line 1, column 1: the file is compressed with gzip; expected text in "
            "UTF-8; unpack it first"},
        Row{"of another fleet", line(1min, "5", "web/1"),
            "no part of it can be read: line 1, column 40: there is no pool \"web\"; expected a pool of the "
            "fleet"}}) {
    DYNAMIC_SECTION(row.that) {
      FollowedFile file;
      file.write(row.text);
      CHECK(file.ask().error().what == row.message);
    }
  }
}

TEST_CASE("line ends of another system and a mark at the beginning change nothing") {
  FollowedFile file;
  auto text = "\xef\xbb\xbf" + steady(5, "95");
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  file.write(text);
  CHECK(file.good() == 5);
  CHECK(file.source.trouble().empty());
}

TEST_CASE("a hole in a large file costs no memory and hides nothing") {
  FollowedFile file;
  file.write(steady(5, "95"));
  REQUIRE(::truncate(file.folder.path("r.ndjson").c_str(), 64 << 20) == 0);
  file.append("\n" + line(0s, "95"));
  CHECK(file.good() == 6);
  CHECK(file.source.trouble() ==
        std::vector<std::string>{"line 6, column 1: the line is longer than 65536 bytes; expected one "
                                 "reading a line"});
  // One that nobody could wait for is refused at once.
  REQUIRE(::truncate(file.folder.path("r.ndjson").c_str(), off_t{1} << 40) == 0);
  FollowedFile other;
  FileSource source(file.folder.path("r.ndjson"), ReadingNeeds{});
  CHECK(source.readings(other.fleet, {}, noon() - 26h, noon()).error().kind == ErrorKind::invalid);
}

TEST_CASE("readings from the future alone are told, and count when their time has come") {
  FollowedFile file;
  file.write(line(-10min, "95"));
  CHECK(file.good() == 0);
  REQUIRE(file.source.trouble().size() == 1);
  CHECK(file.source.trouble()[0] == "all its readings are in the future, the first at 2026-11-23T20:10:00Z");
  CHECK(file.good(noon() + 10min) == 1);
}

TEST_CASE("readings still to come are told beside others, and their series alone has failed") {
  FollowedFile file;
  file.write(steady(5, "95") + line(-10min, "50", "worker/1", "memory") + line(-20min, "95"));
  CHECK(file.good() == 5);
  CHECK(file.source.trouble() ==
        std::vector<std::string>{"some of its readings are in the future, the last at 2026-11-23T20:20:00Z: "
                                 "a clock is wrong, or they were written in advance"});
  const auto failed = Reading{noon(), kFirst, Metric::memory, Measure(), Quality::error};
  CHECK(file.ask()->back() == failed);
  CHECK(file.good(noon() + 10min) == 6);
}
