#include "reconciler/core/decide/optimiser/resize_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "reconciler/core/decide/capacity/load_line.hpp"
#include "reconciler/core/decide/capacity/resizable.hpp"
#include "reconciler/core/decide/capacity/scale_down_order.hpp"
#include "reconciler/core/decide/inputs/quorum.hpp"
#include "reconciler/core/decide/load/silence.hpp"

namespace muster {
namespace {

/// At most this number of machines of one group are tried together, where more may be off at once.
constexpr int kMostTogether = 8;
/// At most this number of machines are tried for a count of machines of at least a size.
constexpr int kMostForCount = 16;

using Machines = std::vector<const MachineView*>;

/// Finds the sets of one pool.
class ResizeFinder {
 public:
  ResizeFinder(const std::vector<const Requirement*>& requirements, const SizeTable& sizes,
               const PoolView& view)
      : requirements_(requirements), sizes_(sizes), view_(view) {
    sets_.emplace_back();
    for (const auto* machine : in_order_of_loss(view)) {
      if (!machine->leaving) order_.push_back(machine);
    }
    // A rule that allows only new machines marks its hot machines too: the resize that another rule needs may
    // answer it.
    for (const auto* requirement : requirements) note_hot(*requirement);
    std::stable_sort(order_.begin(), order_.end(), [&](const MachineView* a, const MachineView* b) {
      const double excess = excess_of(*a);
      if (excess != excess_of(*b)) return excess > excess_of(*b);
      return excess > 0 && std::tuple(agents_of(*a), a->number) < std::tuple(agents_of(*b), b->number);
    });
  }

  std::vector<ResizeSet> find() {
    add_groups();
    add_own_sizes();
    add_counts();
    if (view_.evenly_spread) add_all_smaller();
    return std::move(sets_);
  }

 private:
  void note_hot(const Requirement& requirement) {
    const auto* loads = std::get_if<MachineLoads>(&requirement.what);
    if (!loads) return;
    for (const auto& hot : loads->hot) {
      auto& excess = excess_[hot.number];
      excess = std::max(excess, hot.load.as_double() / std::max(hot.line.as_double(), 1e-3));
    }
  }

  double excess_of(const MachineView& machine) const {
    const auto found = excess_.find(machine.number);
    return found == excess_.end() ? 0 : found->second;
  }

  Measure agents_of(const MachineView& machine) const {
    return agents_on(machine, view_).value_or(Measure());
  }

  int most_at_once() const { return std::max(1, view_.pool.max_disrupted); }

  int from_of(const MachineView& machine) const { return sizes_.number(machine.size_to_come()); }

  bool is_larger(int to, int from) const {
    return view_.ladder.less(sizes_.row(from).name, sizes_.row(to).name);
  }

  /// Adds machines of one size, hot or not, to each larger size.
  void add_groups() {
    std::map<std::pair<int, bool>, Machines> groups;
    for (const auto* machine : order_)
      groups[{from_of(*machine), excess_of(*machine) > 0}].push_back(machine);
    for (const auto& [key, machines] : groups) {
      for (int to = 0; to < sizes_.on_ladder(); ++to) {
        if (!is_larger(to, key.first)) continue;
        const auto usable = first_usable(machines, to, std::min(most_at_once(), kMostTogether));
        // A machine that cannot be resized is listed as well.
        if (usable.empty()) add(first_of(machines, 1), to, why_not(*machines.front(), key.first, to));
        for (int count = 1; count <= static_cast<int>(usable.size()); ++count)
          add(first_of(usable, count), to);
      }
    }
  }

  /// The first machines that can get that size, at most `most`.
  Machines first_usable(const Machines& machines, int to, int most) const {
    Machines usable;
    for (const auto* machine : machines) {
      if (static_cast<int>(usable.size()) >= most) break;
      if (why_not(*machine, from_of(*machine), to).empty()) usable.push_back(machine);
    }
    return usable;
  }

  /// Adds each hot machine to the smallest size that answers its own lines.
  void add_own_sizes() {
    for (const auto* machine : order_) {
      if (excess_of(*machine) <= 0) break;
      const int from = from_of(*machine);
      for (int to = 0; to < sizes_.on_ladder(); ++to) {
        if (!is_larger(to, from) || !answers(*machine, from, to)) continue;
        if (!why_not(*machine, from, to).empty()) continue;
        own_.push_back({machine, from, to});
        break;
      }
    }
    if (own_.size() < 2) return;
    const auto most = static_cast<std::size_t>(most_at_once());
    add(own_);
    if (own_.size() <= most || most < 2) return;
    add({own_.begin(), own_.begin() + static_cast<std::ptrdiff_t>(most)});
  }

