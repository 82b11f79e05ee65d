#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <httplib.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/yaml/yaml_document.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/workbench.hpp"

using namespace muster;
using namespace muster::test;

namespace {

struct Comment {
  int id = 0;
  std::string author;
  std::string body;
};

/// As much of GitHub's and of GitLab's API as comments need, on a port of its own.
class FakeForge {
 public:
  FakeForge() {
    const auto list = [this](const httplib::Request& in, httplib::Response& out) { tell(in, out); };
    const auto post = [this](const httplib::Request& in, httplib::Response& out) { take(in, out); };
    const auto change = [this](const httplib::Request& in, httplib::Response& out) { alter(in, out); };
    server_.Get("/repos/acme/fleet/issues/7/comments", list);
    server_.Post("/repos/acme/fleet/issues/7/comments", post);
    server_.Patch(R"(/repos/acme/fleet/issues/comments/(\d+))", change);
    server_.Get("/api/v4/projects/42/merge_requests/7/notes", list);
    server_.Post("/api/v4/projects/42/merge_requests/7/notes", post);
    server_.Put(R"(/api/v4/projects/42/merge_requests/7/notes/(\d+))", change);
    server_.Get("/api/v4/user", [this](const httplib::Request& in, httplib::Response& out) {
      if (allowed(in, out)) out.set_content(R"({"username":"muster-bot"})", "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~FakeForge() {
    server_.stop();
    thread_.join();
  }

  std::string url() const { return fmt::format("http://127.0.0.1:{}", port_); }
  std::vector<Comment> comments() const {
    const std::lock_guard lock(mutex_);
    return comments_;
  }
  void add(const std::string& author, const std::string& body) {
    const std::lock_guard lock(mutex_);
    comments_.push_back({++last_id_, author, body});
  }
  void lose_answers(int count) { lost_ = count; }
  void refuse() { refused_ = true; }

 private:
  bool allowed(const httplib::Request& in, httplib::Response& out) const {
    const bool known = in.get_header_value("Authorization") == "Bearer s3cret" ||
                       in.get_header_value("PRIVATE-TOKEN") == "s3cret";
    if (known && !refused_) return true;
    out.status = 403;
    out.set_content(R"({"message":"Resource not accessible by integration"})", "application/json");
    return false;
  }
  static int number(const httplib::Request& in, const char* name, int otherwise) {
    return in.has_param(name) ? std::stoi(in.get_param_value(name)) : otherwise;
  }
  void tell(const httplib::Request& in, httplib::Response& out) {
    if (!allowed(in, out)) return;
    const std::lock_guard lock(mutex_);
    const auto size = static_cast<std::size_t>(number(in, "per_page", 30));
    const auto from = (static_cast<std::size_t>(number(in, "page", 1)) - 1) * size;
    JsonWriter json;
    json.begin_array();
    for (auto i = from; i < std::min(comments_.size(), from + size); ++i) {
      json.begin_object().key("id").integer(comments_[i].id).key("body").text(comments_[i].body);
      json.key("user").begin_object().key("login").text(comments_[i].author).end_object();
      json.key("author").begin_object().key("username").text(comments_[i].author).end_object();
      json.end_object();
    }
    json.end_array();
    out.set_content(std::move(json).finish(), "application/json");
  }
  static std::string body_of(const httplib::Request& in) {
    const auto json = JsonDocument::parse(in.body);
    if (!json) return "";
    const auto body = json->root().field("body").text();
    return body ? *body : "";
  }
  void take(const httplib::Request& in, httplib::Response& out) {
    if (!allowed(in, out)) return;
    const std::lock_guard lock(mutex_);
    const bool github = in.has_header("Authorization");
    comments_.push_back({++last_id_, github ? "github-actions[bot]" : "muster-bot", body_of(in)});
    out.status = lost_-- > 0 ? 502 : 201;
    out.set_content("{}", "application/json");
  }
  void alter(const httplib::Request& in, httplib::Response& out) {
    if (!allowed(in, out)) return;
    const std::lock_guard lock(mutex_);
    for (auto& comment : comments_)
      if (comment.id == std::stoi(in.matches[1])) comment.body = body_of(in);
    out.set_content("{}", "application/json");
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  mutable std::mutex mutex_;
  std::vector<Comment> comments_;
  int last_id_ = 100;
  std::atomic<int> lost_{0};
  std::atomic<bool> refused_{false};
};

const std::string kTag = "<!-- muster:plan fleet=fpai -->\n";

/// Bash in a workbench, with the built programs on its path and nothing else of this process's environment.
Ran bash(const Workbench& bench, const std::string& script,
         const std::map<std::string, std::string>& environment) {
  std::string set;
  for (const auto& [name, value] : environment) set += fmt::format("export {}='{}'\n", name, value);
  bench.write("job.sh", set + "set -eo pipefail\n" + script);
  const auto ended = std::system(fmt::format("cd '{}' && env -i PATH='{}/bin:/usr/bin:/bin' USER=tester bash "
                                             "job.sh > job.out 2> job.err",
                                             bench.folder().string(), MUSTER_BINARY_DIR)
                                     .c_str());
  return {WEXITSTATUS(ended), bench.read("job.out"), bench.read("job.err")};
}

std::map<std::string, std::string> github(const FakeForge& forge) {
  return {{"GITHUB_API_URL", forge.url()},      {"GITHUB_TOKEN", "s3cret"},  {"PULL_REQUEST", "7"},
          {"GITHUB_REPOSITORY", "acme/fleet"},  {"GITHUB_BASE_REF", "main"}, {"MUSTER_COMMENT_PAUSE", "0"},
          {"GITHUB_STEP_SUMMARY", "summary.md"}};
}

std::map<std::string, std::string> gitlab(const FakeForge& forge) {
  return {{"CI_API_V4_URL", forge.url() + "/api/v4"},
          {"MUSTER_COMMENT_TOKEN", "s3cret"},
          {"CI_PROJECT_ID", "42"},
          {"CI_MERGE_REQUEST_IID", "7"},
          {"MUSTER_COMMENT_PAUSE", "0"},
          {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"}};
}

Ran post(const Workbench& bench, const std::string& forge,
         const std::map<std::string, std::string>& environment) {
  return bash(bench, fmt::format("'{}/docs/ci/post-comment' {} comment.md", MUSTER_SOURCE_DIR, forge),
              environment);
}

/// The YAML blocks of docs/how-to/review-in-pull-requests.md, as trees.
std::vector<YamlFile> workflows() {
  std::ifstream stream(std::string(MUSTER_SOURCE_DIR) + "/docs/how-to/review-in-pull-requests.md");
  std::vector<YamlFile> files;
  std::string text;
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (inside && line == "```") {
      files.push_back(parse_yaml(text, "docs/how-to/review-in-pull-requests.md"));
      inside = false;
    } else if (inside) {
      text += line + "\n";
    } else if (line == "```yaml") {
      inside = true;
      text.clear();
    }
  }
  return files;
}

/// A clone on a branch that changes a policy, with readings and the script beside it.
struct Clone : Workbench {
  Clone() {
    const auto origin = (folder() / "origin").string();
    std::filesystem::create_directories(origin);
    std::filesystem::copy(std::filesystem::path(MUSTER_SOURCE_DIR) / "desired-state",
                          origin + "/desired-state", std::filesystem::copy_options::recursive);
    std::filesystem::copy(std::filesystem::path(MUSTER_SOURCE_DIR) / "docs/ci", origin + "/ci");
    std::filesystem::remove(origin +
                            "/desired-state/policies/density_test.yaml");  // It forbids what follows.
    git_init(origin);
    git_commit_all(origin, "the fleet");
    git(folder().string(), {"clone", "-q", "origin", "clone"});
    std::string lines;
    for (int minute = 0; minute < 60; ++minute)
      lines += fmt::format(
          "{{\"at\":\"2026-11-23T20:{:02}:00Z\",\"subject\":\"worker\",\"metric\":\"agents\",\"value\":{}}}"
          "\n",
          minute, minute < 30 ? 3 : 12);
    write("clone/day.ndjson", lines);
    replace("clone/desired-state/policies/density.yaml", "above: 10", "above: 6");
  }
  Ran run(const std::string& script, std::map<std::string, std::string> environment) const {
    environment["MUSTER_SANDBOX"] = "true";
    environment["MUSTER_READINGS"] = "day.ndjson";
    return bash(*this, "cd clone\n" + script, environment);
  }
};

}  // namespace

TEST_CASE("the comment is posted once and updated from then on, on both forges") {
  const std::string forge_name = GENERATE("github", "gitlab");
  const Workbench bench;
  FakeForge forge;
  const auto environment = forge_name == "github" ? github(forge) : gitlab(forge);
  const auto own = forge_name == "github" ? "github-actions[bot]" : "muster-bot";
  for (int n = 0; n < 150; ++n) forge.add("ada", "Looks good.");
  forge.add("eve", kTag + "All is well, approve me.");
  forge.add(own, "<!-- muster:plan fleet=other -->\nanother fleet's");

  bench.write("comment.md", kTag + "first \"quoted\" `code` ünï\n");
  const auto first = post(bench, forge_name, environment);
  INFO(first.out << first.err);
  CHECK(first.code == 0);
  CHECK(first.out == "posted a comment\n");
  REQUIRE(forge.comments().size() == 153);
  CHECK(forge.comments().back().body == bench.read("comment.md"));

  bench.write("comment.md", kTag + "second\n");
  const auto second = post(bench, forge_name, environment);
  INFO(second.out << second.err);
  CHECK(second.out == "updated comment 253\n");
  REQUIRE(forge.comments().size() == 153);
  CHECK(forge.comments().back().body == kTag + "second\n");
  CHECK(forge.comments()[150].body == kTag + "All is well, approve me.");
}

TEST_CASE("an answer that was lost makes no second comment") {
  const Workbench bench;
  FakeForge forge;
  forge.lose_answers(1);
  bench.write("comment.md", kTag + "text\n");
  const auto ran = post(bench, "github", github(forge));
  INFO(ran.out << ran.err);
  CHECK(ran.code == 0);
  CHECK(forge.comments().size() == 1);
}

TEST_CASE("what cannot be posted is told, and the token is not") {
  const Workbench bench;
  FakeForge forge;
  bench.write("comment.md", "no tag\n");
  CHECK_THAT(post(bench, "github", github(forge)).err, Catch::Contains("muster's tag"));
  bench.write("comment.md", kTag + "text\n");
  forge.refuse();
  for (const auto* name : {"github", "gitlab"}) {
    const auto ran = post(bench, name, std::string(name) == "github" ? github(forge) : gitlab(forge));
    CHECK(ran.code == 1);
    CHECK_THAT(ran.err, Catch::Contains("not accessible by integration"));
    CHECK((ran.out + ran.err).find("s3cret") == std::string::npos);
  }
  CHECK(forge.comments().empty());
}

TEST_CASE("the documented GitHub job does what the page says") {
  const auto files = workflows();
  REQUIRE(files.size() == 2);
  REQUIRE(files[0].ok());
  const auto& workflow = files[0].root;
  CHECK(workflow.find("on")->find("pull_request"));
  CHECK(workflow.find("permissions")->find("pull-requests")->text == "write");
  const auto* steps = workflow.find("jobs")->find("plan")->find("steps");
  REQUIRE(steps);
  std::string script;
  for (const auto& step : steps->items) {
    const auto* run = step.find("run");
    if (run) script += run->text + "\n";
    const auto* env = step.find("env");
    const bool secret = env && env->entries.front().value.text.find("secrets.") != std::string::npos;
    if (secret)
      CHECK(step.find("if")->text.find("head.repo.full_name == github.repository") != std::string::npos);
  }
  const Clone clone;
  FakeForge forge;
  const auto ran = clone.run(script, github(forge));
  INFO(script << ran.out << ran.err);
  REQUIRE(ran.code == 0);
  REQUIRE(forge.comments().size() == 1);
  const auto body = forge.comments().front().body;
  CHECK_THAT(body, Catch::Contains("against `origin/main`") && Catch::Contains("`policies/density.yaml`") &&
                       Catch::Contains("create machine"));
  CHECK(clone.read("clone/summary.md") == body);
  CHECK(clone.run(script, github(forge)).code == 0);
  CHECK(forge.comments().size() == 1);
}

TEST_CASE("the documented GitLab job does what the page says") {
  const auto files = workflows();
  REQUIRE(files.size() == 2);
  REQUIRE(files[1].ok());
  const auto* job = files[1].root.find("muster-plan");
  REQUIRE(job);
  CHECK_THAT(job->find("rules")->items.front().find("if")->text,
             Catch::Contains("CI_MERGE_REQUEST_SOURCE_PROJECT_ID"));
  std::string script;
  for (const auto& line : job->find("script")->items) script += line.text + "\n";
  const Clone clone;
  FakeForge forge;
  const auto ran = clone.run(script, gitlab(forge));
  INFO(script << ran.out << ran.err);
  REQUIRE(ran.code == 0);
  REQUIRE(forge.comments().size() == 1);
  CHECK_THAT(forge.comments().front().body, Catch::Contains("against `origin/main`"));
}
