#include "tests/support/sandbox_customer.hpp"

namespace muster::sandbox {

TEST_CASE("who has no bearer token is told so") {
  Customer customer;
  struct Row {
    const char* that;
    const char* header;
    int status;
  };
  for (const auto& row : {
           Row{"no header", "", 401},
           Row{"no scheme", "Authorization: abc\r\n", 401},
           Row{"another scheme", "Authorization: Basic abc\r\n", 401},
           Row{"no token", "Authorization: Bearer \r\n", 401},
           Row{"a token", "Authorization: Bearer x\r\n", 200},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto request = *read_head(std::string("GET /v2/account HTTP/1.1\r\n") + row.header);
      const auto response = handle_request(customer.cloud, request, customer.now);
      CHECK(response.status == row.status);
      if (row.status == 401)
        CHECK_THAT(response.body,
                   Catch::StartsWith(R"({"id":"unauthorized","message":"Unable to authenticate you.")"));
    }
  }
}

TEST_CASE("errors have an id, a message and the id of the request") {
  Customer customer;
  struct Row {
    const char* method;
    const char* target;
    const char* body;
    int status;
    const char* id;
  };
  for (const auto& row : {
           Row{"GET", "/v2/nothing", "", 404, "not_found"},
           Row{"GET", "/v3/droplets", "", 404, "not_found"},
           Row{"GET", "/v2/droplets/1", "", 404, "not_found"},
           Row{"GET", "/v2/volumes/x", "", 404, "not_found"},
           Row{"PATCH", "/v2/droplets", "", 405, "method_not_allowed"},
           Row{"POST", "/v2/tags", "{", 400, "bad_request"},
           Row{"POST", "/v2/tags", "{}", 422, "unprocessable_entity"},
       }) {
    DYNAMIC_SECTION(row.method << " " << row.target << " " << row.body) {
      const auto reply = customer.ask(row.method, row.target, row.body);
      CHECK(reply.status == row.status);
      CHECK(reply.body.at("id").string == row.id);
      CHECK_FALSE(reply.message().empty());
      CHECK(reply.body.at("request_id").string == reply.header("x-request-id"));
      CHECK(reply.header("x-request-id").size() == 36);
      CHECK_FALSE(reply.header("ratelimit-remaining").empty());
    }
  }
}

TEST_CASE("what clients do that no description mentions") {
  Customer customer;
  const auto id = customer.droplet();
  SECTION("a slash at the end") {
    CHECK(customer.ask("GET", "/v2/droplets/").status == 200);
    CHECK(customer.ask("GET", "/v2/droplets/" + id + "/").status == 200);
  }
  SECTION("a body with GET") {
    CHECK(customer.ask("GET", "/v2/droplets/" + id, "null").status == 200);
  }
  SECTION("a body with DELETE") {
    CHECK(customer.ask("DELETE", "/v2/droplets/" + id, "null").status == 204);
  }
  SECTION("nesting without end") {
    CHECK(customer.ask("POST", "/v2/droplets", std::string(100'000, '[')).status == 400);
  }
}

TEST_CASE("long lists come in pages") {
  Customer customer;
  customer.ask("PUT", "/sandbox/seed", R"({"count":45,"tags":["t:x"],"name":"m-{n}"})");
  struct Row {
    const char* that;
    const char* query;
    std::size_t items;
    const char* first;
    const char* prev;
    const char* next;
    const char* last;
  };
  const std::string base = "http://cloud.test:8080/v2/droplets?page=";
  for (const auto& row : {
           Row{"twenty by default", "", 20, "", "", "2&per_page=20", "3&per_page=20"},
           Row{"the middle", "?page=2&per_page=20", 20, "1&per_page=20", "1&per_page=20", "3&per_page=20",
               "3&per_page=20"},
           Row{"the end", "?per_page=20&page=3", 5, "1&per_page=20", "2&per_page=20", "", ""},
           Row{"beyond the end", "?page=9&per_page=20", 0, "1&per_page=20", "3&per_page=20", "", ""},
           Row{"all in one", "?per_page=200&page=1", 45, "", "", "", ""},
           Row{"the filter is kept in the links", "?tag_name=t:x&per_page=40", 40, "", "",
               "2&per_page=40&tag_name=t%3Ax", "2&per_page=40&tag_name=t%3Ax"},
       }) {
    DYNAMIC_SECTION(row.that) {
      const auto reply = customer.ask("GET", std::string("/v2/droplets") + row.query);
      REQUIRE(reply.status == 200);
      CHECK(reply.body.at("droplets").items.size() == row.items);
      CHECK(reply.body.at("meta").at("total").integer == 45);
      const auto& links = reply.body.at("links");
      REQUIRE(links.is_object());
      const auto link = [&](const char* name) { return links.at("pages").at(name).text_or(""); };
      const auto wanted = [&](const std::string& tail) { return tail.empty() ? tail : base + tail; };
      CHECK(link("first") == wanted(row.first));
      CHECK(link("prev") == wanted(row.prev));
      CHECK(link("next") == wanted(row.next));
      CHECK(link("last") == wanted(row.last));
    }
  }
  for (const auto* query : {"?per_page=201", "?per_page=0", "?page=0", "?per_page=ten", "?page=-1"})
    DYNAMIC_SECTION("refused: " << query) {
      CHECK(customer.ask("GET", std::string("/v2/droplets") + query).status == 422);
    }
}

TEST_CASE("requests are counted by the minute and by the hour") {
  Customer customer(Rules{});
  SECTION("the headers tell how many are left and when the oldest is forgotten") {
    const auto first = customer.ask("GET", "/v2/account");
    CHECK(first.header("ratelimit-limit") == "5000");
    CHECK(first.header("ratelimit-remaining") == "4999");
    const auto reset =
        std::chrono::duration_cast<std::chrono::seconds>((customer.now + 1h).time_since_epoch()).count();
    CHECK(first.header("ratelimit-reset") == std::to_string(reset));
    customer.pass(61min);
    CHECK(customer.ask("GET", "/v2/account").header("ratelimit-remaining") == "4999");
  }
  SECTION("the 251st request within a minute is told how long to wait") {
    for (int i = 0; i < 250; ++i) {
      REQUIRE(customer.ask("GET", "/v2/account").status == 200);
      customer.pass(100ms);
    }
    const auto refused = customer.ask("GET", "/v2/account");
    CHECK(refused.status == 429);
    CHECK(refused.body.at("id").string == "too_many_requests");
    CHECK(refused.message() == "API rate limit exceeded.");
    CHECK(refused.header("ratelimit-remaining") == "0");
    CHECK(refused.header("retry-after") == "35");
    customer.pass(35s);
    CHECK(customer.ask("GET", "/v2/account").status == 200);
  }
  SECTION("a refused request has no effect") {
    customer.cloud.rules.requests_per_minute = 1;
    customer.ask("GET", "/v2/account");
    CHECK(customer.ask("POST", "/v2/droplets", Customer::order("a")).status == 429);
    CHECK(customer.cloud.droplets.size() == 0);
  }
  SECTION("the hourly limit gives no time to wait") {
    customer.cloud.rules.requests_per_hour = 3;
    for (int i = 0; i < 3; ++i) customer.ask("GET", "/v2/account");
    const auto refused = customer.ask("GET", "/v2/account");
    CHECK(refused.status == 429);
    CHECK(refused.header("retry-after").empty());
    customer.pass(1h + 1ms);
    CHECK(customer.ask("GET", "/v2/account").status == 200);
  }
  SECTION("every token has its own count") {
    customer.cloud.rules.requests_per_minute = 1;
    CHECK(customer.ask("GET", "/v2/account").status == 200);
    customer.token = "another";
    CHECK(customer.ask("GET", "/v2/account").status == 200);
  }
  SECTION("keys are listed ten times a minute at most") {
    for (int i = 0; i < 10; ++i) REQUIRE(customer.ask("GET", "/v2/account/keys").status == 200);
    CHECK(customer.ask("GET", "/v2/account/keys").status == 429);
    CHECK(customer.ask("GET", "/v2/account").status == 200);
  }
  SECTION("the windows pass faster with speed") {
    customer.cloud.rules.speed = 60;
    customer.cloud.rules.requests_per_minute = 1;
    CHECK(customer.ask("GET", "/v2/account").status == 200);
    CHECK(customer.ask("GET", "/v2/account").header("retry-after") == "1");
    customer.pass(1001ms);
    CHECK(customer.ask("GET", "/v2/account").status == 200);
  }
  SECTION("what is for tests alone is not counted") {
    customer.cloud.rules.requests_per_minute = 1;
    for (int i = 0; i < 5; ++i) CHECK(customer.ask("GET", "/sandbox/state").status == 200);
  }
}

}  // namespace muster::sandbox
