#pragma once

#include <memory>
#include <string>
#include <vector>

#include "reconciler/adapters/notify/open_notifier.hpp"

namespace muster::testing {

/// How a place takes what it is told.
enum class Mood {
  well,         ///< Takes it.
  broken,       ///< Says that it has trouble of its own.
  refusing,     ///< Does not take such messages.
  distrustful,  ///< Does not believe the key or the password.
  overwhelmed,  ///< Wants to be left alone for seven seconds.
  silent,       ///< Takes the connection and says nothing.
};

/// A place on this machine that announcements are told to.
class Place {
 public:
  virtual ~Place() = default;
  /// What a fleet file would say of it, with every secret that this kind can have.
  virtual Receiver rule() const = 0;
  virtual void set(Mood mood) = 0;
  /// The messages it took, as people or programs there would read them.
  virtual std::vector<std::string> heard() const = 0;
  /// All that was ever said to it, byte by byte.
  virtual std::string said() const = 0;
};

/// A kind of announcer that muster has.
struct NotifierKind {
  const char* name;
  std::unique_ptr<Place> (*place)();
};
const std::vector<NotifierKind>& notifier_kinds();

/// What secrets of these places are, whatever their name.
const std::string& canary();
/// Finds them; the address of a secret place has a canary in its path.
NotifierDeps ground_of(const Place& place);

/// A little mail server that keeps what it is given.
std::unique_ptr<Place> mail_place();
/// A little web server that keeps what is posted to it.
std::unique_ptr<Place> web_place(const char* to);

}  // namespace muster::testing
