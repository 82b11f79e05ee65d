#include "providers/around/read_only.hpp"

#include <iterator>
#include <utility>

namespace muster {

void ReadOnlyProvider::start(Ticket ticket, const Operation& operation) {
  if (is_look(operation))
    inside_->start(ticket, operation);
  else
    refused_.push_back(
        {ticket, Error{ErrorKind::denied, describe(operation) + ": this connection is read-only"}});
}

std::vector<Completion> ReadOnlyProvider::wait(Duration at_most) {
  // Refused calls have their answer already: nothing to wait for.
  auto completions = inside_->wait(refused_.empty() ? at_most : Duration(0));
  auto refused = std::exchange(refused_, {});
  completions.insert(completions.end(), std::make_move_iterator(refused.begin()),
                     std::make_move_iterator(refused.end()));
  return completions;
}

}  // namespace muster
