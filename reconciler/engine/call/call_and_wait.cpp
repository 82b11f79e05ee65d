#include "reconciler/engine/call/call_and_wait.hpp"

namespace muster {

Result<Reply> perform(Provider& provider, const Operation& operation, Duration at_most) {
  // Far from the small numbers that loops count up from.
  constexpr Ticket kTicket = ~Ticket{0};
  provider.start(kTicket, operation);
  for (const auto& completion : provider.wait(at_most)) {
    if (completion.ticket == kTicket) return completion.reply;
  }
  return Error{ErrorKind::unknown_outcome,
               describe(operation) + ": no answer within " + format_duration(at_most)};
}

}  // namespace muster
