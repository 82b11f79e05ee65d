// User data that cannot be sent, or that no machine can run, is told by validate with the place of the byte.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "reconciler/adapters/config/check_user_data.hpp"
#include "reconciler/adapters/config/load_declared.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace muster;
using namespace muster::test;

TEST_CASE("user data is text that a machine can run") {
  struct Row {
    const char* that;
    std::string text;
    int line;  // 0: nothing is wrong.
    int column;
    const char* message;
    Severity severity = Severity::error;
  };
  const std::vector<Row> rows = {
      {"a script", "#!/bin/sh\necho hi\n", 0, 0, ""},
      {"cloud-config", "#cloud-config\npackages: [git]\n", 0, 0, ""},
      {"cloud-config with Windows line ends", "#cloud-config\r\npackages: [git]\r\n", 0, 0, ""},
      {"several parts", "Content-Type: multipart/mixed; boundary=x\n", 0, 0, ""},
      {"a template", "## template: jinja\n#cloud-config\n", 0, 0, ""},
      {"letters of the world", "#!/bin/sh\n# caf\xc3\xa9 \xe2\x82\xac\n", 0, 0, ""},
      {"nothing", "", 0, 0, ""},
      {"a Latin-1 letter in a comment", "#!/bin/sh\n# caf\xe9\n", 2, 6, "byte 0xe9, the 16. of the text"},
      {"a letter that is cut off", "#!/bin/sh\necho \xe2\x82", 2, 6, "byte 0xe2"},
      {"half of a surrogate", "#!/bin/sh\n\xed\xa0\x80\n", 2, 1, "byte 0xed"},
      {"a NUL byte", std::string("#!/bin/sh\n\0\n", 12), 2, 1, "a NUL byte"},
      {"gzip", std::string("\x1f\x8b\x08\0\0", 5), 1, 1, "byte 0x1f"},
      {"UTF-16", std::string("\xff\xfe#\0!\0", 6), 1, 1, "byte 0xff"},
      {"a byte order mark", "\xef\xbb\xbf#!/bin/sh\n", 1, 1, "byte order mark"},
      {"an interpreter with a carriage return", "#!/bin/bash\r\necho hi\r\n", 1, 12, "carriage return"},
      {"a beginning that nobody runs", "echo hi\n", 1, 1,
       "cloud-init runs no user data that begins with these bytes", Severity::warning},
      {"a blank before the interpreter", "\n#!/bin/sh\n", 1, 1, "begins with these bytes", Severity::warning},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.that) {
      const auto found = check_user_data(row.text, {"fleet/boot.sh", 1, 1}, "spec.pools[0].user_data_file");
      REQUIRE(found.size() == (row.line > 0 ? 1 : 0));
      if (row.line == 0) continue;
      CHECK(found.front().at == SourceMark{"fleet/boot.sh", row.line, row.column});
      CHECK_THAT(found.front().summary, Catch::Contains(row.message));
      CHECK(found.front().severity == row.severity);
      CHECK(found.front().path == "spec.pools[0].user_data_file");
    }
  }
}

TEST_CASE("a cloud-config that is no YAML is a warning; more of YAML than muster reads is not") {
  struct Row {
    const char* that;
    const char* text;
    bool warns;
  };
  for (const auto& row : {
           Row{"a list without its end", "#cloud-config\npackages: [git\n", true},
           Row{"a tab in the indentation", "#cloud-config\nusers:\n\t- name: a\n", true},
           Row{"a whole list", "#cloud-config\npackages: [git]\n", false},
           Row{"a merge key", "#cloud-config\na: &a {x: 1}\nb: {<<: *a}\n", false},
           Row{"a tag", "#cloud-config\na: !!binary aGk=\n", false},
           Row{"an archive", "#cloud-config-archive\n[git\n", false},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto found = check_user_data(row.text, {"fleet/boot.sh", 1, 1}, "spec.pools[0].user_data_file");
      REQUIRE(found.size() == (row.warns ? 1 : 0));
      if (!row.warns) continue;
      CHECK(found.front().severity == Severity::warning);
      CHECK_THAT(found.front().summary, Catch::Contains("cloud-init ignores this cloud-config"));
    }
  }
}

TEST_CASE("validate tells the file and the place of a byte that cannot be sent") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder.path(name), std::ios::binary) << text;
  };
  write("fleet.yaml", R"(apiVersion: muster/v1
kind: Fleet
metadata:
  name: shop
spec:
  provider: digitalocean
  regions: [nyc3]
  pools:
    - name: worker
      image: ubuntu-22-04-x64
      sizes: [s-1vcpu-2gb]
      max: 2
      user_data_file: boot.sh
)");
  write("boot.sh", "#!/bin/sh\n# caf\xe9\n");
  const auto loaded = load_declared_offline(folder.path(""));
  REQUIRE(has_errors(loaded.diagnostics));
  const auto found = std::find_if(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                                  [](const Diagnostic& one) { return one.severity == Severity::error; });
  CHECK_THAT(found->at.file, Catch::EndsWith("boot.sh"));
  CHECK(found->at.line == 2);
  CHECK(found->at.column == 6);
}
