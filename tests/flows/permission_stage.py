"""One real vault with somebody of every role in it, and what the verbs of the permission table work on."""

from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from gemdesk.domain.casework import Goal, Plan, Step
from gemdesk.domain.own import CustomField, ListEntry
from gemdesk.domain.records import Consent, Organisation, Person, Referral, Release
from gemdesk.exchange.case_file import CaseFile
from gemdesk.flows import approvals, cases, consents, custom_fields, directory, own_lists, plans, risk
from gemdesk.flows.cases import Intake
from gemdesk.flows.consents import Given
from gemdesk.flows.referrals import Order
from gemdesk.flows.work import Work
from gemdesk.kernel.ids import new_id
from gemdesk.store import drafts, rows
from gemdesk.vault import slots
from gemdesk.vault.opened import Role, SlotKind
from gemdesk.vault.slots import Holder
from tests.flows.making import case_paths, new_work, suggested, take_in
from tests.vault.making import NEW

NAME = "زمرّدة"  # the person of every case of the first caseworker; in no other case
PHONE = "+90 532 000 41 17"
RECEIVER = "مكتب السنديان"
# Whose case it is, another caseworker, and the other roles.
WORKERS: dict[str, tuple[str, Role]] = {
    "own case": ("w-1", Role.CASEWORKER),
    "another's case": ("w-2", Role.CASEWORKER),
    "supervisor": ("w-3", Role.SUPERVISOR),
    "coordinator": ("w-4", Role.COORDINATOR),
    "printing": ("w-5", Role.PRINTING),
}


def as_worker(work: Work, code: str, role: Role) -> Work:
    """The same vault in the hands of another worker."""
    opened = replace(work.vault.opened, worker=code, role=role)
    return replace(work, vault=replace(work.vault, opened=opened))


@dataclass
class Stage:
    """Makes cases of the first caseworker and what belongs to them."""

    owner: Work
    hands: dict[str, Work]
    person: CaseFile  # with a letter that may leave
    order: Order
    place: Path
    paths: list[Path]  # case files that were not taken in yet
    numbers: "count[int]"

    def adopt(self, work: Work) -> None:
        """Let every hand hold what this one holds: an erasure opens the database anew."""
        for hand in (self.owner, *self.hands.values()):
            hand.vault.connection = work.vault.connection

    def case(self, **card: Any) -> str:
        """A new case of the first caseworker."""
        return cases.take_in(self.owner, Intake(**{"chosen_name": NAME, "number": PHONE, **card}))

    def name(self) -> str:
        """A name that nothing has yet."""
        return f"اسم {next(self.numbers)}"

    def consent(self, case: str) -> Consent:
        """A consent of a case."""
        return consents.give(self.owner, Given(case, RECEIVER, ("chosen_name", "needs")))

    def organisation(self) -> Organisation:
        """A new organisation."""
        return directory.save(self.owner, "", {"name": self.name(), "place": "حلب"}, [])

    def field(self, part: str = "person") -> CustomField:
        """A field of the office's own."""
        name = self.name()
        return custom_fields.define(
            self.owner,
            CustomField(id="", record_kind=part, label_ar=name, label_en=f"a {name}", sort="text"),
        )

    def entry(self) -> ListEntry:
        """An entry of a list, as it was typed."""
        name = self.name()
        return ListEntry(id="", list_name="service", code="", ar=name, en=f"a {name}", sensitivity="plain")

    def own_entry(self) -> ListEntry:
        """An entry of a list that was added."""
        return own_lists.add(self.owner, self.entry())

    def assessed(self) -> tuple[str, str]:
        """A case with an assessment whose approval is asked for: both ids."""
        case = self.case()
        made = risk.assess(self.owner, case, {"factors": ()})
        approvals.ask(self.owner, case, "assessment", made.id)
        return case, made.id

    def plan(self) -> tuple[str, Plan, Goal, Step]:
        """A case with a draft of a plan, a goal and a step."""
        case = self.case()
        plan = plans.new_version(self.owner, case)
        goal = plans.save_goal(self.owner, case, plan.id, "", {"text": "سكن"})
        step = plans.save_step(self.owner, case, goal.id, "", {"text": "اتصال", "due": self.owner.clock.today()})
        return case, plan, goal, step

    def referral(self, state: str = "sent") -> Referral:
        """A referral of a new case, of which a letter left today."""
        case, today = self.case(), self.owner.clock.today()
        receiver = self.organisation().id
        with self.owner.change() as change:
            made = Referral(
                id=new_id(), case=case, organisation=receiver, reference=f"R-{next(self.numbers):04d}-ZZ",
                state=state, on=today, sent_on=None if state == "draft" else today, reply_by=today,
            )  # fmt: skip
            change.add(made, case)
            left = Release(
                id=new_id(), case=case, what="referral_letter", how="printed", receiver=receiver, purpose="referral",
                items=("chosen_name",), about=made.id, language="ar", digest="0" * 64, at=self.owner.clock.now(),
            )  # fmt: skip
            change.add(left, case)
        return made

    def person_of(self, case: str) -> Person:
        """The person of a case."""
        return rows.one(self.owner.connection, Person, cases.open_case(self.owner, case).person.id)

    def typed(self, place: str, body: dict[str, Any]) -> None:
        """Let everybody have typed this at a place of the screen before."""
        with self.owner.saving():
            for worker, _role in WORKERS.values():
                drafts.keep(self.owner.connection, place, worker, body, self.owner.moment())

    def free_places(self) -> bool:
        """Retire the key places that the table made; the owner's and the supervisor's stay."""
        vault = self.owner.vault
        for one in slots.list_slots(vault.folder, vault.opened):
            if one.kind is not SlotKind.FREE and one.number > 1:
                slots.retire_slot(vault.folder, vault.opened, one.number, held=vault.lock)
        return True


def set_up(place: Path) -> Stage:
    """A vault in which there is a supervisor, with a case whose letter may leave."""
    owner = new_work(place / "vault")
    holder = Holder("w-3", Role.SUPERVISOR, reads_sealed=True)
    slots.add_slot(owner.vault.folder, owner.vault.opened, NEW, holder, held=owner.vault.lock)
    first, *others = case_paths()
    person = take_in(owner, first)
    other = as_worker(owner, "w-2", Role.CASEWORKER)
    cases.take_in(other, Intake(chosen_name="سامي", need="طعام"))
    hands = {name: as_worker(owner, *who) for name, who in WORKERS.items()}
    return Stage(owner, hands, person, suggested(owner, person), place, others, count(1))
