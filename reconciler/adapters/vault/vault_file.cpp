#include "reconciler/adapters/vault/vault_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "reconciler/adapters/file_io/private_files.hpp"
#include "reconciler/adapters/file_io/whole_file.hpp"
#include "reconciler/adapters/json/json_document.hpp"
#include "reconciler/adapters/json/json_fields.hpp"
#include "reconciler/adapters/json/json_writer.hpp"
#include "reconciler/adapters/schema/check_json.hpp"
#include "reconciler/adapters/secrets/base64.hpp"
#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

constexpr std::size_t kLargestVaultFile = 16 << 20;
constexpr std::string_view kVaultVersion = "1.0";
/// The text to which the encrypted bytes are bound: they can be opened only as a vault.
constexpr const char* kAbout = "muster vault 1.0";

/// Distinguishes a changed file from a wrong passphrase. It protects nothing; the encryption does.
std::string checksum_of(const SealedSecret& sealed) {
  Digester digester;
  digester.add(sealed.operations).add(sealed.memory).add(sealed.salt).add(sealed.nonce).add(sealed.sealed);
  return digester.finish().text;
}

std::string write_sealed(const SealedSecret& sealed) {
  JsonWriter out;
  out.begin_object().key("format_version").text(kVaultVersion).key("sealed").begin_object();
  out.key("kdf").text("argon2id").key("operations").integer(sealed.operations);
  out.key("memory_bytes").integer(sealed.memory).key("cipher").text("xchacha20-poly1305");
  out.key("salt").text(to_base64(sealed.salt)).key("nonce").text(to_base64(sealed.nonce));
  out.key("secrets").text(to_base64(sealed.sealed)).end_object();
  out.key("checksum").text(checksum_of(sealed)).end_object();
  return std::move(out).finish();
}

Result<std::string> any_base64(const std::string& text) {
  const auto padding = static_cast<std::size_t>(std::count(text.begin(), text.end(), '='));
  if (text.size() % 4 != 0 || padding > 2) return Error{ErrorKind::invalid, "it is not base64"};
  return from_base64(text, text.size() / 4 * 3 - padding);
}

Result<SealedSecret> read_sealed(const std::string& text) {
  const Error strange{ErrorKind::invalid, "it is not a vault of muster"};
  auto document = JsonDocument::parse(text, {.bytes = kLargestVaultFile});
  if (!document) return strange;
  if (const auto form = check_json_text("vault", text); !form)
    return Error{ErrorKind::invalid, strange.what + ": " + form.error().what};
  const auto sizes = sealed_sizes();
  JsonFields in(document->root().field("sealed"));
  SealedSecret sealed;
  sealed.operations = in.integer("operations");
  sealed.memory = in.integer("memory_bytes");
  sealed.salt = in.take(from_base64(in.text("salt"), sizes.salt));
  sealed.nonce = in.take(from_base64(in.text("nonce"), sizes.nonce));
  sealed.sealed = in.take(any_base64(in.text("secrets")));
  if (in.failed()) return Error{ErrorKind::invalid, strange.what + ": " + in.error().what};
  const auto checksum = document->root().field("checksum").text();
  if (!checksum || *checksum != checksum_of(sealed))
    return Error{ErrorKind::invalid,
                 "it was changed or damaged since muster wrote it (its checksum does not match): restore it "
                 "from a backup"};
  return sealed;
}

Result<Vault> read_vault(const std::string& file, const AskForPassphrase& ask) {
  if (const auto kept = only_its_owner_reads(file); !kept) return kept.error();
  const auto text = read_whole_file(file, kLargestVaultFile);
  if (!text) return text.error();
  const auto sealed = read_sealed(*text);
  if (!sealed) return sealed.error();
  const auto passphrase = ask();
  if (!passphrase) return passphrase.error();
  const auto bytes = unseal(*sealed, *passphrase, kAbout);
  if (!bytes && bytes.error().kind == ErrorKind::denied)
    return Error{ErrorKind::denied, "the passphrase is wrong"};
  if (!bytes) return bytes.error();
  return Vault::from_bytes(*bytes);
}

/// Removes the files of savers that were killed; only the holder of the lock calls it.
void remove_half_written(const std::string& file) {
  const std::filesystem::path path(file);
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const auto head = path.filename().string() + ".";
  std::error_code error;
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(head) && name.ends_with(".tmp")) left.push_back(entry.path());
  }
  for (const auto& one : left) ::unlink(one.c_str());
}

}  // namespace

Result<Vault> load_vault(const std::string& file, const AskForPassphrase& ask) {
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    return Error{ErrorKind::not_found,
                 fmt::format("there is no vault {}: `muster vault set NAME` makes it", file)};
  return read_vault(file, ask).during("the vault " + file);
}

Result<Done> save_vault(const Vault& vault, const Secret& passphrase, const std::string& file,
                        SealCost cost) {
  const auto sealed = seal(vault.to_bytes(), passphrase, kAbout, cost);
  if (!sealed) return sealed.error();
  (void)make_private_folder(std::filesystem::path(file).parent_path());  // The write below reports a failure.
  return write_whole_file(write_sealed(*sealed), file, Readers::owner).during("the vault " + file);
}

Result<VaultLock> VaultLock::take(const std::string& file) {
  (void)make_private_folder(std::filesystem::path(file).parent_path());
  const auto lock = file + ".lock";
  const int descriptor = ::open(lock.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (descriptor < 0 || ::flock(descriptor, LOCK_EX) != 0) {
    const auto failed = fmt::format("{}: {}", lock, std::strerror(errno));
    if (descriptor >= 0) ::close(descriptor);
    return Error{ErrorKind::io, failed};
  }
  remove_half_written(file);
  return VaultLock(descriptor);
}

VaultLock::VaultLock(VaultLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

VaultLock::~VaultLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace muster
