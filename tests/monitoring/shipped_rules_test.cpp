#include <catch2/catch.hpp>
#include <cstdlib>
#include <regex>
#include <set>

#include "tests/monitoring/full_page.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/text_of.hpp"

using namespace muster;
using namespace muster::test;

using muster::test::text_of;

namespace {

const std::string kDocs = std::string(MUSTER_SOURCE_DIR) + "/docs";
const std::string kRules = kDocs + "/monitoring/muster.rules.yml";

/// Every word that matches; what goes with a histogram counts as the histogram.
std::set<std::string> names_in(const std::string& text, const std::string& pattern) {
  std::set<std::string> names;
  const std::regex regex(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    auto name = (*at)[1].str();
    for (const std::string part : {"_bucket", "_sum", "_count"})
      if (name.ends_with(part)) name.resize(name.size() - part.size());
    names.insert(name);
  }
  return names;
}

/// What promtool says of a file; "" when it is content.
std::string promtool(const std::string& words, const std::string& file) {
  const TemporaryFolder folder;
  const auto said = folder.path("said");
  const auto code = std::system(("promtool " + words + " " + file + " > " + said + " 2>&1").c_str());
  return code == 0 ? "" : text_of(said);
}

bool has_promtool() {
  if (std::system("command -v promtool > /dev/null") == 0) return true;
  WARN("SKIPPED: promtool is not here (Debian package prometheus)");
  return false;
}

}  // namespace

TEST_CASE("the shipped alert rules are what promtool calls right, and do what their tests say") {
  if (!has_promtool()) return;
  CHECK(promtool("check rules", kRules).empty());
  CHECK(promtool("test rules", kDocs + "/monitoring/muster.rules.test.yml").empty());
}

TEST_CASE("the rules speak of metrics that are there") {
  const auto there = names_in(full_page(), "# TYPE (muster_[a-z_]+) ");
  CHECK(there.size() > 30);
  for (const auto& name : names_in(text_of(kRules), "(muster_[a-z_]+)")) {
    CAPTURE(name);
    CHECK(there.contains(name));
  }
}

TEST_CASE("the page on monitoring tells every metric, every rule and every alert, and no others") {
  const auto page = text_of(kDocs + "/how-to/monitor-muster.md");
  CHECK(names_in(page, "\n\\| `(muster_[a-z_]+)") == names_in(full_page(), "# TYPE (muster_[a-z_]+) "));
  CHECK(names_in(page, "\n\\| `(Muster[A-Za-z]+)`") ==
        names_in(text_of(kRules), "- alert: (Muster[A-Za-z]+)"));
  std::set<std::string> alerts;
  for (int i = 0; i < kAlertNames; ++i) alerts.insert(to_string(static_cast<AlertName>(i)));
  const auto section = page.substr(page.find("## Alerts"),
                                   page.find("## Receivers of notifications") - page.find("## Alerts"));
  CHECK(names_in(section, "\n\\| `([a-z_]+)`") == alerts);
}
