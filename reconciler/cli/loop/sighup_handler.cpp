#include "reconciler/cli/loop/sighup_handler.hpp"

#include <atomic>

namespace muster {
namespace {

// A signal handler can access only globals.
std::atomic<bool> hangup_came{false};
static_assert(std::atomic<bool>::is_always_lock_free, "it is written in a signal handler");

void note_hangup(int) {
  hangup_came.store(true);
}

}  // namespace

HangupWatch::HangupWatch() {
  hangup_came.store(false);
  struct sigaction action {};
  action.sa_handler = note_hangup;
  sigemptyset(&action.sa_mask);
  sigaction(SIGHUP, &action, &before_);
}

HangupWatch::~HangupWatch() {
  sigaction(SIGHUP, &before_, nullptr);
}

bool HangupWatch::take() {
  return hangup_came.exchange(false);
}

}  // namespace muster
