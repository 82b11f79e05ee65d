#pragma once

#include <string>

namespace muster {

/// A text that must stay private: a token, a key. It cannot be printed, compared or copied by accident, and
/// the destructor overwrites its bytes.
class Secret {
 public:
  Secret() = default;
  /// Takes ownership of the text; the argument is empty afterwards.
  explicit Secret(std::string&& text);
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  bool empty() const { return text_.empty(); }
  /// Returns the text itself: only for code that sends or uses it, never for a message, a log or an error.
  const std::string& reveal() const { return text_; }

 private:
  void wipe();
  std::string text_;
};

/// Overwrites the text, in a way that the compiler does not remove.
void wipe(std::string& text);

}  // namespace muster
