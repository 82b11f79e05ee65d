#include "tests/support/approval_fixture.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/http/curl_client.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/plan_file/plan_file.hpp"
#include "reconciler/adapters/signing/approvals_file.hpp"
#include "tests/support/git_folder.hpp"
#include "tests/support/signers.hpp"

namespace muster::test {

std::string approvers_text(const std::vector<std::string>& names) {
  std::string text = "    approvers:\n";
  for (const auto& name : names)
    text += "      - { name: " + name + ", key: \"" + approver(name).key + "\" }\n";
  return text;
}

ApprovalFixture::ApprovalFixture(const std::string& approval) : cloud_({"--speed", "2000"}) {
  copy_reference_fleet();
  write_fleet(approval + approvers_text({"ada", "bo"}));
  write(".gitignore", ".*\n!.gitignore\n");  // The store is nobody's commit.
  git_init(folder().string());
  git_commit_all(folder().string(), "the fleet");
  write("fifty.ndjson", R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":50})"
                        "\n");
  write("four.ndjson", R"({"at":"2026-11-02T09:00:00Z","subject":"fleet","metric":"agents","value":4})"
                       "\n");
}

void ApprovalFixture::write_fleet(const std::string& approval) const {
  auto text = read("desired-state/fleet.yaml");
  text.resize(text.find("    auto_destroy: "));
  write("desired-state/fleet.yaml", text + "    auto_destroy: false\n" + approval);
}

Ran ApprovalFixture::run(std::vector<std::string> words) const {
  return muster(words, cloud_.environment());
}

Ran ApprovalFixture::plan() const {
  return run({"plan", "--readings", "fifty.ndjson", "-o", "plan.json"});
}

void ApprovalFixture::approvals(const std::vector<SignedStatement>& all) const {
  write("plan.json.approvals", write_approvals(all));
}

PlanId ApprovalFixture::plan_id() const {
  const auto plan = load_plan((folder() / "plan.json").string());
  REQUIRE(plan.ok());
  return plan->id;
}

long ApprovalFixture::changing_requests() const {
  CurlClient client;
  HttpRequest request;
  request.url = cloud_.environment().at("DIGITALOCEAN_API_URL") + "/sandbox/record";
  const auto answer = send(client, request);
  REQUIRE(answer.ok());
  const auto document = JsonDocument::parse(answer->body);
  REQUIRE(document.ok());
  const auto requests = document->root().field("requests").items();
  REQUIRE(requests.ok());
  return static_cast<long>(requests->size());
}

}  // namespace muster::test
