#include "tests/contracts/contract_subjects.hpp"
#include "tests/contracts/contract_verbs.hpp"

namespace muster {
namespace {

using namespace muster::contract;

void machines_are_made_seen_and_destroyed(Provider& provider) {
  CHECK(observed(provider).machines.empty());
  const auto create = a_machine(1);
  const auto id = running_machine(provider, 1);

  const auto machine = seen<Machine>(provider, call::GetMachine{id});
  CHECK(machine.name == create.name);
  CHECK(machine.slot == Slot{PoolName("worker"), 1});
  CHECK(machine.size == create.spec.size);
  CHECK(machine.region == create.spec.region);
  CHECK(machine.image == create.spec.image);
  CHECK(machine.made_by == create.change);
  for (const auto& tag : create.tags) {
    CHECK(std::find(machine.tags.begin(), machine.tags.end(), tag) != machine.tags.end());
  }
  CHECK(std::is_sorted(machine.tags.begin(), machine.tags.end()));

  const auto state = observed(provider);
  REQUIRE(state.machines.size() == 1);
  CHECK(state.machines.begin()->second == machine);
  CHECK(state.strays.empty());

  done(provider, call::DestroyMachine{id});
  const auto gone = ask(provider, call::GetMachine{id});
  REQUIRE(gone.ok());
  CHECK(std::holds_alternative<Absent>(*gone));
  CHECK(observed(provider).machines.empty());
}

void a_machine_is_found_by_its_change(Provider& provider) {
  const auto nobody = ask(provider, call::FindMachine{ChangeId("c1")});
  REQUIRE(nobody.ok());
  CHECK(std::holds_alternative<Absent>(*nobody));
  const auto id = running_machine(provider, 1);
  CHECK(seen<Machine>(provider, call::FindMachine{ChangeId("c1")}).id == id);
}

void a_size_is_changed_while_the_machine_is_off(Provider& provider) {
  const auto id = running_machine(provider, 1);
  const auto is = [](MachineStatus status) {
    return [status](const Machine& machine) { return machine.status == status && !machine.busy; };
  };
  done(provider, call::ShutDown{id});
  seen_when<Machine>(provider, call::GetMachine{id}, is(MachineStatus::off));
  done(provider, call::ChangeSize{id, SizeName("s-2vcpu-2gb")});
  done(provider, call::PowerOn{id});
  const auto machine = seen_when<Machine>(provider, call::GetMachine{id}, is(MachineStatus::running));
  CHECK(machine.size == SizeName("s-2vcpu-2gb"));
}

void what_is_so_already_is_no_failure(Provider& provider) {
  const auto id = running_machine(provider, 1);
  done(provider, call::PowerOff{id});
  // A cloud may refuse it as out of place; what it must not say is that the call was wrong.
  const auto again = ask(provider, call::PowerOff{id});
  CHECK((again.ok() || again.error().kind == ErrorKind::conflict));
  CHECK(seen<Machine>(provider, call::GetMachine{id}).status == MachineStatus::off);
}

void tags_come_and_go(Provider& provider) {
  const auto id = running_machine(provider, 1);
  const auto has = [&](const std::string& tag) {
    const auto machine = seen<Machine>(provider, call::GetMachine{id});
    return std::find(machine.tags.begin(), machine.tags.end(), tag) != machine.tags.end();
  };
  accepted(provider, call::EnsureTag{"green"});
  accepted(provider, call::EnsureTag{"red"});
  accepted(provider, call::EnsureTag{"green"});
  accepted(provider, call::TagMachine{id, {"green", "red"}});
  CHECK(has("green"));
  CHECK(has("red"));
  accepted(provider, call::TagMachine{id, {"green"}});
  accepted(provider, call::UntagMachine{id, {"green", "never-seen"}});
  CHECK_FALSE(has("green"));
  CHECK(has("red"));
  CHECK(has("blue"));
}

void strangers_and_doubles_are_told_apart(Provider& provider) {
  const auto first = running_machine(provider, 1);
  auto twin = a_machine(1, "twin");
  const auto second = done(provider, twin).id;
  auto stranger = a_machine(2);
  stranger.tags = {"somebody-elses"};
  done(provider, stranger);

  const auto state = observed(provider);
  REQUIRE(state.machines.size() == 1);
  REQUIRE(state.strays.size() == 1);
  CHECK(state.machines.begin()->second.id == first);
  CHECK(state.strays.front().id == MachineId(second));
}

void many_looks_side_by_side_each_get_their_answer(Provider& provider) {
  std::vector<MachineId> ids;
  for (int number = 1; number <= 6; ++number) ids.push_back(running_machine(provider, number));
  observed(provider);
  for (std::size_t i = 0; i < ids.size(); ++i) provider.start(100 + i, call::GetMachine{ids[i]});
  provider.start(200, call::GetMachine{MachineId("999999999")});

  std::map<Ticket, Reply> replies;
  for (int turn = 0; turn < 100 && replies.size() < ids.size() + 1; ++turn) {
    for (auto& completion : provider.wait(std::chrono::seconds(10))) {
      REQUIRE(completion.reply.ok());
      CHECK(replies.emplace(completion.ticket, *completion.reply).second);
    }
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    REQUIRE(replies.count(100 + i));
    CHECK(std::get<Machine>(replies.at(100 + i)).id == ids[i]);
  }
  REQUIRE(replies.count(200));
  CHECK(std::holds_alternative<Absent>(replies.at(200)));
  CHECK(provider.wait(Duration(0)).empty());
}

void what_is_not_there_cannot_be_changed(Provider& provider) {
  const MachineId nobody("999999999");
  for (const Operation& operation :
       {Operation(call::PowerOff{nobody}), Operation(call::DestroyMachine{nobody}),
        Operation(call::ChangeSize{nobody, SizeName("s-2vcpu-2gb")}),
        Operation(call::TagMachine{nobody, {"blue"}})}) {
    INFO(describe(operation));
    const auto reply = ask(provider, operation);
    REQUIRE_FALSE(reply.ok());
    CHECK(reply.error().kind == ErrorKind::not_found);
  }
}

void a_machine_has_a_disk_and_an_address(Provider& provider) {
  const auto machine = seen<Machine>(provider, call::GetMachine{running_machine(provider, 1)});
  CHECK(machine.disk_gib == 50);
  CHECK_FALSE(machine.public_address.empty());
  CHECK_FALSE(machine.private_address.empty());
}

void a_size_that_is_not_sold_is_refused(Provider& provider) {
  auto create = a_machine(1);
  create.spec.size = SizeName("s-0vcpu");
  const auto reply = ask(provider, create);
  REQUIRE_FALSE(reply.ok());
  CHECK(reply.error().kind == ErrorKind::invalid);
}

}  // namespace

TEST_CASE("every provider keeps the contract of machines") {
  struct Clause {
    const char* that;
    void (*holds)(Provider&);
    bool is_detail = false;
  };
  for (const auto& subject : contract_subjects()) {
    for (const auto& clause : {
             Clause{"machines are made, seen and destroyed", machines_are_made_seen_and_destroyed},
             Clause{"a machine is found by its change", a_machine_is_found_by_its_change},
             Clause{"a size is changed while the machine is off", a_size_is_changed_while_the_machine_is_off},
             Clause{"what is so already is no failure", what_is_so_already_is_no_failure, true},
             Clause{"tags come and go", tags_come_and_go},
             Clause{"strangers and doubles are told apart", strangers_and_doubles_are_told_apart},
             Clause{"many looks side by side each get their answer",
                    many_looks_side_by_side_each_get_their_answer},
             Clause{"what does not exist cannot be changed", what_is_not_there_cannot_be_changed},
             Clause{"a machine has a disk and an address", a_machine_has_a_disk_and_an_address, true},
             Clause{"a size that is not sold is refused", a_size_that_is_not_sold_is_refused, true},
         }) {
      if (clause.is_detail && !subject.imitates_details) continue;
      DYNAMIC_SECTION(subject.name << ": " << clause.that) {
        const auto opened = subject.open();
        clause.holds(*opened.provider);
      }
    }
  }
}

}  // namespace muster
