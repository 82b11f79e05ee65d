#include "providers/digitalocean/responses/errors.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/http/http_date.hpp"

namespace muster::digitalocean {
namespace {

HttpResponse refusal(int status, const std::string& message, HttpHeaders headers = {}) {
  return {status, std::move(headers), R"({"id":"some_id","message":")" + message + R"("})"};
}

}  // namespace

TEST_CASE("what a refusal means to the executor") {
  struct Row {
    const char* that;
    int status;
    const char* message;
    ErrorKind expected;
  };
  for (const auto& row : {
           Row{"a wrong key", 401, "Unable to authenticate you.", ErrorKind::denied},
           Row{"a missing scope", 403, "You are missing the required permission droplet:create",
               ErrorKind::denied},
           Row{"a busy load balancer", 403,
               "Load Balancer can't be updated while it processes previous actions", ErrorKind::conflict},
           Row{"the volume limit", 403, "failed to create volume: volume limit (10) has been reached",
               ErrorKind::quota},
           Row{"the capacity of volumes", 403,
               "failed to create volume: volume/snapshot capacity limit exceeded", ErrorKind::quota},
           Row{"the number of balancers", 422, "you have reached the limit of load balancers",
               ErrorKind::quota},
           Row{"the number of firewalls", 403, "firewall limit reached", ErrorKind::quota},
           Row{"the number of snapshots", 422, "You have reached your snapshot limit", ErrorKind::quota},
           Row{"reserved addresses", 422, "reserved IP limit exceeded", ErrorKind::quota},
           Row{"a quota told as too much", 429,
               "you have exceeded your droplet limit, please request an increase", ErrorKind::quota},
           Row{"a quota told as a conflict", 409, "maximum number of volumes per account", ErrorKind::quota},
           Row{"a name that is too long", 422, "name exceeds the maximum number of characters",
               ErrorKind::invalid},
           Row{"user data that is too long", 422, "user_data exceeds the limit of 64 KiB",
               ErrorKind::invalid},
           Row{"too many requests", 429, "Too many requests", ErrorKind::rate_limited},
           Row{"a firewall's name that is taken", 409, "duplicate name", ErrorKind::conflict},
           Row{"the same, as a wrong request", 422, "duplicate name", ErrorKind::conflict},
           Row{"nothing there", 404, "The resource you were accessing could not be found.",
               ErrorKind::not_found},
           Row{"a name that is taken", 409, "volume with name x already exists", ErrorKind::conflict},
           Row{"an attached volume", 409, "attached volume cannot be deleted", ErrorKind::conflict},
           Row{"a precondition", 412, "cannot delete a project with resources", ErrorKind::conflict},
           Row{"an action runs", 422, "Droplet already has a pending event.", ErrorKind::conflict},
           Row{"a droplet that is on", 422, "Droplet is currently on. Please power it off to run this event.",
               ErrorKind::conflict},
           Row{"the droplet limit", 422, "creating this/these droplet(s) will exceed your droplet limit",
               ErrorKind::quota},
           Row{"a full host", 422, "Size is too large to fit on your droplet's server",
               ErrorKind::unavailable},
           Row{"a size not sold here", 422, "Size is not available in this region.", ErrorKind::unavailable},
           Row{"a smaller disk", 422, "This size is not available because it has a smaller disk",
               ErrorKind::invalid},
           Row{"a wrong size", 422, "You specified an invalid size for Droplet creation.",
               ErrorKind::invalid},
           Row{"a wrong body", 400, "error parsing request body", ErrorKind::invalid},
           Row{"too fast", 429, "API rate limit exceeded.", ErrorKind::rate_limited},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto error = error_of(refusal(row.status, row.message), Asked::effect);
      CHECK(error.kind == row.expected);
      CHECK(error.what.find(std::to_string(row.status)) != std::string::npos);
    }
  }
}

TEST_CASE("a failure of the server may have been done, unless it only looked") {
  for (const int status : {500, 502, 503, 504, 520}) {
    CHECK(error_of(refusal(status, "x"), Asked::effect).kind == ErrorKind::unknown_outcome);
    CHECK(error_of(refusal(status, "x"), Asked::look).kind == ErrorKind::io);
  }
  CHECK(error_of(refusal(408, "x"), Asked::effect).kind == ErrorKind::unknown_outcome);
  CHECK(error_of(refusal(408, "x"), Asked::look).kind == ErrorKind::timeout);
}

TEST_CASE("how long to stay away") {
  struct Row {
    const char* that;
    HttpHeaders headers;
    std::optional<Duration> expected;
  };
  const std::string reset = "1795468830";  // Mon, 23 Nov 2026 21:20:30 GMT
  for (const auto& row : std::vector<Row>{
           {"as told", {{"retry-after", "42"}}, 42s},
           {"told wins over the reset", {{"Retry-After", "3"}, {"ratelimit-reset", reset}}, 3s},
           {"the reset counts from the answer's own date",
            {{"ratelimit-reset", reset}, {"Date", "Mon, 23 Nov 2026 21:20:00 GMT"}},
            30s},
           {"a reset in the past is a second away",
            {{"ratelimit-reset", reset}, {"Date", "Mon, 23 Nov 2026 21:21:00 GMT"}},
            1s},
           {"a clock from another world is not believed",
            {{"ratelimit-reset", reset}, {"Date", "Thu, 01 Jan 1970 00:00:00 GMT"}},
            1h},
           {"no second is less than a second", {{"retry-after", "0"}}, 1s},
           {"a day is too long", {{"retry-after", "86400"}}, 1h},
           {"a reset without a date says nothing", {{"ratelimit-reset", reset}}, std::nullopt},
           {"words say nothing", {{"retry-after", "soon"}}, std::nullopt},
           {"nothing says nothing", {}, std::nullopt},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(error_of(refusal(429, "API rate limit exceeded.", row.headers), Asked::effect).retry_after ==
            row.expected);
    }
  }
}

TEST_CASE("an answer that is not the API's is told as what it is") {
  CHECK(message_of({502, {{"x-request-id", "r-1"}}, "<html>bad gateway</html>"}) ==
        "DigitalOcean answered 502: no explanation given (request r-1)");
  CHECK(message_of({404, {}, R"({"id":"not_found"})"}) == "DigitalOcean answered 404: not_found");
  CHECK(message_of({422, {}, R"({"message":"one\ntwo."})"}) == "DigitalOcean answered 422: one two");
  CHECK(message_of({422, {}, R"({"message":")" + std::string(5000, 'x') + R"("})"}).size() < 400);
  const auto redirect = error_of({301, {{"Location", "https://example.com"}}, ""}, Asked::look);
  CHECK(redirect.kind == ErrorKind::invalid);
  CHECK(redirect.what.find("DIGITALOCEAN_API_URL") != std::string::npos);
}

TEST_CASE("a refusal may say that it is so already") {
  const MachineId id("1");
  struct Row {
    const char* that;
    Operation operation;
    int status;
    const char* message;
    bool expected;
  };
  for (const auto& row : {
           Row{"off is off", call::PowerOff{id}, 422, "Droplet is already powered off.", true},
           Row{"on is on", call::PowerOn{id}, 422, "Droplet is already powered on.", true},
           Row{"off is not on", call::PowerOn{id}, 422, "Droplet is already powered off.", false},
           Row{"that size it has", call::ChangeSize{id, SizeName("s")}, 422,
               "The droplet is already set to this size.", true},
           Row{"nothing attached is detached", call::DetachVolume{VolumeId("v"), id, Region("r")}, 422,
               "Attachment not found", true},
           Row{"no tag is untagged", call::UntagMachine{id, {"a"}}, 404, "not found", true},
           Row{"no droplet is not off", call::PowerOff{id}, 404, "not found", false},
           Row{"a pending event is not done", call::PowerOff{id}, 422, "Droplet already has a pending event.",
               false},
       }) {
    DYNAMIC_SECTION(row.that) {
      CHECK(is_already_done(row.operation, refusal(row.status, row.message)) == row.expected);
    }
  }
}

TEST_CASE("the date of an answer") {
  CHECK(parse_http_date("Mon, 23 Nov 2026 21:20:30 GMT") == Instant(std::chrono::seconds(1795468830)));
  CHECK(parse_http_date("Thu, 29 Feb 2024 00:00:00 GMT") == Instant(std::chrono::seconds(1709164800)));
  for (const auto* text : {"", "yesterday", "Mon, 23 Nov 2026 21:20:30 CET", "Mon, 23 Foo 2026 21:20:30 GMT",
                           "Mon, 31 Feb 2026 21:20:30 GMT", "Mon, 23 Nov 2026 25:20:30 GMT",
                           "Mon, 23 Nov 2026 -1:20:30 GMT", "Monday, 23-Nov-26 21:20:30 GMT"}) {
    CHECK_FALSE(parse_http_date(text));
  }
}

TEST_CASE("what an answer says back of our key does not get into an error") {
  for (const int status : {401, 422, 429, 503}) {
    const HttpResponse response{
        status, {}, R"({"id":"no","message":"not a key: Bearer dop_v1_canary0123456789abcdef"})"};
    CHECK(error_of(response, Asked::look).what.find("canary") == std::string::npos);
    CHECK(error_of(response, Asked::effect).what.find("(hidden)") != std::string::npos);
  }
}

}  // namespace muster::digitalocean
