#include "reconciler/adapters/secrets/without_secret.hpp"

#include <catch2/catch.hpp>

#include "reconciler/adapters/secrets/cloud_key.hpp"

using namespace muster;

TEST_CASE("a secret that is known is erased, whatever it is and however it is spelt") {
  struct Row {
    const char* that;
    std::string text;
    std::string secret;
    std::string left;
  };
  for (const auto& row : std::vector<Row>{
           {"as it is, every time", "key abc/1 and abc/1", "abc/1", "key [secret] and [secret]"},
           {"one that is part of what takes its place", "no secret here", "secret", "no [secret] here"},
           {"one that is a letter of it", "e", "e", "[secret]"},
           {"one that is all of it", "[secret]", "[secret]", "[secret]"},
           {"one that ends as it begins", "aaaa", "aa", "[secret][secret]"},
           {"percent-encoded", "GET /?t=abc%2F1", "abc/1", "GET /?t=[secret]"},
           {"in base64, with and without its padding", "YWJjLzE= YWJjLzE", "abc/1", "[secret] [secret]"},
           {"as JSON spells it", R"({"t":"a\"b"})", "a\"b", R"({"t":"[secret]"})"},
           {"with a slash that JSON spells", R"(abc\/1)", "abc/1", "[secret]"},
           {"as .NET spells it", R"({"t":"a\u002Bb\u0026c\u003cd"})", "a+b&c<d", R"({"t":"[secret]"})"},
           {"as Go spells it, with some characters as they are", R"(a+b\u0026c\u003Cd)", "a+b&c<d",
            "[secret]"},
           {"as HTML spells it", "a&#43;b&amp;c&lt;d a&#x2B;b&amp;c&lt;d", "a+b&c<d", "[secret] [secret]"},
           {"with letters escaped too", R"(\u0061bc %61%62c)", "abc", "[secret] [secret]"},
           {"beyond ASCII", R"(gr\u00fcn gr%C3%BCn)", "gr\xc3\xbcn", "[secret] [secret]"},
           {"in base64, escaped", R"(\u002B\/8= +\/8)", "\xfb\xff", "[secret] [secret]"},
           {"with a backslash, as it is and escaped", R"(a\nb a\\nb)", R"(a\nb)", "[secret] [secret]"},
           {"one that looks escaped, as it is", R"(a\\b%25)", R"(a\\b%25)", "[secret]"},
           {"one that ends in the middle of an escape", R"(a\u00)", "a+", R"(a\u00)"},
           {"none", "nothing to hide", "", "nothing to hide"},
       }) {
    INFO(row.that);
    CHECK(without_secret(row.text, row.secret) == row.left);
  }
}

TEST_CASE("erasing takes no longer than the text is long") {
  const std::string text(200'000, 's');
  CHECK(without_secret(text, "s").size() == text.size() * 8);
  CHECK(without_secret(text, "ss").size() == text.size() * 4);
}

TEST_CASE("the key of a cloud is known by its name and by its shape") {
  CHECK(is_cloud_key_name("digitalocean"));
  CHECK_FALSE(is_cloud_key_name("digitalocean-prometheus"));
  for (const char* key : {"dop_v1_0123", "doo_v1_0123", "dor_v1_0123", "Bearer dop_v1_0123"})
    CHECK(is_cloud_key(key));
  CHECK_FALSE(is_cloud_key("glpat-0123"));
}
