#include "reconciler/cli/console/store_place.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "reconciler/core/base/digest.hpp"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHere = ".muster";

/// Returns an absolute path of the environment; relative paths do not count, as the XDG specification
/// requires.
fs::path path_in(const char* variable) {
  const char* value = std::getenv(variable);
  const fs::path path(value ? value : "");
  return path.is_absolute() ? path : fs::path();
}

fs::path home() {
  if (auto reported = path_in("HOME"); !reported.empty()) return reported;
  struct passwd entry {};
  struct passwd* found = nullptr;
  std::vector<char> buffer(16'384);
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found) return {};
  const fs::path path(found->pw_dir ? found->pw_dir : "");
  return path.is_absolute() ? path : fs::path();
}

/// The git work tree around the declared files, or their own folder, by its real path.
fs::path root_of(const std::string& dir) {
  std::error_code failure;
  const auto folder = fs::weakly_canonical(fs::absolute(dir, failure), failure);
  for (auto at = folder;; at = at.parent_path()) {
    if (fs::exists(fs::symlink_status(at / ".git", failure))) return at;
    if (at == at.parent_path()) return folder;
  }
}

/// A name that people recognise, and that no two folders share.
std::string key_of(const fs::path& root) {
  std::string name;
  for (const char c : root.filename().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    name += plain ? c : '_';
  }
  return fmt::format("{}-{}", name.substr(0, 60), digest_of(root.string()).brief());
}

/// Empty where this user has no home.
fs::path usual_folder(const std::string& dir) {
  auto states = path_in("XDG_STATE_HOME");
  if (states.empty() && !home().empty()) states = home() / ".local/state";
  return states.empty() ? fs::path() : states / "muster" / key_of(root_of(dir));
}

void settle_vault(Settings& settings, const fs::path& usual, bool reported) {
  if (!settings.vault.empty()) return;
  std::error_code failure;
  const auto here = fs::path(kHere) / "vault.json";
  const auto beside = fs::path(settings.state).parent_path() / "vault.json";
  const bool go_on = reported || usual.empty() || fs::exists(here, failure);
  settings.vault = (reported ? beside : go_on ? here : usual / "vault.json").string();
}

}  // namespace

void settle_places(Settings& settings) {
  std::error_code failure;
  const bool reported = !settings.state.empty();
  const auto usual = usual_folder(settings.dir);
  const auto before = fs::path(kHere) / "state.db";
  settings.usual_place = !reported;
  if (reported) {
    // As set by a flag or variable.
  } else if (fs::exists(fs::symlink_status(before, failure))) {
    settings.state = before.string();
    if (!settings.sandbox && !usual.empty())
      settings.place_note = fmt::format(
          "note: the store {} is in the work tree. New stores are kept in {}. To move this one: mkdir -p {} "
          "&& mv {}/* {}/",
          settings.state, usual.string(), usual.string(), kHere, usual.string());
  } else if (settings.sandbox || usual.empty()) {
    settings.state = (fs::path(kHere) / (settings.sandbox ? "sandbox.db" : "state.db")).string();
  } else {
    settings.state = (usual / "state.db").string();
  }
  settle_vault(settings, usual, reported);
}

}  // namespace muster
