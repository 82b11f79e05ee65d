#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace muster {

/// What a caller can do about a failure; the cause's own words go into `Error::what`.
enum class ErrorKind {
  invalid,          ///< The request is wrong as it stands: stop this change.
  denied,           ///< Not allowed (key, scope): stop everything.
  not_found,        ///< The object is not there.
  conflict,         ///< The object is busy or moved underneath us: look again, then retry.
  rate_limited,     ///< Wait `retry_after`, then retry.
  unavailable,      ///< No capacity of this size here: try the next candidate.
  quota,            ///< The account's limit: create nothing more.
  unknown_outcome,  ///< The reply was lost or a 5xx: it may have been done. Look before retrying.
  unsupported,      ///< This cloud cannot do that.
  io,               ///< Files, sockets on this machine, the store.
  timeout,          ///< Gave up waiting.
  cancelled,        ///< A person or signal stopped it.
  fenced,           ///< The lease that the write relied on is held by somebody else: stop everything.
};

const char* to_string(ErrorKind kind);

/// A failure as a value. `what` reads as a sentence without a final stop.
struct [[nodiscard]] Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string what;
  std::optional<std::chrono::milliseconds> retry_after{};  ///< Set by rate_limited when the cloud said so.

  /// The same failure with what the caller was doing put in front: "creating worker/3: ...".
  Error during(const std::string& doing) const { return {kind, doing + ": " + what, retry_after}; }

  friend bool operator==(const Error&, const Error&) = default;
};

/// Either a T or the Error that kept it from being made. Ask before taking the value.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }

  const Error& error() const { return std::get<1>(state_); }

  /// The same result; a failure says what was being done.
  Result during(const std::string& doing) && {
    return ok() ? std::move(*this) : Result(error().during(doing));
  }

 private:
  std::variant<T, Error> state_;
};

/// The value of a success that has nothing to say.
struct Done {
  friend bool operator==(Done, Done) = default;
};

}  // namespace muster