  bool answers(const MachineView& machine, int from, int to) const {
    for (const auto* requirement : requirements_) {
      const auto* loads = std::get_if<MachineLoads>(&requirement->what);
      if (!loads) continue;
      for (const auto& hot : loads->hot) {
        if (hot.number != machine.number) continue;
        const auto then = sizes_.carried(to, loads->metric);
        if (then <= 0 || hot.load.as_double() * static_cast<double>(sizes_.carried(from, loads->metric)) >
                             hot.line.as_double() * static_cast<double>(then))
          return false;
      }
    }
    return true;
  }

  /// Adds the machines that a count of machines of at least a size lacks, from smaller ones, the largest
  /// first; alone and together with the hot machines.
  void add_counts() {
    for (const auto* requirement : requirements_) {
      const auto* wanted = std::get_if<MachineCount>(&requirement->what);
      if (!wanted || wanted->at_least.empty() || !requirement->may_resize) continue;
      const int to = sizes_.number(wanted->at_least);
      if (to < 0) continue;
      auto smaller = smaller_than(wanted->at_least, order_, view_.ladder);
      const int missing = wanted->machines - static_cast<int>(order_.size() - smaller.size());
      std::stable_sort(smaller.begin(), smaller.end(), [&](const MachineView* a, const MachineView* b) {
        if (a->size_to_come() == b->size_to_come()) return a->number < b->number;
        return view_.ladder.less(b->size_to_come(), a->size_to_come());
      });
      const auto usable = first_usable(smaller, to, std::min(missing, kMostForCount));
      for (int count = 1; count <= static_cast<int>(usable.size()); ++count) add(first_of(usable, count), to);
      for (int count = 0; count <= static_cast<int>(usable.size()) && !own_.empty(); ++count)
        add(with_hot(first_of(usable, count), to));
    }
  }

  /// Hot machines in sizes that answer their lines, and `beside`; each gets the larger of both sizes.
  std::vector<Resize> with_hot(const Machines& beside, int to) const {
    auto resized = own_;
    for (auto& resize : resized) {
      if (std::find(beside.begin(), beside.end(), resize.machine) != beside.end() && is_larger(to, resize.to))
        resize.to = to;
    }
    for (const auto* machine : beside) {
      const bool is_hot = std::any_of(own_.begin(), own_.end(),
                                      [&](const Resize& resize) { return resize.machine == machine; });
      if (!is_hot) resized.push_back({machine, from_of(*machine), to});
    }
    return resized;
  }

  /// Where work is evenly spread, a larger machine helps only when there are no smaller ones left.
  void add_all_smaller() {
    for (int to = 0; to < sizes_.on_ladder(); ++to) {
      Machines smaller;
      for (const auto* machine : order_) {
        if (is_larger(to, from_of(*machine))) smaller.push_back(machine);
      }
      if (smaller.size() > 1) add(smaller, to, first_reason_against(smaller, to));
    }
  }

  static Machines first_of(const Machines& machines, int count) {
    return {machines.begin(), machines.begin() + count};
  }

  std::string first_reason_against(const Machines& machines, int to) const {
    for (const auto* machine : machines)
      if (auto why = why_not(*machine, from_of(*machine), to); !why.empty()) return why;
    return "";
  }

  void add(const Machines& machines, int to, std::string why = "") {
    std::vector<Resize> resized;
    resized.reserve(machines.size());
    for (const auto* machine : machines) resized.push_back({machine, from_of(*machine), to});
    add(std::move(resized), std::move(why));
  }

  /// `why`: the reason why one of the machines cannot be resized; empty: each of them can.
  void add(std::vector<Resize> resized, std::string why = "") {
    ResizeSet set;
    set.why_not = std::move(why);
    set.resized = std::move(resized);
    set.now = std::min(static_cast<int>(set.resized.size()), most_at_once());
    for (const auto& resize : set.resized) {
      set.delta += sizes_.row(resize.to).monthly - sizes_.row(resize.from).monthly;
      add_disturbance(set, resize);
    }
    set.why_crowds = why_crowded(set);
    set.crowds = !set.why_crowds.empty();
    sets_.push_back(std::move(set));
  }

