#include "reconciler/adapters/secrets/secret.hpp"

#include <cstring>
#include <utility>

namespace muster {

void wipe(std::string& text) {
  // The whole buffer: text that was erased at the end may still be in it.
  text.resize(text.capacity());
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

Secret::Secret(std::string&& text) : text_(text) {
  muster::wipe(text);
}

// Copied and wiped: after a move a short text would stay in the string's own bytes.
// NOLINTNEXTLINE(performance-move-constructor-init)
Secret::Secret(Secret&& other) noexcept : text_(other.text_) {
  other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_ = other.text_;
    other.wipe();
  }
  return *this;
}

Secret::~Secret() {
  wipe();
}

void Secret::wipe() {
  muster::wipe(text_);
}

}  // namespace muster
