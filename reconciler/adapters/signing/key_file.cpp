#include "reconciler/adapters/signing/key_file.hpp"

#include <fmt/format.h>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/adapters/signing/sealed_secret.hpp"

namespace muster {
namespace {

constexpr std::size_t kSeedBytes = 32;
constexpr std::size_t kLargestKeyFile = 16 << 10;
constexpr std::string_view kKeyFileVersion = "1.0";

/// The text to which the encrypted secret is bound.
std::string about(const std::string& name, const std::string& public_text) {
  return "muster key of " + name + " " + public_text;
}

void write_sealed(JsonWriter& out, const SealedSecret& sealed) {
  out.key("sealed").begin_object().key("kdf").text("argon2id");
  out.key("operations").integer(sealed.operations).key("memory_bytes").integer(sealed.memory);
  out.key("cipher").text("xchacha20-poly1305").key("salt").text(to_base64(sealed.salt));
  out.key("nonce").text(to_base64(sealed.nonce)).key("secret").text(to_base64(sealed.sealed)).end_object();
}

Result<SealedSecret> read_sealed(const JsonView& view) {
  const auto sizes = sealed_sizes();
  JsonFields in(view);
  SealedSecret sealed;
  sealed.operations = in.integer("operations");
  sealed.memory = in.integer("memory_bytes");
  sealed.salt = in.take(from_base64(in.text("salt"), sizes.salt));
  sealed.nonce = in.take(from_base64(in.text("nonce"), sizes.nonce));
  sealed.sealed = in.take(from_base64(in.text("secret"), kSeedBytes + sizes.tag));
  if (in.failed()) return in.error();
  return sealed;
}

Result<Secret> seed_in(const JsonView& root, const std::string& bound_to, const AskPassphrase& ask) {
  if (root.field("sealed").absent_or_null()) {
    auto text = root.field("secret").text();
    if (!text) return text.error();
    auto seed = from_base64(*text, kSeedBytes);
    wipe(*text);
    if (!seed) return seed.error();
    return Secret(*std::move(seed));
  }
  const auto sealed = read_sealed(root.field("sealed"));
  if (!sealed) return sealed.error();
  const auto passphrase = ask();
  if (!passphrase) return passphrase.error();
  return unseal(*sealed, *passphrase, bound_to);
}

Result<KeyOnDisk> read_key(const std::string& text, const AskPassphrase& ask) {
  const auto document = JsonDocument::parse(text, {.bytes = kLargestKeyFile});
  if (!document) return Error{ErrorKind::invalid, "not a key of muster keygen: not JSON"};
  if (const auto form = check_json_text("key", text); !form)
    return Error{ErrorKind::invalid, "not a key of muster keygen: " + form.error().what};
  JsonFields in(document->root());
  const auto name = in.text("name");
  const auto public_text = in.text("public");
  if (in.failed()) return in.error();
  auto seed = seed_in(document->root(), about(name, public_text), ask);
  if (!seed) return seed.error();
  auto key = SigningKey::from_seed(*std::move(seed));
  if (!key) return key.error();
  if (key->public_text() != public_text)
    return Error{ErrorKind::invalid, "its public half does not belong to its secret half"};
  return KeyOnDisk{name, *std::move(key)};
}

}  // namespace

Result<Done> save_key(const std::string& name, const SigningKey& key, const std::optional<Secret>& passphrase,
                      const std::string& file) {
  JsonWriter out;
  out.begin_object().key("format_version").text(kKeyFileVersion).key("name").text(name);
  out.key("public").text(key.public_text());
  if (passphrase) {
    const auto sealed = seal(key.seed(), *passphrase, about(name, key.public_text()));
    if (!sealed) return sealed.error();
    write_sealed(out, *sealed);
  } else {
    auto text = to_base64(key.seed().reveal());
    out.key("secret").text(text);
    wipe(text);
  }
  auto text = std::move(out.end_object()).finish();
  auto written = write_private_file(text, file);
  wipe(text);
  return written;
}

Result<KeyOnDisk> load_key(const std::string& file, const AskPassphrase& ask) {
  if (const auto kept = only_its_owner_reads(file); !kept) return kept.error().during(file);
  auto text = read_whole_file(file, kLargestKeyFile);
  if (!text) return text.error();
  auto key = read_key(*text, ask);
  wipe(*text);
  return std::move(key).during(file);
}

}  // namespace muster