  /// A machine is off for its resize. Where its disk does not fit the new size, another machine replaces it,
  /// and its agents restart there.
  void add_disturbance(ResizeSet& set, const Resize& resize) const {
    const auto* offer = view_.inputs.prices.find(sizes_.row(resize.to).name);
    if (!offer) return;
    const auto agents = agents_on(*resize.machine, view_).value_or(Measure());
    const bool replaced = !offer->fits_disk(resize.machine->machine->disk_gib);
    set.moved = set.moved + (replaced ? agents : scaled(agents, 1, 2));
    if (!replaced && view_.inputs.capabilities.resize_needs_power_off) set.off += kOffForResize;
  }

  std::string why_not(const MachineView& machine, int from, int to) const {
    if (!view_.pool.vertical) return "machines of this pool are not resized";
    const auto& row = sizes_.row(to);
    if (!view_.inputs.prices.sizes.empty() && !view_.inputs.prices.find(row.name))
      return "not in the price list";
    if (auto why = why_not_resized(machine, row.name, view_); !why.empty()) return why;
    if (machine.machine->busy || machine.warming || machine.under_way)
      return to_string(machine.machine->slot) + " is still starting";
    return why_too_small(machine, from, to);
  }

  /// The reason: the larger size has less of one resource than the machine uses.
  std::string why_too_small(const MachineView& machine, int from, int to) const {
    for (const auto metric : {Metric::cpu, Metric::memory}) {
      const auto now = sizes_.carried(from, metric);
      const auto then = sizes_.carried(to, metric);
      if (then >= now || then <= 0) continue;
      const auto load = load_of(machine, metric);
      if (!load) continue;
      const double comes_to = *load * static_cast<double>(now) / static_cast<double>(then);
      const auto line = load_line(metric, view_);
      if (comes_to > line.as_double())
        return fmt::format("{} would be {:.1f}%, above {}%", to_string(metric), comes_to,
                           format_measure(line));
    }
    return "";
  }

  /// Why the other machines cannot do the work while these are off: by agents, then by measured load.
  std::string why_crowded(const ResizeSet& set) const {
    if (set.off == Duration(0) || static_cast<int>(order_.size()) < 2) return "";
    Machines off;
    for (int i = 0; i < set.now; ++i) off.push_back(set.resized[static_cast<std::size_t>(i)].machine);
    if (auto why = no_room_while_resized(off, view_); !why.empty()) return why;
    // Where nothing moves the work of a machine, it waits until the machine is back.
    if (!view_.inputs.capabilities.moves_agents && view_.shape.balancers == 0) return "";
    if (off.size() >= order_.size()) return "no machine would remain for the work";
    for (const auto metric : {Metric::cpu, Metric::memory}) {
      if (auto why = why_too_full(off, metric); !why.empty()) return why;
    }
    return "";
  }

  std::string why_too_full(const Machines& off, Metric metric) const {
    double work = 0;
    double telling = 0;
    double left = 0;
    for (const auto* machine : order_) {
      const auto carried = static_cast<double>(sizes_.carried(from_of(*machine), metric));
      const bool is_off = std::find(off.begin(), off.end(), machine) != off.end();
      left += is_off ? 0 : carried;
      const auto load = load_of(*machine, metric);
      if (!load) continue;
      work += *load * carried;
      telling += is_off ? 0 : carried;
    }
    // Where few of the others report their load, their room is unknown.
    if (left <= 0 || !has_quorum(telling, left) || work <= 100 * left) return "";
    return fmt::format("while it is off, the others would have {} at {:.0f}%", to_string(metric),
                       work / left);
  }

  /// The newest load, read once.
  std::optional<double> load_of(const MachineView& machine, Metric metric) const {
    const auto [at, is_new] = loads_.try_emplace({machine.number, metric});
    if (!is_new) return at->second;
    if (const auto load = newest_on(machine, metric, view_)) at->second = load->as_double();
    return at->second;
  }

  const std::vector<const Requirement*>& requirements_;
  const SizeTable& sizes_;
  const PoolView& view_;
  Machines order_;  // The hottest first, then those with the smallest loss.
  std::map<int, double> excess_;
  std::vector<Resize> own_;  // Each hot machine in a size that answers its lines.
  std::vector<ResizeSet> sets_;
  mutable std::map<std::pair<int, Metric>, std::optional<double>> loads_;
};

}  // namespace

std::vector<ResizeSet> resize_sets(const std::vector<const Requirement*>& requirements,
                                   const SizeTable& sizes, const PoolView& view) {
  const bool allowed = view.pool.vertical && std::any_of(requirements.begin(), requirements.end(),
                                                         [](const Requirement* r) { return r->may_resize; });
  if (!allowed) return {ResizeSet{}};
  return ResizeFinder(requirements, sizes, view).find();
}

}  // namespace muster
